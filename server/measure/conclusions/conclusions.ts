import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { lowReliability, rejectedWeights, thinDimensions, tooFew } from './caution-rules.ts'
import type { Facts, Rule } from './facts.ts'
import { gapHeadline, servqualOverall } from './gap-rules.ts'
import { indicators } from './indicator-rules.ts'
import { kano } from './kano-rules.ts'
import { performanceHeadline } from './performance-rules.ts'
import { furthestFromDesired, mostImportant, weakestStatement, zoneHeadline } from './zone-rules.ts'

/** In this order: the first sentence drawn is the headline of the page. */
const rules: readonly Rule[] = [
  zoneHeadline,
  gapHeadline,
  performanceHeadline,
  weakestStatement,
  mostImportant,
  furthestFromDesired,
  servqualOverall,
  indicators,
  kano,
  thinDimensions,
  rejectedWeights,
  lowReliability,
]

/**
 * What a branch manager would say about the result, most important first. Fixed rules on estimates, intervals and adjusted
 * p-values: the same figures always give the same sentences.
 */
export function conclude(facts: Facts): Conclusion[] {
  const nothing = tooFew(facts)
  return nothing.length > 0 ? nothing : rules.flatMap((rule) => rule(facts))
}
