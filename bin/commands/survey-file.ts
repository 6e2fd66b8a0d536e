/** A survey file as commands read it: its table, the recipe given or guessed, and what can be said of it. */
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { counted, figure, say, type Language, type Text } from '@gap5/contract/language.ts'
import { recipeSchema, type Recipe } from '@gap5/contract/listen/recipe.ts'
import { unwritable } from '@gap5/server/file-refusals.ts'
import { guessRecipe } from '@gap5/server/listen/import/guess.ts'
import { readTable, type Table } from '@gap5/server/listen/import/table.ts'
import { Unreadable } from '@gap5/server/listen/import/unreadable.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { analyseTable, asksNothing, benchOfTable, NoInstrument, type FileAnalysis, type FileAnalysisOptions } from '@gap5/server/measure/file-analysis.ts'
import type { BenchData } from '@gap5/server/measure/workbench/bench-data.ts'
import { BadDimensions, withDimensions } from '@gap5/server/measure/dimension-choice.ts'
import { Refusal } from '@gap5/server/refusal.ts'

export type SurveyFile = {
  file: string
  recipe: string | null
  saveRecipe: string | null
  dimensions: string | null
  title: string | null
  provider: string | null
  minimumN: number
}

/** Stands for `{provider}` in statements of the library where no name is told. */
const someProvider: Text = { en: 'the provider', zh: '服务方' }

/** Reads and analyses a file; rows that are not counted are told on standard error. */
export async function analysisOf(asked: SurveyFile, language: Language): Promise<FileAnalysis> {
  const { table, recipe, options } = await opened(asked)
  const analysis = readable(() => analyseTable(table, recipe, options))
  tellRefused(analysis, language)
  return analysis
}

/** The file as the workbench reads it; it need not have anything rated. */
export async function benchOf(asked: SurveyFile, language: Language): Promise<BenchData> {
  const { table, recipe, options } = await opened(asked)
  const read = readable(() => {
    if (asksNothing(recipe)) return benchOfTable(table, recipe, options)
    const { bench, refused } = analyseTable(table, recipe, options)
    return { bench: bench(), refused }
  })
  tellRefused(read, language)
  return read.bench
}

async function opened(asked: SurveyFile): Promise<{ table: Table; recipe: Recipe; options: FileAnalysisOptions }> {
  const { table, recipe } = await recipeFor(asked)
  if (asked.saveRecipe !== null) await saveRecipe(asked.saveRecipe, recipe)
  return { table, recipe, options: { title: recipe.title, provider: asked.provider === null ? someProvider : both(asked.provider), minimumN: asked.minimumN, timeZone: 'UTC' } }
}

/** The table and the recipe to read it by: the one given, else a guess. */
async function recipeFor(asked: SurveyFile): Promise<{ table: Table; recipe: Recipe }> {
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

/** To be used again for files with the same headings. */
export async function saveRecipe(file: string, recipe: Recipe): Promise<void> {
  await writeFile(file, `${JSON.stringify(recipe, null, 2)}\n`).catch((error: unknown) => Promise.reject(unwritable(file, error)))
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

function tellRefused({ refused }: Pick<FileAnalysis, 'refused'>, language: Language): void {
  if (refused.rows === 0) return
  const head = {
    en: `${counted(refused.rows, 'row has', 'rows have')} a problem and ${refused.rows === 1 ? 'is' : 'are'} not counted:`,
    zh: `有 ${figure(refused.rows, 'zh')} 行存在问题，未计入：`,
  }
  console.error(say(head, language))
  for (const { row, sentence } of refused.problems.slice(0, mostTold)) console.error(`  ${row}: ${say(sentence, language)}`)
  if (refused.problems.length > mostTold) console.error('  …')
}

function both(text: string): Text {
  return { en: text, zh: text }
}
