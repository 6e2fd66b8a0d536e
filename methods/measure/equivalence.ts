import { tLower, tUpper } from '../numbers/studentT.ts'
import { requireParameter, type Test } from '../result.ts'
import { symmetric } from './mean.ts'
import type { MeanTest } from './tTest.ts'

export interface Equivalence extends Test {
  /** p of "not below the lower margin" and of "not above the upper one"; `p` is the larger. */
  pLower: number | null
  pUpper: number | null
}

/**
 * Two one-sided tests that a mean or difference lies within (lower, upper): made from a t test's result. One margin may be
 * infinite ("no worse than"). Equivalent at level a when p <= a, which is when the interval of level 1 - 2a lies inside.
 *
 * Source: Schuirmann (1987) J. Pharmacokinetics and Biopharmaceutics 15.
 */
export function equivalence(test: MeanTest, margins: { lower: number; upper: number }): Equivalence {
  requireParameter(margins.lower < margins.upper, 'The lower margin lies below the upper one')
  const { estimate, se, df } = test
  const head = {
    method: 'equivalence-tost',
    n: test.n,
    missing: test.missing,
    deletion: test.deletion,
    conventions: { of: test.method, lower: String(margins.lower), upper: String(margins.upper) },
    warnings: test.warnings,
  }
  if (estimate === null || se === null || df === null) {
    return { ...head, statistic: null, df: null, p: null, pLower: null, pUpper: null, reason: test.reason ?? 'no-answers' }
  }
  const above = (estimate - margins.lower) / se
  const below = (estimate - margins.upper) / se
  const pLower = above === Infinity ? 0 : tUpper(above, df[0]!)
  const pUpper = below === -Infinity ? 0 : tLower(below, df[0]!)
  const statistic = Math.abs(above) < Math.abs(below) ? above : below
  return { ...head, statistic, df, p: Math.max(pLower, pUpper), pLower, pUpper, reason: null }
}

/** The interval of level 1 - 2 alpha that says the same as the test. */
export function equivalenceInterval(test: MeanTest, alpha: number) {
  return test.estimate === null || test.se === null || test.df === null ? null : symmetric(test.estimate, test.se, test.df[0]!, 1 - 2 * alpha)
}
