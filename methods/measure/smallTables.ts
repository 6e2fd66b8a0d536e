import { binomialLower } from '../numbers/binomial.ts'
import { logGamma } from '../numbers/gamma.ts'
import { requireParameter, type Test } from '../result.ts'

/**
 * McNemar's exact test of two paired yes/no answers: only those who changed count. `statistic` is the number of
 * yes → no among them. Source: McNemar (1947) Psychometrika 12; exact binomial form.
 */
export function mcNemar(changed: { yesToNo: number; noToYes: number }): Test {
  const { yesToNo, noToYes } = changed
  requireParameter(yesToNo >= 0 && noToYes >= 0, 'Counts are not negative')
  const n = yesToNo + noToYes
  const head = { method: 'mcnemar-exact', n, missing: 0, deletion: 'none' as const, conventions: { sides: 2 }, warnings: [] }
  if (n === 0) return { ...head, statistic: null, df: null, p: null, reason: 'no-variance' }
  const p = Math.min(1, 2 * binomialLower(Math.min(yesToNo, noToYes), n, 0.5))
  return { ...head, statistic: yesToNo, df: [], p, reason: null }
}

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]]: two-sided p is the sum over tables no more likely than this
 * one. `statistic` is the sample odds ratio, null where a cell of its denominator is empty.
 *
 * Source: Fisher (1935); two-sided as in R.
 */
export function fisherExact([[a, b], [c, d]]: readonly [readonly [number, number], readonly [number, number]]): Test {
  requireParameter([a, b, c, d].every((x) => x >= 0 && Number.isInteger(x)), 'A table of counts')
  const n = a + b + c + d
  const head = { method: 'fisher-exact', n, missing: 0, deletion: 'none' as const, conventions: { sides: 2 }, warnings: [] }
  const row = a + b
  const column = a + c
  if (row === 0 || column === 0 || row === n || column === n) {
    return { ...head, statistic: null, df: null, p: null, reason: n === 0 ? 'no-answers' : 'one-group' }
  }
  const lowest = Math.max(0, row + column - n)
  const logs = Array.from({ length: Math.min(row, column) - lowest + 1 }, (_, i) => logHypergeometric(lowest + i, row, column, n))
  const here = logs[a - lowest]!
  const p = logs.reduce((sum, log) => (log <= here + 1e-7 ? sum + Math.exp(log) : sum), 0)
  const odds = b * c === 0 ? null : (a * d) / (b * c)
  return { ...head, statistic: odds, df: [], p: Math.min(1, p), reason: odds === null ? 'not-applicable' : null }
}

function logHypergeometric(a: number, row: number, column: number, n: number): number {
  const choose = (m: number, k: number) => logGamma(m + 1) - logGamma(k + 1) - logGamma(m - k + 1)
  return choose(row, a) + choose(n - row, column - a) - choose(n, column)
}
