/** The difference of two groups with its interval, and its test within the family of all that are asked for together. */
import type { Estimate, TestResult } from '@gap5/contract/measure/results.ts'
import { asFamily, twoProportions, welchT, type MeanTest, type TwoProportions } from '@gap5/methods'
import { testOf } from './estimates.ts'
import { shareOf, type Cell, type Unit } from './figures-by.ts'

export type TestedDifference = { difference: Estimate; test: TestResult | null }

/** a − b for each pair: Welch's t, or the test of two proportions for shares; p adjusted by Holm over all of them. */
export function differencesOf(pairs: readonly { a: Cell; b: Cell; unit: Unit }[]): TestedDifference[] {
  const found = pairs.map(({ a, b, unit }) => (unit === 'share' ? twoProportions(shareOf(a), shareOf(b)) : welchT(a, b)))
  return asFamily(found).map((test, at) => ({ difference: differenceOf(found[at]!), test: testOf(test) }))
}

type Found = Pick<MeanTest | TwoProportions, 'estimate' | 'interval' | 'n' | 'missing'>

export function differenceOf({ estimate, interval, n, missing }: Found): Estimate {
  const reason = estimate === null ? ('not-computable' as const) : null
  return { value: estimate, lower: interval?.lower ?? null, upper: interval?.upper ?? null, sd: null, n, missing, reason }
}
