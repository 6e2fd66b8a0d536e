import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { counted, figure, say, type Language, type Text } from '@gap5/contract/language.ts'
import type { ImportProgress, ImportRecord, ImportTarget } from '@gap5/contract/listen/imports.ts'
import { recipeSchema, type Recipe } from '@gap5/contract/listen/recipe.ts'
import { systemActor } from '@gap5/server/access/actor.ts'
import { findOrganisation } from '@gap5/server/access/organisations.ts'
import { systemClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { inOrganisation, type Db, type Trx } from '@gap5/server/database.ts'
import { unwritable } from '@gap5/server/file-refusals.ts'
import { changeAim, changeRecipe, createImport, readImport, readProgress } from '@gap5/server/listen/import/imports.ts'
import { prepareFile } from '@gap5/server/listen/import/prepare.ts'
import { refusedCsv } from '@gap5/server/listen/import/refused.ts'
import { runImport, startImport } from '@gap5/server/listen/import/run.ts'
import { Unreadable } from '@gap5/server/listen/import/unreadable.ts'
import { publishedDefinitions } from '@gap5/server/listen/instruments.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { readStudy } from '@gap5/server/listen/studies.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import type { Command } from './command.ts'
import { saveRecipe } from './survey-file.ts'
import { withDatabase } from './with-database.ts'

type Asked = {
  file: string
  org: string
  study: string | null
  title: string
  provider: string
  recipe: string | null
  saveRecipe: string | null
  refused: string | null
  keepRepeats: boolean
  dryRun: boolean
}

export const command: Command = {
  summary: { en: 'Import a survey file (CSV, .xlsx or .sav) into a study, or make a study of it', zh: '将调查数据文件（CSV、.xlsx 或 .sav）导入已有调查，或据此新建调查' },
  usage:
    'FILE --org HANDLE [--study HANDLE | --title TITLE --provider NAME] [--recipe RECIPE.json] [--save-recipe RECIPE.json] [--refused ROWS.csv] [--keep-repeats] [--dry-run]',
  async run(args, language) {
    const asked = read(args)
    const bytes = await readFile(asked.file).catch(() => {
      throw noFile(asked.file)
    })
    const recipe = asked.recipe === null ? null : await readRecipe(asked.recipe)
    return withDatabase(readConfig(process.env), (db) => importFile(db, asked, { bytes, recipe }, language))
  },
}

function read(args: string[]): Asked {
  const { values, positionals } = parse(args)
  const [file] = positionals
  if (file === undefined || positionals.length > 1 || values.org === undefined) throw wrongCall
  const title = values.title ?? basename(file).replace(/\.\w+$/, '')
  return {
    file,
    org: values.org,
    study: values.study ?? null,
    title,
    provider: values.provider ?? title,
    recipe: values.recipe ?? null,
    saveRecipe: values['save-recipe'] ?? null,
    refused: values.refused ?? null,
    keepRepeats: values['keep-repeats'] ?? false,
    dryRun: values['dry-run'] ?? false,
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    org: text, study: text, title: text, provider: text, recipe: text,
    'save-recipe': text, refused: text, 'keep-repeats': flag, 'dry-run': flag,
  }
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch {
    throw wrongCall
  }
}

async function readRecipe(path: string): Promise<Recipe> {
  try {
    return recipeSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw noRecipe(path, error instanceof Error ? error.message : '')
  }
}

type Given = { bytes: Buffer; recipe: Recipe | null }
type Within = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

async function importFile(db: Db, asked: Asked, given: Given, language: Language): Promise<number> {
  const organisation = await findOrganisation(db, asked.org)
  if (organisation === null) throw noOrganisation(asked.org)
  const within: Within = (work) => inOrganisation(db, organisation, work)
  const draft = await draftOf(within, organisation, asked, given)
  console.log(say(draft.understood, language))
  if (asked.saveRecipe !== null) await saveRecipe(asked.saveRecipe, draft.recipe)
  if (draft.obstacles.length > 0) throw notReady(draft.obstacles)
  if (asked.dryRun) return 0
  await within((trx) => startImport(trx, systemActor(organisation), draft.id, systemClock.now()))
  const progress = await runShown(db, organisation, draft.id, within, language)
  const done = await within((trx) => readImport(trx, organisation, draft.id, systemClock.now()))
  conclude(done, language)
  if (asked.refused !== null && progress.refused > 0) {
    const file = asked.refused
    await pipeline(refusedCsv(within, organisation, draft.id, language), createWriteStream(file)).catch((error: unknown) => Promise.reject(unwritable(file, error)))
  }
  return progress.state === 'done' ? 0 : 1
}

/** The import as a draft, mapped and aimed. */
async function draftOf(within: Within, orgId: string, asked: Asked, { bytes, recipe }: Given): Promise<ImportRecord> {
  const actor = systemActor(orgId)
  const fileName = basename(asked.file)
  const instruments = await within((trx) => publishedDefinitions(trx, orgId))
  const prepared = await readable(async () => prepareFile(bytes, { choice: recipe?.reading ?? {}, fileName, libraries: await readLibrary(), instruments }))
  return within(async (trx) => {
    const now = systemClock.now()
    const { id } = await createImport(trx, actor, { fileName, bytes, prepared, after: null }, now)
    if (recipe !== null) await changeRecipe(trx, actor, id, recipe, now)
    return changeAim(trx, actor, id, { target: await targetOf(trx, orgId, asked), repeats: asked.keepRepeats ? 'keep' : 'skip' }, now)
  })
}

async function targetOf(trx: Trx, orgId: string, { study, title, provider }: Asked): Promise<ImportTarget> {
  if (study !== null) return { kind: 'study', studyId: (await readStudy(trx, orgId, study, systemClock.now())).id }
  const both = (text: string): Text => ({ en: text, zh: text })
  return { kind: 'new', title: both(title), subject: { kind: 'own', name: both(provider) }, instrumentId: null }
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Unreadable ? new Refusal(error.text, { cause: error }) : error
  }
}

