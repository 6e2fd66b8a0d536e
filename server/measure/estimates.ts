/** From the results of the methods package to the figures of the contract; below the minimum n a reason instead of a number. */
import type { Estimate, Reason, TestResult } from '@gap5/contract/measure/results.ts'
import type * as methods from '@gap5/methods'

const reasons: Record<methods.Reason, Reason> = {
  'no-answers': 'no-answers',
  'too-few': 'below-minimum-n',
  'no-variance': 'no-variance',
  'single-item': 'one-item',
  'empty-group': 'no-answers',
  'one-group': 'one-group',
  'all-tied': 'no-variance',
  'zone-without-width': 'no-zone',
  'no-weights': 'not-asked',
  'not-applicable': 'not-computable',
  singular: 'not-computable',
  'not-converged': 'not-computable',
  improper: 'not-computable',
  'out-of-range': 'not-computable',
}

export function reasonOf(reason: methods.Reason | null): Reason | null {
  return reason === null ? null : reasons[reason]
}

/** `factor` writes the figure in other units: 100 for points of a net promoter score. */
export function estimateOf(
  found: methods.Estimate & { sd?: number | null },
  minimumN: number,
  factor = 1,
): Estimate {
  const { n, missing } = found
  if (n === 0 || n < minimumN) return withheld(n === 0 ? 'no-answers' : 'below-minimum-n', n, missing)
  return {
    value: times(found.value, factor),
    lower: times(found.interval?.lower, factor),
    upper: times(found.interval?.upper, factor),
    sd: times(found.sd, factor),
    n,
    missing,
    reason: found.value === null ? (reasonOf(found.reason) ?? 'not-computable') : null,
  }
}

function times(value: number | null | undefined, factor: number): number | null {
  return value === null || value === undefined ? null : value * factor
}

export function withheld(reason: Reason, n = 0, missing = 0): Estimate {
  return { value: null, lower: null, upper: null, sd: null, n, missing, reason }
}

/** The estimate on another linear scale: 0–100 by the ends of the scale it was answered on. */
export function onHundred(estimate: Estimate, { min, max }: { min: number; max: number }): Estimate {
  const turn = (x: number | null) => (x === null ? null : (100 * (x - min)) / (max - min))
  const sd = estimate.sd === null ? null : (100 * estimate.sd) / (max - min)
  return { ...estimate, value: turn(estimate.value), lower: turn(estimate.lower), upper: turn(estimate.upper), sd }
}

const testMethods: Record<string, TestResult['method']> = {
  'paired-t': 'paired-t',
  'one-sample-t': 'paired-t', // of a difference within respondents: the same test
  'welch-t': 'welch-t',
  'welch-anova': 'welch-anova',
  'games-howell': 'games-howell',
  'chi-square': 'chi-square',
  'two-proportions': 'two-proportions',
}

/** A test with its place in a family; alone it is a family of one. Null where nothing could be tested. */
export function testOf(test: methods.Test & { adjustedP?: number | null; family?: number }, method = test.method): TestResult | null {
  const known = testMethods[method]
  if (known === undefined || test.statistic === null || test.p === null) return null
  const [df = null, df2 = null] = test.df ?? []
  return { method: known, statistic: test.statistic, df, df2, p: test.p, adjustedP: test.adjustedP ?? test.p, family: test.family ?? 1 }
}
