/** Classes of quality marks: the coarsest ones that let every rule on marks be answered exactly. */
import { sql, type RawBuilder } from 'kysely'
import { marks as allMarks, type Mark } from '@gap5/contract/listen/answers.ts'
import { excludedMarks, type MarkPolicy } from '@gap5/contract/measure/selection.ts'
import { inMarkOrder, type MarkCount } from '../selected-rows.ts'

/** 0: counted by every rule; 1: left out by `clean`; 2: left out by `usual` too. Null: withdrawn, no answer any more. */
export function markClass(marks: readonly Mark[]): number | null {
  if (marks.length === 0) return 0
  if (marks.includes('withdrawn')) return null
  if (marks.some((mark) => excludedMarks.usual.includes(mark))) return 2
  return marks.some((mark) => excludedMarks.clean.includes(mark)) ? 1 : 0
}

/** The same in SQL. */
export function classOf(marks: RawBuilder<unknown>): RawBuilder<number | null> {
  const { usual, clean } = excludedMarks
  return sql`case when 'withdrawn' = any(${marks}) then null when ${marks} && ${[...usual]}::text[] then 2 when ${marks} && ${[...clean]}::text[] then 1 else 0 end`
}

export const classesOf: Record<MarkPolicy, readonly number[]> = { clean: [0], usual: [0, 1], all: [0, 1, 2] }

/**
 * Counts of responses by their first mark: of all marks, of those that `usual` leaves out, and of those that `clean` leaves out,
 * each in the order of `marks`.
 */
export type MarkTally = readonly number[]

const kinds = allMarks.length
const sections = [allMarks, excludedMarks.usual, excludedMarks.clean]
export const tallyLength = sections.length * kinds

export function tallyMarks(tally: number[], marks: readonly Mark[], sign: number): void {
  if (marks.length === 0) return
  for (const [section, among] of sections.entries()) {
    const first = allMarks.findIndex((mark) => marks.includes(mark) && among.includes(mark))
    if (first >= 0) tally[section * kinds + first]! += sign
  }
}

/** Of all classes: what a rule leaves out. */
export function leftOutBy(policy: MarkPolicy, tally: MarkTally): MarkCount[] {
  if (policy === 'all') return []
  return section(tally, policy === 'usual' ? 1 : 2)
}

/** Of the classes that are counted: which marks they carry nevertheless. */
export function markedIn(tally: MarkTally): MarkCount[] {
  return section(tally, 0)
}

function section(tally: MarkTally, index: number): MarkCount[] {
  return inMarkOrder(new Map(allMarks.map((mark, at) => [mark, tally[index * kinds + at] ?? 0] as const)))
}