/** Runs here; where a server that is up has taken the job already, watches it to its end. */
async function runShown(db: Db, orgId: string, id: string, within: Within, language: Language): Promise<ImportProgress> {
  const look = () => within((trx) => readProgress(trx, orgId, id))
  const shown = setInterval(() => void look().then((progress) => show(progress, language)).catch(() => {}), 500)
  try {
    await runImport({ db, clock: systemClock }, { orgId, importId: id })
    for (;;) {
      const progress = await look()
      if (progress.state !== 'running' && progress.state !== 'queued') return progress
      await setTimeout(500)
    }
  } finally {
    clearInterval(shown)
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
}

function show({ read, total }: ImportProgress, language: Language): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r\x1b[K${figure(read, language)} / ${figure(total, language)}`)
}

function conclude({ progress, studyHandle }: ImportRecord, language: Language): void {
  console.log(say(ended(progress), language))
  for (const { sentence } of progress.notices) console.log(`  ${say(sentence, language)}`)
  for (const { fault, column, count } of progress.faults) console.log(`  ${count} × ${fault}${column === null ? '' : ` (${column})`}`)
  if (progress.failure !== null) console.log(say(progress.failure, language))
  if (studyHandle !== null) console.log(say({ en: `Study: ${studyHandle}`, zh: `调查：${studyHandle}` }, language))
}

function ended({ accepted, repeated, refused }: ImportProgress): Text {
  return {
    en: `${counted(accepted, 'row', 'rows')} imported, ${figure(repeated, 'en')} there already, ${figure(refused, 'en')} with problems.`,
    zh: `导入 ${figure(accepted, 'zh')} 行，已存在 ${figure(repeated, 'zh')} 行，有问题 ${figure(refused, 'zh')} 行。`,
  }
}

const wrongCall = new Refusal({
  en: 'Tell one file and the organisation, as in: gap5 import survey.csv --org hengyuan --title "Spring survey"',
  zh: '请给出一个文件和所属组织，例如：gap5 import survey.csv --org hengyuan --title "春季调查"',
})
const noFile = (path: string) => new Refusal({ en: `The file ${path} cannot be read.`, zh: `无法读取文件 ${path}。` })
const noRecipe = (path: string, reason: string) =>
  new Refusal({ en: `The recipe ${path} cannot be used: ${reason}`, zh: `导入方案 ${path} 无法使用：${reason}` })
const noOrganisation = (handle: string) =>
  new Refusal({ en: `There is no organisation with the short name ${handle}.`, zh: `没有短名称为 ${handle} 的组织。` })
const notReady = (obstacles: readonly Text[]) =>
  new Refusal({ en: obstacles.map(({ en }) => en).join(' '), zh: obstacles.map(({ zh }) => zh).join('') })
