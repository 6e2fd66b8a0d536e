/**
 * A selection of a study's answers summed up: as a whole, and in the groups of an attribute or of the time of answer. The same from
 * cells and from all rows; whatever is made of it cannot tell which.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { AnswerRows } from './answer-rows.ts'
import type { AnswerTable } from './answer-table.ts'
import { classify, classifyByTime, timeKey, type Classification } from './attribute-classes.ts'
import { attributeOf } from './attributes-of.ts'
import { sumBy } from './figures-by.ts'
import { questionsOf, type Questions } from './rated-items.ts'
import { selectRows } from './selected-rows.ts'
import type { StudyFrame } from './study-result.ts'
import { addPortion, everyPosition, extentOf, portions, type SelectedSums } from './summed.ts'
import { figuresOf, layoutOf, type Layout } from './sums/layout.ts'
import type { Figures } from './sums/leaves.ts'
import type { StudyScores, Wanted } from './sums/study-scores.ts'

export type PartFigures = { respondents: number; figures: StudyScores<Figures> }
type Group = { value: string; title: Text; sums: Float64Array }

/** In the order of the classification; groups nobody selected is in are left out. */
export type Split = Pick<Classification, 'key' | 'title' | 'type'> & {
  groups: Group[]
  withoutValue: number
  /** Whether some answer of the study carries a value of an attribute. */
  carries: (attribute: string) => boolean
}

export type Parts = PartFigures & {
  study: StudyFrame
  questions: Questions
  whole: SelectedSums
  split: Split | null
}

/** How the rows of a study fall into groups by an attribute, or by the time of answer. Throws `measure.attribute-unknown`. */
export function classificationBy(study: StudyFrame, rows: AnswerRows, by: string): Classification {
  return by === timeKey ? classifyByTime(rows, study.timeZone) : classify(attributeOf(by, study.attributes), rows)
}

export function partsOfSums(study: StudyFrame, whole: SelectedSums, split: Split | null): Parts {
  return { ...partOf(whole.layout, whole.sums), study, questions: questionsOf(study.definition, study.provider), whole, split }
}

export function splitOf(study: StudyFrame, layout: Layout, rows: AnswerRows, selection: Selection, by: string): Split {
  const classification = classificationBy(study, rows, by)
  const { groups, groupOf } = classification
  const { sums, withoutGroup } = sumBy(layout, rows, selectRows(rows, selection, study).rows, { count: groups.length, groupOf })
  return splitInto(classification, rows, sums, withoutGroup)
}

/** All answers of a table, by what is wanted of them. */
export function partsOfTable(study: StudyFrame, table: AnswerTable, selection: Selection, wanted: Wanted, by: string | null): Parts {
  const layout = layoutOf(study.definition, wanted)
  const { rows, leftOut, marked } = selectRows(table, selection, study)
  const classification = by === null ? null : classificationBy(study, table, by)
  const { sums, split } = classification ? sumsBy(layout, table, rows, classification) : { sums: sumsOf(layout, table, rows), split: null }
  return partsOfSums(study, { layout, sums, leftOut, marked, ...extentOf(table, rows) }, split)
}

function sumsOf(layout: Layout, table: AnswerTable, rows: Int32Array): Float64Array {
  const sums = new Float64Array(layout.length)
  for (const part of portions(rows)) addPortion(layout, table, part, [{ positions: everyPosition(part.length), sums }])
  return sums
}

/** Who is in no group is summed up beside, so that all rows are gone through once. */
function sumsBy(layout: Layout, table: AnswerTable, rows: Int32Array, classification: Classification): { sums: Float64Array; split: Split } {
  const count = classification.groups.length
  const { sums } = sumBy(layout, table, rows, {
    count: count + 1,
    groupOf: (row) => {
      const group = classification.groupOf(row)
      return group < 0 ? count : group
    },
  })
  const whole = new Float64Array(layout.length)
  for (const part of sums) for (let at = 0; at < whole.length; at++) whole[at]! += part[at]!
  return { sums: whole, split: splitInto(classification, table, sums.slice(0, count), sums[count]![0]!) }
}

function splitInto({ key, title, type, groups }: Classification, rows: AnswerRows, sums: readonly Float64Array[], withoutValue: number): Split {
  const all = groups.map(({ value, title }, at): Group => ({ value, title, sums: sums[at]! }))
  return { key, title, type, groups: all.filter((group) => group.sums[0]! > 0), withoutValue, carries: (attribute) => rows.valueCounts(attribute).size > 0 }
}

/** The groups of a split, the largest of them where there are more. */
export function groupsIn({ whole, split }: Pick<Parts, 'whole' | 'split'>, most = Infinity): (PartFigures & { value: string; title: Text })[] {
  const groups = split?.groups ?? []
  const kept = new Set(groups.toSorted((a, b) => b.sums[0]! - a.sums[0]!).slice(0, most))
  return groups.filter((group) => kept.has(group)).map(({ value, title, sums }) => ({ value, title, ...partOf(whole.layout, sums) }))
}

function partOf(layout: Layout, sums: Float64Array): PartFigures {
  return { respondents: sums[0]!, figures: figuresOf(layout, sums) }
}
