import type { Reason } from '../../result.ts'
import type { ItemMoments } from './covariances.ts'
import type { PlsParameters } from './parameters.ts'
import { blockSize, type PlsPlan } from './plan.ts'
import type { PlsStudy } from './study.ts'

/** Whether two constructs are two things. */
export interface PlsPair {
  first: string
  second: string
  correlation: number
  /** Heterotrait–monotrait ratio; null with a formative construct. Below .85 (or .90) they are two things. */
  htmt: number | null
  /** Whether the root of each one's AVE exceeds their correlation; null with a formative construct. */
  fornellLarcker: boolean | null
  reason: Reason | null
}

/** HTMT and the criterion of Fornell & Larcker (1981) for every pair of constructs. A single item counts as free of error. */
export function discriminant({ plan, model }: PlsStudy, moments: ItemMoments, { correlations, reliability }: PlsParameters): PlsPair[] {
  const ratio = htmtOf(plan, moments)
  return constructPairs(plan.constructs).map(([a, b]) => {
    const correlation = correlations[a * plan.constructs + b]!
    const applies = !plan.modeB[a] && !plan.modeB[b]
    const value = applies ? ratio(a, b) : Number.NaN
    const ave = (q: number) => (blockSize(plan, q) === 1 ? 1 : reliability.ave[q]!)
    return {
      first: model.constructs[a]!.id,
      second: model.constructs[b]!.id,
      correlation,
      htmt: Number.isNaN(value) ? null : value,
      fornellLarcker: applies ? Math.min(ave(a), ave(b)) > correlation ** 2 : null,
      reason: !applies ? 'not-applicable' : Number.isNaN(value) ? 'no-variance' : null,
    }
  })
}

export function constructPairs(size: number): [number, number][] {
  return Array.from({ length: size }, (_, a) => Array.from({ length: size - a - 1 }, (_, i): [number, number] => [a, a + 1 + i])).flat()
}

/**
 * The heterotrait–monotrait ratio of two blocks, as `htmt` gives it, from moments that are at hand; NaN where a block's items do not
 * correlate. Source: Henseler, Ringle & Sarstedt (2015) JAMS 43, equation 6.
 */
export function htmtOf(plan: PlsPlan, moments: ItemMoments): (a: number, b: number) => number {
  const within = Float64Array.from({ length: plan.constructs }, (_, q) => (blockSize(plan, q) === 1 ? 1 : meanCorrelation(plan, moments, q, q)))
  return (a, b) => {
    const scale = Math.sqrt(within[a]! * within[b]!)
    return scale > 0 ? meanCorrelation(plan, moments, a, b) / scale : Number.NaN
  }
}

/** Mean absolute correlation between the items of two blocks, or among those of one. */
function meanCorrelation({ starts, items }: PlsPlan, { matrix }: ItemMoments, a: number, b: number): number {
  let sum = 0
  let count = 0
  for (let i = starts[a]!; i < starts[a + 1]!; i++) {
    for (let j = a === b ? i + 1 : starts[b]!; j < starts[b + 1]!; j++) {
      const scale = Math.sqrt(matrix[i * items + i]! * matrix[j * items + j]!)
      sum += Math.abs(matrix[i * items + j]!) / scale
      count++
    }
  }
  return sum / count
}
