import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { counted, figure, languages, say, type Language, type Text } from '@gap5/contract/language.ts'
import { wordsTaken, type AnswerFile } from '@gap5/contract/measure/exports.ts'
import { selectionOf, selectionSchema } from '@gap5/contract/measure/selection.ts'
import { systemActor } from '@gap5/server/access/actor.ts'
import { findOrganisation, organisationColumns, organisationFrom } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { inOrganisation, type Db } from '@gap5/server/database.ts'
import { unwritable } from '@gap5/server/file-refusals.ts'
import { describe } from '@gap5/server/http/problem-answer.ts'
import { exportAnswers, type AnswerExport, type MadeFile } from '@gap5/server/measure/export-answers.ts'
import { Problem } from '@gap5/server/problem.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

type Asked = { study: string; file: string; org: string; export: Omit<AnswerExport, 'language'> & { language: Language | null } }

export const command: Command = {
  summary: { en: 'Write the answers of a study into a file: .csv, .xlsx, .sav (SPSS) or .zip (for R), by its ending', zh: '将调查的答卷写入文件，格式由扩展名决定：.csv、.xlsx、.sav（SPSS）或 .zip（供 R 使用）' },
  usage: 'STUDY FILE --org HANDLE [--long | --codebook] [--words texts|contacts] [--language zh|en] [--select "a.branch=north&from=2026-07-01&marks=all"] [--no-mark]',
  async run(args, terminalLanguage) {
    const asked = read(args)
    return withDatabase(readConfig(process.env), (db) => exportFile(db, asked, terminalLanguage))
  },
}

function read(args: string[]): Asked {
  const { values, positionals } = parse(args)
  const [study, file] = positionals
  if (study === undefined || file === undefined || positionals.length > 2 || values.org === undefined) throw wrongCall
  const words = wordsTaken.find((known) => known === (values.words ?? 'none'))
  const language = languages.find((known) => known === values.language) ?? null
  if (words === undefined || (values.language !== undefined && language === null)) throw wrongCall
  const selection = selectionSchema.safeParse(selectionOf(new URLSearchParams(values.select ?? '')))
  if (!selection.success) throw wrongSelection
  const kind = kindOf(file, { long: values.long ?? false, codebook: values.codebook ?? false })
  return { study, file, org: values.org, export: { file: kind, selection: selection.data, language, words, mark: !(values['no-mark'] ?? false) } }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { org: text, words: text, language: text, select: text, long: flag, codebook: flag, 'no-mark': flag } })
  } catch {
    throw wrongCall
  }
}

const endings: Record<string, AnswerFile> = { csv: 'wide', xlsx: 'workbook', sav: 'spss', zip: 'r' }

function kindOf(file: string, { long, codebook }: { long: boolean; codebook: boolean }): AnswerFile {
  const kind = endings[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '']
  if (kind === undefined) throw wrongCall
  if (!long && !codebook) return kind
  if (kind !== 'wide' || (long && codebook)) throw wrongCall
  return long ? 'long' : 'codebook'
}

async function exportFile(db: Db, { study, file, org, export: asked }: Asked, terminalLanguage: Language): Promise<number> {
  const orgId = await findOrganisation(db, org)
  if (orgId === null) throw noOrganisation(org)
  const organisation = organisationFrom(
    await inOrganisation(db, orgId, (trx) => trx.selectFrom('organisation').select(organisationColumns).where('org_id', '=', orgId).executeTakeFirstOrThrow()),
  )
  const language = asked.language ?? terminalLanguage
  const made = await said(() => exportAnswers({ db, clock: systemClock }, systemActor(orgId), { organisation, study }, { ...asked, language }), language)
  await written(made, file)
  const done: Text = { en: `${counted(made.rows, 'response', 'responses')} written to ${file}.`, zh: `已将 ${figure(made.rows, 'zh')} 份答卷写入 ${file}。` }
  console.log(say(done, terminalLanguage))
  return 0
}

/** Into a file beside it first, so that a file that is there is whole. */
async function written({ bytes, size }: MadeFile, file: string): Promise<void> {
  const part = `${file}.part`
  let count = 0
  const shown = new Transform({
    transform(piece: Buffer, _encoding, done) {
      count += piece.length
      if (process.stderr.isTTY && size > 0) process.stderr.write(`\r\x1b[K${Math.min(99, Math.round((100 * count) / size))} %`)
      done(null, piece)
    },
  })
  try {
    await pipeline(bytes, shown, createWriteStream(part))
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw unwritable(file, error)
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
}

/** What the server would answer as a problem, as a sentence. */
async function said<T>(work: () => Promise<T>, language: Language): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { title, detail } = describe(error, language, '')
    const sentence = [title, detail].filter(Boolean).join(' ')
    throw new Refusal({ en: sentence, zh: sentence }, { cause: error })
  }
}

const wrongCall = new Refusal({
  en: 'Tell a study, a file and the organisation, as in: gap5 export after-service answers.sav --org my-company. The file ends in .csv, .xlsx, .sav or .zip; --long and --codebook go with .csv. “gap5 export --help” lists what else can be said.',
  zh: '请给出调查、文件与组织，例如：gap5 export after-service answers.sav --org my-company。文件扩展名为 .csv、.xlsx、.sav 或 .zip；--long 与 --codebook 仅用于 .csv。全部选项见“gap5 export --help”。',
})
const wrongSelection = new Refusal({
  en: 'The selection is not understood. It is written as in an address: "from=2026-07-01&to=2026-09-30&a.branch=north&marks=all".',
  zh: '无法理解筛选条件。写法与网址相同："from=2026-07-01&to=2026-09-30&a.branch=north&marks=all"。',
})

function noOrganisation(org: string): Refusal {
  return new Refusal({ en: `There is no organisation with the short name ${org}.`, zh: `没有短名称为 ${org} 的组织。` })
}
