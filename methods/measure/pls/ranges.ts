import { MethodError, requireParameter, type Reason } from '../../result.ts'

/** Part of a seeded run of resamples or permutations, as a worker hands it back. */
export interface RangeOfDraws {
  seed: number
  /** Number of the first draw. */
  from: number
  /** How many were drawn. */
  count: number
  /** A row per draw that could be estimated, in order. */
  values: Float64Array
  /** How many could be estimated. */
  kept: number
  /** Why the others could not. */
  failures: Partial<Record<Reason, number>>
}

/** All the draws of a run. */
export interface Draws {
  count: number
  kept: number
  failures: Partial<Record<Reason, number>>
  /** The values of one column that are there. */
  column: (at: number) => Float64Array
}

/** Puts ranges into order; throws where one is missing, there twice or from another run. `same` tells whether two ranges are of one run. */
export function joined<Range extends RangeOfDraws>(given: readonly Range[], width: number, same: (a: Range, b: Range) => boolean = () => true): Draws {
  const parts = [...given].sort((a, b) => a.from - b.from)
  const failures: Draws['failures'] = {}
  let count = 0
  let kept = 0
  for (const part of parts) {
    if (part.from !== count || part.seed !== parts[0]!.seed || !same(part, parts[0]!)) {
      throw new MethodError('invalid-parameter', 'The ranges of draws do not make up one run', { from: part.from, expected: count })
    }
    count += part.count
    kept += part.kept
    for (const [reason, times] of Object.entries(part.failures) as [Reason, number][]) failures[reason] = (failures[reason] ?? 0) + times
  }
  requireParameter(count > 0, 'There must be at least one draw')
  return { count, kept, failures, column: (at) => columnOf(parts, kept, at, width) }
}

function columnOf(parts: readonly RangeOfDraws[], kept: number, at: number, width: number): Float64Array {
  const found = new Float64Array(kept)
  let next = 0
  for (const { values, kept: rows } of parts) {
    for (let row = 0; row < rows; row++) {
      const value = values[row * width + at]!
      if (Number.isFinite(value)) found[next++] = value
    }
  }
  return found.slice(0, next)
}
