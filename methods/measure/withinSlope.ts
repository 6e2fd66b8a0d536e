import { commonLength, type Vector } from '../columns.ts'
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
  const persons = commonLength([...x, ...y])
  const slopes = Float64Array.from({ length: persons }, (_, person) => slopeOf(x.map((column) => column[person]!), y.map((column) => column[person]!)))
  const test = oneSampleT(slopes, options)
  return { ...test, method: 'within-slope', conventions: { ...test.conventions, pairs: 3, weighting: 'persons alike' } }
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const pairs = x.flatMap((value, at) => (Number.isFinite(value) && Number.isFinite(y[at]) ? [{ x: value, y: y[at]! }] : []))
  if (pairs.length < 3) return Number.NaN
  const [mx, my] = [pairs.reduce((sum, pair) => sum + pair.x, 0) / pairs.length, pairs.reduce((sum, pair) => sum + pair.y, 0) / pairs.length]
  const squares = pairs.reduce((sum, pair) => sum + (pair.x - mx) ** 2, 0)
  return squares > 1e-12 ? pairs.reduce((sum, pair) => sum + (pair.x - mx) * (pair.y - my), 0) / squares : Number.NaN
}
