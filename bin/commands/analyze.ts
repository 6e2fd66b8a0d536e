import { parseArgs } from 'node:util'
import { languages, say, type Language, type Text } from '@gap5/contract/language.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import type { FileAnalysis } from '@gap5/server/measure/file-analysis.ts'
import { Refusal } from '@gap5/server/refusal.ts'
import { comparisonReport, resultReport } from '../report/result-report.ts'
import { answerQuestion } from './analyze-question.ts'
import { printReading } from './analyze-reading.ts'
import type { Command } from './command.ts'
import { analysisOf, benchOf, type SurveyFile } from './survey-file.ts'

/** Reads a survey file and prints what it says. Needs no server and no database. */
export const command: Command = {
  summary: { en: 'Print the results of a survey file (CSV, .xlsx or .sav), without a server', zh: '直接输出调查数据文件（CSV、.xlsx 或 .sav）的分析结果，无需服务器' },
  usage:
    'FILE [--json] [--language zh|en] [--recipe RECIPE.json] [--save-recipe RECIPE.json] [--dimensions "security=19-21;control=7,8"] [--by ATTRIBUTE [--measure MEASURE]] [--reading READING [--set CHOICE=VALUE,…]] [--ask QUESTION [--set INPUT=VALUE,…] [--script FOLDER] [--scores FILE.csv]] [--title TITLE] [--provider NAME] [--minimum-n 10]',
  async run(args, terminalLanguage) {
    const asked = read(args)
    if (asked === null) return wrongCall(terminalLanguage)
    const language = asked.language ?? terminalLanguage
    if (asked.ask !== null) return answerQuestion(await benchOf(asked, language), { ...asked, question: asked.ask }, language)
    const analysis = await analysisOf(asked, language)
    if (asked.reading !== null) return printReading(analysis, { ...asked, reading: asked.reading }, language)
    if (asked.json) console.log(JSON.stringify(analysis.result, null, 2))
    else for (const line of resultReport(analysis.result, language)) console.log(line)
    if (asked.by !== null) printComparison(analysis, asked.by, asked, language)
    return 0
  },
}

type Asked = SurveyFile & {
  json: boolean
  language: Language | null
  by: string | null
  measure: string | null
  /** A question of the workbench; empty for the list of them. */
  ask: string | null
  set: readonly string[]
  /** A reading; `list` for those the file gives. */
  reading: string | null
  script: string | null
  /** Where the scores of respondents go. */
  scores: string | null
}

function read(args: string[]): Asked | null {
  const parsed = parse(args)
  const [file] = parsed?.positionals ?? []
  if (!parsed || file === undefined || parsed.positionals.length > 1) return null
  const { values } = parsed
  const language = languages.find((known) => known === values.language) ?? null
  const minimumN = Number(values['minimum-n'] ?? 10)
  if ((values.language !== undefined && language === null) || !(Number.isInteger(minimumN) && minimumN >= 2)) return null
  if (values.measure !== undefined && (parseMeasure(values.measure) === null || values.by === undefined)) return null
  if (values.by !== undefined && (values.json || values.ask !== undefined || values.reading !== undefined)) return null
  if (values.reading !== undefined && values.ask !== undefined) return null
  if ((values.ask ?? values.reading) === undefined && values.set !== undefined) return null
  if (values.ask === undefined && (values.script ?? values.scores) !== undefined) return null
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
    provider: values.provider ?? null,
    minimumN,
    ask: values.ask ?? null,
    set: values.set ?? [],
    reading: values.reading ?? null,
    script: values.script ?? null,
    scores: values.scores ?? null,
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    json: flag, language: text, recipe: text, 'save-recipe': text, dimensions: text,
    by: text, measure: text, title: text, provider: text, 'minimum-n': text,
    ask: text, reading: text, script: text, scores: text, set: { type: 'string', multiple: true },
  } as const
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch {
    return null
  }
}

function wrongCall(language: Language): number {
  const sentence: Text = {
    en: 'Tell one file, as in: gap5 analyze survey.csv --by branch. “gap5 analyze --help” lists what else can be said; --by goes without --json. “--reading list” lists the readings a file gives, “--ask list” the questions of the workbench.',
    zh: '请给出一个文件，例如：gap5 analyze survey.csv --by branch。全部选项见“gap5 analyze --help”；--by 不与 --json 同用。“--reading list”列出文件可作的分析，“--ask list”列出分析工作台的问题。',
  }
  console.error(say(sentence, language))
  return 2
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
