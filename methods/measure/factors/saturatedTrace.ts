import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { eachDeviation, inner, times } from './caseScores.ts'
import { informationInverse } from './scoring.ts'
import type { Pattern } from './semSample.ts'

/**
 * For means and covariances without a model: the trace of the products of respondents' scores over the observed information. Normal answers give
 * the number of moments; heavy tails more. Without gaps it is `p + (b - p) / 2`, b being Mardia's kurtosis. Null where the covariances do not have an inverse.
 */
export function saturatedTrace(patterns: readonly Pattern[], means: Float64Array, covariances: Matrix): number | null {
  const p = covariances.rows
  const [only] = patterns
  if (patterns.length === 1 && only!.at.length === p) {
    const kurtosis = mardiaKurtosis(only!, covariances)
    return kurtosis === null ? null : p + (kurtosis - p) / 2
  }
  return traceWithGaps(patterns, means, covariances)
}

/** Mean of the squared squared distances of respondents from the mean, `p (p + 2)` for normal answers. Source: Mardia (1970) Biometrika 57. */
export function mardiaKurtosis(pattern: Pattern, covariances: Matrix): number | null {
  const inverse = symmetricInverse(covariances)
  return inverse && meanSquaredDistance(pattern, inverse)
}

/** Mean of (d' W d)² over the respondents of a pattern without gaps. */
export function meanSquaredDistance(pattern: Pattern, w: Matrix): number {
  const p = w.rows
  let sum = 0
  eachDeviation(pattern, p, null, (off) => {
    sum += inner(off, times(w.values, off, p)) ** 2
  })
  return sum / pattern.n
}

/** With gaps the information must be inverted whole: of the means and of every covariance. */
function traceWithGaps(patterns: readonly Pattern[], means: Float64Array, covariances: Matrix): number | null {
  const moments = saturatedMoments(patterns, means, covariances)
  const found = moments && informationInverse(moments.information)
  return !found || 'undetermined' in found ? null : inner(found.inverse.values, moments.products.values)
}

/** Positions of the covariances among the moments, which follow the means: on and below the diagonal, row after row. */
export function momentPairs(p: number): (readonly [i: number, j: number])[] {
  return Array.from({ length: p }, (_, i) => Array.from({ length: i + 1 }, (_, j) => [i, j] as const)).flat()
}

/** Observed information of the means and covariances without a model, and the products of respondents' scores. Null where a pattern's covariances have no inverse. */
export function saturatedMoments(patterns: readonly Pattern[], means: Float64Array, covariances: Matrix): { information: Matrix; products: Matrix } | null {
  const p = means.length
  const pairs = momentPairs(p)
  const size = p + pairs.length
  const information = matrix(size, size)
  const products = matrix(size, size)
  const score = new Float64Array(size)
  for (const pattern of patterns) {
    const w = patternInverse(covariances, pattern.at)
    if (!w) return null
    const [mean, second] = [new Float64Array(p), new Float64Array(p * p)]
    eachDeviation(pattern, p, means, (off) => {
      const z = times(w, off, p)
      for (let i = 0; i < p; i++) {
        score[i] = z[i]!
        mean[i]! += z[i]!
        for (let j = 0; j < p; j++) second[i * p + j]! += z[i]! * z[j]!
      }
      for (const [at, [i, j]] of pairs.entries()) score[p + at] = (i === j ? 0.5 : 1) * (z[i]! * z[j]! - w[i * p + j]!)
      for (let a = 0; a < size; a++) for (let b = 0; b <= a; b++) products.values[a * size + b]! += score[a]! * score[b]!
    })
    addInformation(information, pairs, pattern.n, w, mean, second)
  }
  return { information: mirrored(information), products: mirrored(products) }
}

/** Information of the same moments in n complete normal answers. */
export function completeInformation(n: number, covariances: Matrix): Matrix | null {
  const p = covariances.rows
  const pairs = momentPairs(p)
  const inverse = symmetricInverse(covariances)
  if (!inverse) return null
  const information = matrix(p + pairs.length, p + pairs.length)
  addInformation(information, pairs, n, inverse.values, new Float64Array(p), inverse.values.map((x) => n * x))
  return mirrored(information)
}

/** The lower triangle copied to the upper. */
function mirrored(square: Matrix): Matrix {
  const size = square.rows
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) square.values[b * size + a] = square.values[a * size + b]!
  return square
}

/** Minus the second derivatives of a pattern's likelihood; `mean` and `second` are sums of z and z z' with z = W (y - mu). Lower triangle. */
function addInformation(information: Matrix, pairs: readonly (readonly [number, number])[], n: number, w: Float64Array, mean: Float64Array, second: Float64Array): void {
  const p = mean.length
  const size = information.rows
  const at = (m: Float64Array, i: number, j: number) => m[i * p + j]!
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) information.values[i * size + j]! += n * at(w, i, j)
  for (const [x, [a, b]] of pairs.entries()) {
    const half = a === b ? 0.5 : 1
    const row = (p + x) * size
    for (let i = 0; i < p; i++) information.values[row + i]! += half * (at(w, i, a) * mean[b]! + at(w, i, b) * mean[a]!)
    for (const [y, [c, d]] of pairs.slice(0, x + 1).entries()) {
      const share = half * (c === d ? 0.5 : 1)
      const expected = n * (at(w, a, c) * at(w, b, d) + at(w, a, d) * at(w, b, c))
      const seen = at(w, a, c) * at(second, b, d) + at(w, b, d) * at(second, a, c) + at(w, a, d) * at(second, b, c) + at(w, b, c) * at(second, a, d)
      information.values[row + p + y]! += share * (seen - expected)
    }
  }
}

function patternInverse(covariances: Matrix, at: readonly number[]): Float64Array | null {
  const p = covariances.rows
  const small = symmetricInverse(matrix(at.length, at.length, at.flatMap((i) => at.map((j) => covariances.values[i * p + j]!))))
  if (!small) return null
  const w = new Float64Array(p * p)
  for (const [a, i] of at.entries()) for (const [b, j] of at.entries()) w[i * p + j] = small.values[a * at.length + b]!
  return w
}
