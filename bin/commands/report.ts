import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { languages, say, type Language } from '@gap5/contract/language.ts'
import { reportQuerySchema } from '@gap5/contract/measure/report.ts'
import { reportSections } from '@gap5/contract/measure/report-sections.ts'
import { selectionOf, selectionSchema } from '@gap5/contract/measure/selection.ts'
import { problems, type ProblemCode } from '@gap5/contract/problems.ts'
import { organisationForCommand } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import type { Db } from '@gap5/server/database.ts'
import { reportContent } from '@gap5/server/measure/report/content.ts'
import { reportPdf } from '@gap5/server/measure/report/document.ts'
import { unwritable } from '@gap5/server/file-refusals.ts'
import { Problem, parsed } from '@gap5/server/problem.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const command: Command = {
  summary: { en: 'Write the report of a study as a PDF', zh: '将调查报告写成 PDF' },
  usage: `STUDY [--language zh|en] [--out FILE.pdf] [--org HANDLE] [--sections ${reportSections.slice(0, 2).join(',')},…] [--by ATTRIBUTE] [--measure FIGURE] [--select "from=2026-07-01&a.branch=north"]`,
  async run(args, language) {
    const asked = read(args, language)
    const { bytes, file } = await withDatabase(readConfig(process.env), (db) => write(db, asked))
    console.log(say({ en: `${file} is written (${Math.round(bytes / 1024)} kB).`, zh: `已写入 ${file}（${Math.round(bytes / 1024)} kB）。` }, language))
    return 0
  },
}

type Asked = ReturnType<typeof read>

function read(args: string[], language: Language) {
  const { values, positionals } = parse(args)
  const [study] = positionals
  if (study === undefined || positionals.length !== 1) throw wrongStudy
  const spoken = values.language ?? language
  const [query, selection] = [
    reportQuerySchema.safeParse({ ...values, language: spoken }),
    selectionSchema.safeParse(selectionOf(new URLSearchParams(values.select ?? ''))),
  ]
  if (!languages.includes(spoken as Language)) throw wrongLanguage
  if (!query.success) throw wrongSections
  if (!selection.success) throw wrongSelection
  return { study, org: values.org, out: values.out, query: query.data, selection: parsed(selectionSchema, selection.data) }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { language: text, out: text, org: text, sections: text, by: text, measure: text, select: text } })
  } catch {
    throw wrongStudy
  }
}

async function write(db: Db, { study, org, out, query, selection }: Asked): Promise<{ bytes: number; file: string }> {
  const organisation = await organisationForCommand(db, org)
  if (organisation === null) throw org === undefined ? severalOrganisations : noOrganisation(org)
  try {
    const content = await reportContent({ db, clock: systemClock }, { organisation, study, selection, ...query, by: query.by, measure: query.measure })
    const pdf = await reportPdf(content)
    const file = out ?? `${study}-report-${query.language}.pdf`
    await writeFile(file, pdf).catch((error: unknown) => Promise.reject(unwritable(file, error)))
    return { bytes: pdf.length, file }
  } catch (error) {
    if (error instanceof Problem) throw new Refusal(problems[error.code as ProblemCode].title)
    throw error
  }
}

const wrongStudy = new Refusal({
  en: 'Tell one study by its address, as in: gap5 report after-service --language zh --out report.pdf',
  zh: '请给出一项调查的地址，例如：gap5 report after-service --language zh --out report.pdf',
})
const wrongLanguage = new Refusal({ en: '--language is zh or en.', zh: '--language 应为 zh 或 en。' })
const wrongSections = new Refusal({ en: `--sections are some of: ${reportSections.join(',')}.`, zh: `--sections 应为以下若干项：${reportSections.join(',')}。` })
const wrongSelection = new Refusal({ en: '--select is written like an address: "from=2026-07-01&to=2026-09-30&a.branch=north".', zh: '--select 的写法与网址相同："from=2026-07-01&to=2026-09-30&a.branch=north"。' })
const severalOrganisations = new Refusal({ en: 'There is more than one organisation, or none; name it with --org.', zh: '组织不止一个或尚不存在，请用 --org 指明。' })
const noOrganisation = (handle: string) => new Refusal({ en: `There is no organisation with the short name ${handle}.`, zh: `没有短名称为 ${handle} 的组织。` })
