/**
 * The selected answers as the workbench reads them: columns of numbers, one position a respondent, and labels that tell respondents
 * apart. The same from a study and from a file.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Role, Variable } from '@gap5/contract/listen/instrument.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { scaleScores } from '@gap5/methods'
import type { AnswerTable } from '../answer-table.ts'
import { classify, type Group, type TitledAttribute } from '../attribute-classes.ts'
import { questionsOf, type RatedDimension } from '../rated-items.ts'
import { SelectedAnswers } from '../selected-answers.ts'
import { selectRows } from '../selected-rows.ts'
import type { StudyFrame } from '../study-result.ts'

export type BenchColumn = {
  /** `t1.perception`; `score.reliability` for the mean of a dimension's perceptions; `a.months` for a number attribute. */
  id: string
  title: Text
  kind: 'item' | 'score' | 'attribute'
  role: Role | null
  dimension: string | null
  scale: { min: number; max: number } | null
  /** High is good; NaN where there is no answer. */
  values: Float64Array
}

export type BenchLabels = {
  /** Key of the attribute. */
  id: string
  title: Text
  groups: readonly Group[]
  /** Index into `groups` a respondent, −1 where there is none. */
  codes: Int32Array
}

export type BenchPoints = { dimension: string; values: Float64Array }

export type BenchData = {
  respondents: number
  columns: readonly BenchColumn[]
  labels: readonly BenchLabels[]
  /** What respondents gave of their 100 points, one column a dimension and question. */
  points: readonly BenchPoints[]
  dimensions: readonly { key: string; title: Text }[]
  minimumN: number
}

export function benchData(frame: StudyFrame, table: AnswerTable, selection: Selection): BenchData {
  const { rows } = selectRows(table, selection, frame)
  const answers = new SelectedAnswers(table, rows)
  const { items, dimensions, points } = questionsOf(frame.definition, frame.provider)
  const rated = items.flatMap(({ title, dimension, levels }) =>
    Object.values(levels).map((variable) => itemColumn(variable, title, dimension, answers)),
  )
  return {
    respondents: rows.length,
    columns: [...rated, ...scoreColumns(dimensions, answers, frame.definition.scoring.minimumAnswered), ...frame.attributes.flatMap((attribute) => numberColumn(attribute, table, rows))],
    labels: frame.attributes.flatMap((attribute) => labelsOf(attribute, table, rows)),
    points: points.flatMap((variable) => (variable.dimension === null ? [] : [{ dimension: variable.dimension, values: answers.values(variable) }])),
    dimensions: dimensions.map(({ key, title }) => ({ key, title })),
    minimumN: frame.minimumN,
  }
}

function itemColumn(variable: Variable, title: Text, dimension: string | null, answers: SelectedAnswers): BenchColumn {
  const { key, role, min, max } = variable
  return { id: key, title, kind: 'item', role, dimension, scale: { min, max }, values: answers.values(variable) }
}

/** A respondent's mean perception of a dimension, where enough of its items were answered; of a dimension without perceptions, of its other ratings. */
function scoreColumns(dimensions: readonly RatedDimension[], answers: SelectedAnswers, minimumAnswered: number): BenchColumn[] {
  return dimensions.flatMap(({ key, title, items }) => {
    const perceived = items.flatMap(({ levels }) => levels.perception ?? [])
    const asked = perceived.length > 0 ? perceived : items.flatMap(({ levels }) => levels.other ?? [])
    const [first] = asked
    if (!first || asked.length < 2 || asked.some(({ min, max }) => min !== first.min || max !== first.max)) return []
    const values = scaleScores(asked.map((variable) => answers.values(variable)), { minimumAnswered })
    return [{ id: `score.${key}`, title, kind: 'score' as const, role: null, dimension: key, scale: { min: first.min, max: first.max }, values }]
  })
}

function numberColumn({ key, title, type }: TitledAttribute, table: AnswerTable, rows: Int32Array): BenchColumn[] {
  const column = table.attribute(key)
  if (type !== 'number' || !column) return []
  const numbers = column.values.map((value) => (value.trim() === '' ? Number.NaN : Number(value)))
  const values = Float64Array.from(rows, (row) => numbers[column.code(row)] ?? Number.NaN)
  return [{ id: `a.${key}`, title, kind: 'attribute', role: null, dimension: null, scale: null, values }]
}

function labelsOf(attribute: TitledAttribute, table: AnswerTable, rows: Int32Array): BenchLabels[] {
  if (attribute.type === 'text') return []
  const { key, title, groups, groupOf } = classify(attribute, table)
  return groups.length < 2 ? [] : [{ id: key, title, groups, codes: Int32Array.from(rows, groupOf) }]
}

/** Columns by id in the order asked for; ids the data do not have are left out. */
export function columnsAt({ columns }: BenchData, ids: readonly string[]): BenchColumn[] {
  return ids.flatMap((id) => columns.find((column) => column.id === id) ?? [])
}

/** Values of a column in the groups of a label, groups in their order. */
export function grouped(values: Float64Array, { groups, codes }: BenchLabels): { id: string; title: Text; sample: Float64Array }[] {
  return groups.map(({ value, title }, at) => ({ id: value, title, sample: values.filter((_, i) => codes[i] === at) }))
}
