/** The result of a survey file alone: no database, no server. The same computation as for a study. */
import type { Text } from '@gap5/contract/language.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { RowProblem } from '@gap5/contract/listen/imports.ts'
import type { Recipe } from '@gap5/contract/listen/recipe.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { ReadingOffers } from '@gap5/contract/measure/readings/readings.ts'
import type { Measure } from '@gap5/contract/measure/measures.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import { applyRecipe, marksOfRow, type AppliedRow } from '../listen/import/apply.ts'
import { definitionOf } from '../listen/import/definition.ts'
import type { Table } from '../listen/import/table.ts'
import type { Answer } from './answer-column.ts'
import { AnswerTable } from './answer-table.ts'
import type { TitledAttribute } from './attribute-classes.ts'
import { compare } from './comparison.ts'
import { benchData, type BenchData } from './workbench/bench-data.ts'
import { personsInput } from './readings/answers.ts'
import { fileReading, type Choices, type FileReadingKey, type Readings } from './readings/by-key.ts'
import { readingOffers } from './readings/offers.ts'
import { tableResult, type StudyFrame } from './study-result.ts'

export type FileAnalysis = {
  result: StudyResult
  /** Rows with a problem; they are not counted. */
  refused: { rows: number; problems: RowProblem[] }
  /** Compares a measure by an attribute of the file; null where the file has no such attribute or measure. */
  compare: (attribute: string, measure: Measure) => Comparison | null
  /** The answers as the workbench reads them. */
  bench: () => BenchData
  /** Which readings the file gives. */
  offers: () => ReadingOffers
  /** One of them; a `Problem` tells what it lacks or which choice does not fit. */
  reading: <Key extends FileReadingKey>(key: Key, choices: Choices) => Readings[Key]
}

export type FileAnalysisOptions = { title: Text; provider: Text; minimumN: number; timeZone: string }

/** What the columns make no instrument of, in English: an item without a scale, nothing to rate. */
export class NoInstrument extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('; '))
    this.faults = faults
  }
}

/** Throws `NoInstrument` where the recipe makes none, `Unreadable` where the table lacks a heading of the recipe. */
export function analyseTable(table: Table, recipe: Recipe, options: FileAnalysisOptions): FileAnalysis {
  const { definition, faults } = definitionOf(recipe)
  if (definition === null) throw new NoInstrument(faults)
  const { answers, refused, hasTimes } = answersOf(table, recipe, definition, options)
  const frame: StudyFrame = {
    definition,
    attributes: attributesOf(recipe),
    studyTitle: options.title,
    provider: options.provider,
    simulated: false,
    minimumN: options.minimumN,
    timeZone: options.timeZone,
  }
  const result = tableResult(frame, answers, everything)
  return {
    result: hasTimes ? result : withoutTimes(result),
    refused,
    compare: (attribute, measure) => compare(frame, answers, everything, { attribute, measure }),
    bench: () => benchData(frame, answers, everything),
    offers: () => readingOffers(definition, []),
    reading: (key, choices) => fileReading(key, personsInput(frame, answers, everything), choices),
  }
}

/** A table without anything rated (purchases, units with their figures), as the workbench reads it. */
export function benchOfTable(table: Table, recipe: Recipe, options: FileAnalysisOptions): { bench: BenchData; refused: FileAnalysis['refused'] } {
  const definition: Definition = { key: 'table', title: recipe.title, use: recipe.title, source: recipe.title, scales: {}, dimensions: [], blocks: [], scoring: { minimumAnswered: 0.5 } }
  const { answers, refused } = answersOf(table, recipe, definition, options)
  const frame: StudyFrame = { definition, attributes: attributesOf(recipe), studyTitle: options.title, provider: options.provider, simulated: false, minimumN: options.minimumN, timeZone: options.timeZone }
  return { bench: benchData(frame, answers, everything), refused }
}

/** Whether a recipe has anything that people answered. */
export function asksNothing({ columns }: Recipe): boolean {
  return !columns.some(({ use }) => use === 'rating' || use === 'points' || use === 'choice' || use === 'text')
}

function attributesOf(recipe: Recipe): TitledAttribute[] {
  return recipe.columns.flatMap((column) =>
    column.use === 'attribute' ? [{ key: column.key, title: column.title, type: column.type, values: [] }] : [],
  )
}

type Answers = { answers: AnswerTable; refused: FileAnalysis['refused']; hasTimes: boolean }

function answersOf(table: Table, recipe: Recipe, definition: Definition, { timeZone }: FileAnalysisOptions): Answers {
  const keys = variables(definition).map(({ key }) => key)
  const answers = new AnswerTable(keys)
  const refused = { rows: 0, problems: [] as RowProblem[] }
  for (const row of applyRecipe(table, recipe, { timeZone })) {
    if (row.problems.length === 0) put(answers, keys, row)
    else {
      refused.rows++
      refused.problems.push(...row.problems)
    }
  }
  return { answers, refused, hasTimes: recipe.columns.some(({ use }) => use === 'submittedAt') }
}

/** Rows without a time of their own stand at the beginning of 1970, which `withoutTimes` takes out again. */
function put(answers: AnswerTable, keys: readonly string[], row: AppliedRow): void {
  const { ratings } = row.answers
  answers.put({
    key: String(row.row),
    submittedAt: row.submittedAt ?? new Date(0),
    marks: marksOfRow(row),
    answers: keys.map((key): Answer => ratings[key] ?? null),
    attributes: row.attributes,
  })
}

function withoutTimes(result: StudyResult): StudyResult {
  return { ...result, firstAt: null, lastAt: null, breakdowns: result.breakdowns.filter(({ type }) => type !== 'time') }
}
