import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { counted, figure, languages, say, type Language, type Text } from '@gap5/contract/language.ts'
import { recipeSchema, type Recipe } from '@gap5/contract/listen/imports.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import { guessRecipe } from '@gap5/server/listen/import/guess.ts'
import { readTable, type Table } from '@gap5/server/listen/import/table.ts'
import { Unreadable } from '@gap5/server/listen/import/unreadable.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { analyseTable, NoInstrument, type FileAnalysis } from '@gap5/server/measure/file-analysis.ts'
import { BadDimensions, withDimensions } from '@gap5/server/measure/dimension-choice.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { comparisonReport, resultReport } from '../report/result-report.ts'
import type { Command } from './command.ts'

/** Reads a survey file and prints what it says. Needs no server and no database. */
export const command: Command = {
  summary: { en: 'Print the results of a survey file (CSV, .xlsx or .sav), without a server', zh: '直接输出调查数据文件（CSV、.xlsx 或 .sav）的分析结果，无需服务器' },
  usage:
    'FILE [--json] [--lang zh|en] [--recipe RECIPE.json] [--save-recipe RECIPE.json] [--dimensions "security=19-21;control=7,8"] [--by ATTRIBUTE [--measure MEASURE]] [--title TITLE] [--provider NAME] [--minimum-n 10]',
  async run(args, terminalLanguage) {
    const asked = read(args)
    if (asked === null) return wrongCall(terminalLanguage)
    const language = asked.language ?? terminalLanguage
    const { table, recipe } = await recipeFor(asked)
    if (asked.saveRecipe !== null) await writeFile(asked.saveRecipe, `${JSON.stringify(recipe, null, 2)}\n`)
    const analysis = readable(() => analyseTable(table, recipe, { title: recipe.title, provider: asked.provider, minimumN: asked.minimumN, timeZone: 'UTC' }))
    tellRefused(analysis, language)
    if (asked.json) console.log(JSON.stringify(analysis.result, null, 2))
    else for (const line of resultReport(analysis.result, language)) console.log(line)
    if (asked.by !== null) printComparison(analysis, asked.by, asked, language)
    return 0
  },
}

type Asked = {
  file: string
  json: boolean
  language: Language | null
  recipe: string | null
  saveRecipe: string | null
  dimensions: string | null
  by: string | null
  measure: string | null
  title: string | null
  provider: Text
  minimumN: number
}

function read(args: string[]): Asked | null {
  const parsed = parse(args)
  const [file] = parsed?.positionals ?? []
  if (!parsed || file === undefined || parsed.positionals.length > 1) return null
  const { values } = parsed
  const language = languages.find((known) => known === values.lang) ?? null
  const minimumN = Number(values['minimum-n'] ?? 10)
  if ((values.lang !== undefined && language === null) || !(Number.isInteger(minimumN) && minimumN >= 2)) return null
  if (values.measure !== undefined && (parseMeasure(values.measure) === null || values.by === undefined)) return null
  if (values.by !== undefined && values.json) return null
  return {
    file,
    json: values.json ?? false,
    language,
    recipe: values.recipe ?? null,
    saveRecipe: values['save-recipe'] ?? null,
    dimensions: values.dimensions ?? null,
    by: values.by ?? null,
    measure: values.measure ?? null,
    title: values.title ?? null,
    provider: values.provider === undefined ? someProvider : both(values.provider),
    minimumN,
  }
}

/** Stands for `{provider}` in statements of the library where no name is told. */
const someProvider: Text = { en: 'the provider', zh: '服务方' }

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    json: flag, lang: text, recipe: text, 'save-recipe': text, dimensions: text,
    by: text, measure: text, title: text, provider: text, 'minimum-n': text,
  }
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch {
    return null
  }
}

function wrongCall(language: Language): number {
  const sentence: Text = {
    en: 'Tell one file, as in: gap5 analyze survey.csv --by branch. “gap5 analyze --help” lists what else can be said; --by goes without --json.',
    zh: '请给出一个文件，例如：gap5 analyze survey.csv --by branch。全部选项见“gap5 analyze --help”；--by 不与 --json 同用。',
  }
  console.error(say(sentence, language))
  return 2
}

/** The table and the recipe to read it by: the one given, else a guess. */
async function recipeFor(asked: Asked): Promise<{ table: Table; recipe: Recipe }> {
  const bytes = await readFile(asked.file).catch(() => {
    throw new Refusal({ en: `The file ${asked.file} cannot be read.`, zh: `无法读取文件 ${asked.file}。` })
  })
  const given = asked.recipe === null ? null : await readRecipe(asked.recipe)
  const libraries = given === null ? await readLibrary() : []
  return readable(() => {
    const table = readTable(bytes, given?.reading ?? {})
    const title = both(asked.title ?? basename(asked.file).replace(/\.\w+$/, ''))
    const guessed = given ?? guessRecipe(table, { libraries, title }).recipe
    const titled = asked.title === null ? guessed : { ...guessed, title }
    return { table, recipe: asked.dimensions === null ? titled : withDimensions(titled, asked.dimensions) }
  })
}

async function readRecipe(path: string): Promise<Recipe> {
  try {
    return recipeSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw new Refusal({ en: `The recipe ${path} cannot be used: ${reason}`, zh: `导入方案 ${path} 无法使用：${reason}` })
  }
}

/** What a file or a call gets wrong, as a sentence. */
function readable<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Unreadable || error instanceof BadDimensions) throw new Refusal(error.text, { cause: error })
    if (error instanceof NoInstrument) {
      throw new Refusal({ en: `No questionnaire can be made of these columns: ${error.message}`, zh: `这些列无法构成问卷：${error.message}` }, { cause: error })
    }
    throw error
  }
}

const mostTold = 10

function tellRefused({ refused }: FileAnalysis, language: Language): void {
  if (refused.rows === 0) return
  const head = {
    en: `${counted(refused.rows, 'row has', 'rows have')} a problem and ${refused.rows === 1 ? 'is' : 'are'} not counted:`,
    zh: `有 ${figure(refused.rows, 'zh')} 行存在问题，未计入：`,
  }
  console.error(say(head, language))
  for (const { row, sentence } of refused.problems.slice(0, mostTold)) console.error(`  ${row}: ${say(sentence, language)}`)
  if (refused.problems.length > mostTold) console.error('  …')
}

function printComparison(analysis: FileAnalysis, by: string, asked: Asked, language: Language): void {
  const measure = parseMeasure(asked.measure ?? startingMeasure(analysis.result)?.key ?? '')
  const comparison = measure && analysis.compare(by, measure)
  if (!comparison) throw cannotCompare(analysis, by)
  for (const line of comparisonReport(comparison, language)) console.log(line)
}

function cannotCompare({ result }: FileAnalysis, by: string): Refusal {
  const attributes = result.breakdowns.map(({ key }) => key).join(', ')
  const measures = result.measures.slice(0, 6).map(({ key }) => key).join(', ')
  return new Refusal({
    en: `“${by}” or the measure is not in this file. Attributes: ${attributes || 'none'}. Measures: ${measures}, …`,
    zh: `文件中没有属性“${by}”或所给指标。属性：${attributes || '无'}。指标：${measures}……`,
  })
}

function both(text: string): Text {
  return { en: text, zh: text }
}
