import { completeRows, type Vector } from '../columns.ts'
import { proportion, type Proportion } from './proportion.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import type { Result } from '../result.ts'

/** Relative attitude high or low × repeat patronage high or low. */
export const loyaltyTypes = ['loyalty', 'latent', 'spurious', 'none'] as const
export type LoyaltyType = (typeof loyaltyTypes)[number]

export interface LoyaltyTypes extends Result {
  types: Readonly<Record<LoyaltyType, Proportion>>
  /** One position a customer: its place in `loyaltyTypes`, -1 where something is missing. */
  of: Int8Array
  cuts: { attitude: number; patronage: number } | null
}

/**
 * Customers by attitude and by behaviour: high attitude and high patronage are loyal; high attitude alone is latent loyalty; high patronage alone is spurious. Attitude is relative:
 * the own rating less that of the best competitor (cut 0); patronage is the share of purchases in the category, 0..1 (cut one half). Cuts at the medians
 * instead make the sample its own yardstick, which `conventions` says. On the cut, patronage
 * counts as high and attitude as low.
 *
 * Source: Dick & Basu (1994) J. Academy of Marketing Science 22(2), figure 2; the cuts are ours.
 */
export function loyaltyByType(
  attitude: Vector,
  patronage: Vector,
  options: { cuts?: { attitude: number; patronage: number } | 'medians'; level?: number } = {},
): LoyaltyTypes {
  const rows = completeRows([attitude, patronage])
  const n = rows.length
  const given = options.cuts ?? { attitude: 0, patronage: 0.5 }
  const cuts = given === 'medians' ? (n === 0 ? null : { attitude: median(attitude, rows), patronage: median(patronage, rows) }) : given
  const of = new Int8Array(attitude.length).fill(-1)
  const count = [0, 0, 0, 0]
  for (const r of rows) {
    const type = (attitude[r]! > cuts!.attitude ? 0 : 2) + (patronage[r]! >= cuts!.patronage ? 0 : 1)
    of[r] = type
    count[type]!++
  }
  const share = (type: number) => proportion(count[type]!, n, options.level === undefined ? {} : { level: options.level })
  return {
    method: 'loyalty-types',
    n,
    missing: attitude.length - n,
    deletion: 'pairwise',
    conventions: { cuts: given === 'medians' ? 'medians of the sample' : 'fixed' },
    types: { loyalty: share(0), latent: share(1), spurious: share(2), none: share(3) },
    of,
    cuts,
    reason: cuts === null ? 'no-answers' : null,
    warnings: [],
  }
}

function median(values: Vector, rows: Int32Array): number {
  return quantile(Float64Array.from(rows, (r) => values[r]!).sort(), 0.5)
}
