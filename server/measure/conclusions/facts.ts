import type { Conclusion, Estimate, GapRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { dimensionNoun, itemNoun, type Noun } from './wording.ts'

/** What conclusions are drawn from: the whole result but for themselves. */
export type Facts = Omit<StudyResult, 'conclusions'>

/** One rule: the sentences it draws, most important first; none where it does not apply. */
export type Rule = (facts: Facts) => Conclusion[]

/** The rows conclusions speak about: dimensions where there are any with a figure, else single items. */
export function spokenRows(facts: Facts, has: (row: GapRow) => boolean): { rows: GapRow[]; noun: Noun } {
  const dimensions = facts.gaps.filter((row) => row.level === 'dimension' && has(row))
  if (dimensions.length > 0) return { rows: dimensions, noun: dimensionNoun }
  return { rows: facts.gaps.filter((row) => row.level === 'item' && has(row)), noun: itemNoun }
}

export function valueOf(estimate: Estimate | null): number | null {
  return estimate?.value ?? null
}

/** Rows with the figure, lowest first. */
export function ascending(rows: readonly GapRow[], of: (row: GapRow) => Estimate | null): GapRow[] {
  const there = rows.filter((row) => valueOf(of(row)) !== null)
  return there.toSorted((a, b) => (valueOf(of(a)) ?? 0) - (valueOf(of(b)) ?? 0))
}

/** How important a dimension is: its points, else its rated importance. */
export function importanceOf(row: GapRow): Estimate | null {
  return valueOf(row.weight) !== null ? row.weight : row.importance
}

/** 1 for the most important of the rows; null where importance was not asked. */
export function importanceRank(row: GapRow, rows: readonly GapRow[]): number | null {
  const own = valueOf(importanceOf(row))
  if (own === null) return null
  return 1 + rows.filter((other) => (valueOf(importanceOf(other)) ?? -Infinity) > own).length
}

/** Whether two dimensions differ beyond chance in the figure; unknown counts as no. */
export function differ(facts: Facts, of: Facts['contrasts'][number]['of'], a: string, b: string): boolean {
  const contrast = facts.contrasts.find((c) => c.of === of && ((c.a === a && c.b === b) || (c.a === b && c.b === a)))
  return (contrast?.test?.adjustedP ?? 1) < 0.05
}
