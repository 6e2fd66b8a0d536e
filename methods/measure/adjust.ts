import type { FamilyTest, Test } from '../result.ts'

/** Adjustments of p-values for the number of tests in a family. */
export type Adjustment = 'holm' | 'bonferroni' | 'hochberg' | 'hommel' | 'bh' | 'by'

/**
 * p-values adjusted within their family, in the order given. Those that are null or not finite stay null and do not count
 * as members. Adjusted values are monotone in p and never above 1.
 *
 * Holm (1979) and Hommel (1988) hold the chance of any false finding under every dependence (Hommel and Hochberg (1988) under
 * positive dependence); Benjamini & Hochberg (1995) and Benjamini & Yekutieli (2001) hold the share of false findings.
 */
export function adjust(pValues: readonly (number | null)[], by: Adjustment = 'holm'): (number | null)[] {
  const members = pValues.flatMap((p, at) => (p !== null && Number.isFinite(p) ? [{ p, at }] : []))
  members.sort((a, b) => a.p - b.p)
  const adjusted = rules[by](members.map(({ p }) => p))
  const result: (number | null)[] = pValues.map(() => null)
  for (const [rank, { at }] of members.entries()) result[at] = adjusted[rank]!
  return result
}

/** Each rule takes p-values in ascending order. */
const rules: Record<Adjustment, (sorted: readonly number[]) => number[]> = {
  bonferroni: (sorted) => sorted.map((p) => Math.min(1, p * sorted.length)),
  holm: (sorted) => stepDown(sorted.map((p, i) => p * (sorted.length - i))),
  hochberg: (sorted) => stepUp(sorted.map((p, i) => p * (sorted.length - i))),
  bh: (sorted) => stepUp(sorted.map((p, i) => (p * sorted.length) / (i + 1))),
  by: (sorted) => {
    const harmonic = sorted.reduce((sum, _, i) => sum + 1 / (i + 1), 0)
    return stepUp(sorted.map((p, i) => (p * sorted.length * harmonic) / (i + 1)))
  },
  hommel,
}

function stepDown(values: readonly number[]): number[] {
  let largest = 0
  return values.map((value) => (largest = Math.max(largest, Math.min(1, value))))
}

function stepUp(values: readonly number[]): number[] {
  let smallest = 1
  return values.toReversed().map((value) => (smallest = Math.min(smallest, value))).toReversed()
}

/** Source: Wright (1992), Adjusted P-values for simultaneous inference, appendix. */
function hommel(sorted: readonly number[]): number[] {
  const n = sorted.length
  const adjusted = sorted.map(() => Math.min(...sorted.map((p, i) => (n * p) / (i + 1))))
  const current = [...adjusted]
  for (let m = n - 1; m >= 2; m--) {
    const head = n - m + 1
    let least = Infinity
    for (let i = head; i < n; i++) least = Math.min(least, (m * sorted[i]!) / (2 + i - head))
    for (let i = 0; i < head; i++) current[i] = Math.min(m * sorted[i]!, least)
    for (let i = head; i < n; i++) current[i] = current[head - 1]!
    for (let i = 0; i < n; i++) adjusted[i] = Math.max(adjusted[i]!, current[i]!)
  }
  return adjusted.map((p, i) => Math.min(1, Math.max(p, sorted[i]!)))
}

/** Tests of one family, each with its adjusted p. */
export function asFamily(tests: readonly Test[], by: Adjustment = 'holm'): FamilyTest[] {
  const adjusted = adjust(tests.map((test) => test.p), by)
  const family = adjusted.filter((p) => p !== null).length
  return tests.map((test, i) => ({ ...test, adjustedP: adjusted[i]!, family, adjustment: by }))
}
