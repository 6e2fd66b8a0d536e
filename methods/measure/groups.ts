import type { Vector } from '../columns.ts'
import { momentsOf, missingIn, type Sample } from './mean.ts'
import type { Moments } from '../numbers/moments.ts'
import type { Warning } from '../result.ts'

/** Groups to be compared: their names and samples. */
export type Groups<S = Sample> = readonly { id: string; sample: S }[]

export interface GroupMoments extends Moments {
  id: string
}

/** Splits one column by the values of another; groups in order of first appearance. Rows without a label are left out. */
export function groupsBy(values: Vector, labels: readonly (string | null | undefined)[]): { id: string; sample: Float64Array }[] {
  const found = new Map<string, number[]>()
  for (const [i, label] of labels.entries()) {
    if (label === null || label === undefined) continue
    const group = found.get(label)
    if (group) group.push(values[i]!)
    else found.set(label, [values[i]!])
  }
  return [...found].map(([id, sample]) => ({ id, sample: Float64Array.from(sample) }))
}

/** Groups with at least `least` answers, and a warning that names the others. */
export function largeEnough(groups: Groups, least: number): { kept: GroupMoments[]; missing: number; warnings: Warning[] } {
  const all = groups.map(({ id, sample }) => ({ id, ...momentsOf(sample) }))
  const kept = all.filter(({ n }) => n >= least)
  const dropped = all.filter(({ n }) => n < least)
  return {
    kept,
    missing: groups.reduce((sum, { sample }) => sum + missingIn(sample), 0) + dropped.reduce((sum, { n }) => sum + n, 0),
    warnings: dropped.length === 0 ? [] : [{ code: 'groups-dropped', detail: { groups: dropped.map(({ id }) => id).join(', '), least } }],
  }
}
