import { commonLength, type Vector } from '../columns.ts'
import type { Sample } from './mean.ts'
import { oneSampleT, type MeanTest } from './tTest.ts'

/**
 * How y moves with x within persons: each person's least-squares slope over her own pairs, then the mean of these slopes with its t
 * interval, and the test that it is nil. Differences between persons (who rate everything high) cancel out.
 *
 * `x[j]` and `y[j]` are the columns of the j-th occasion (a dimension), one position a person. A person needs at least three pairs
 * whose x differ; others are missing.
 *
 * Source: the summary measure of Matthews, Altman, Campbell & Royston (1990) BMJ 300, 230–235.
 */
export function withinSlope(x: readonly Vector[], y: readonly Vector[], options: { level?: number } = {}): MeanTest {
  return withinSlopeOf(withinSlopes(x, y), options)
}

/** Each person's own slope; NaN where she has none. */
export function withinSlopes(x: readonly Vector[], y: readonly Vector[]): Float64Array {
  const slopes = new Float64Array(commonLength([...x, ...y]))
  for (let person = 0; person < slopes.length; person++) slopes[person] = slopeOf(x, y, person)
  return slopes
}

/** The same from slopes that are there already: one a person, or their moments from stored cells. */
export function withinSlopeOf(slopes: Sample, options: { level?: number } = {}): MeanTest {
  const test = oneSampleT(slopes, options)
  return { ...test, method: 'within-slope', conventions: { ...test.conventions, pairs: 3, weighting: 'persons alike' } }
}

function slopeOf(x: readonly Vector[], y: readonly Vector[], person: number): number {
  let [n, mx, my] = [0, 0, 0]
  for (let j = 0; j < x.length; j++) {
    if (!isPair(x, y, j, person)) continue
    n++
    mx += x[j]![person]!
    my += y[j]![person]!
  }
  if (n < 3) return Number.NaN
  mx /= n
  my /= n
  let [squares, products] = [0, 0]
  for (let j = 0; j < x.length; j++) {
    if (!isPair(x, y, j, person)) continue
    const away = x[j]![person]! - mx
    squares += away * away
    products += away * (y[j]![person]! - my)
  }
  return squares > 1e-12 ? products / squares : Number.NaN
}

function isPair(x: readonly Vector[], y: readonly Vector[], j: number, person: number): boolean {
  return Number.isFinite(x[j]![person]!) && Number.isFinite(y[j]![person]!)
}
