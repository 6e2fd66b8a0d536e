import { logDeterminant, symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, submatrix, type Matrix } from '../../numbers/matrix.ts'
import type { Pattern } from './semSample.ts'

/** Means and covariances without a model, and how likely they make the data. */
export interface Saturated {
  means: Float64Array
  covariances: Matrix
  /** As `patternLikelihood` gives it, summed. */
  value: number
}

/**
 * The likeliest means and covariances of `k` items answered in the given patterns: the sample's own where nothing is missing, else by the EM algorithm.
 * Null where the covariances are singular or 20,000 steps do not settle them.
 *
 * Source: Little & Rubin (2002) Statistical Analysis with Missing Data, section 11.2.
 */
export function saturated(patterns: readonly Pattern[], k: number): Saturated | null {
  const [only] = patterns
  if (patterns.length === 1 && only!.at.length === k) return withLikelihood(patterns, only!.means, only!.covariances)
  let { means, covariances } = availableMoments(patterns, k)
  let last = -Infinity
  for (let step = 0; step < 20000; step++) {
    const next = emStep(patterns, means, covariances)
    if (!next) return null
    const change = next.covariances.values.reduce((most, x, at) => Math.max(most, Math.abs(x - covariances.values[at]!) / scaleAt(next.covariances, at)), 0)
    means = next.means
    covariances = next.covariances
    if (change < 1e-12) break
    last = change
  }
  return last < 1e-6 ? withLikelihood(patterns, means, covariances) : null
}

function scaleAt({ rows: k, values }: Matrix, at: number): number {
  return Math.sqrt(values[Math.floor(at / k) * (k + 1)]! * values[(at % k) * (k + 1)]!)
}

/** Means and variances of what is there. */
function availableMoments(patterns: readonly Pattern[], k: number): { means: Float64Array; covariances: Matrix } {
  const { means, variances } = itemMoments(patterns, k)
  return { means, covariances: matrix(k, k, Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? variances[at % k]! : 0))) }
}

/** Number of answers, mean and variance (divisor n) of every item by the answers that are there. */
export function itemMoments(patterns: readonly Pattern[], k: number): { counts: Float64Array; means: Float64Array; variances: Float64Array } {
  const [counts, means, variances] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)]
  const each = (visit: (item: number, place: number, pattern: Pattern) => void) => patterns.forEach((pattern) => pattern.at.forEach((item, place) => visit(item, place, pattern)))
  each((item, place, { n, means: own }) => {
    counts[item]! += n
    means[item]! += n * own[place]!
  })
  for (let i = 0; i < k; i++) means[i]! /= counts[i]!
  each((item, place, { n, weight, means: own, covariances }) => {
    variances[item]! += (weight * covariances.values[place * (covariances.rows + 1)]! + n * (own[place]! - means[item]!) ** 2) / counts[item]!
  })
  return { counts, means, variances }
}

function emStep(patterns: readonly Pattern[], means: Float64Array, covariances: Matrix): { means: Float64Array; covariances: Matrix } | null {
  const k = means.length
  const total = patterns.reduce((sum, { n }) => sum + n, 0)
  const sums = new Float64Array(k)
  const products = new Float64Array(k * k)
  for (const pattern of patterns) {
    const filled = expectation(pattern, means, covariances)
    if (!filled) return null
    for (let i = 0; i < k; i++) {
      sums[i]! += pattern.n * filled.means[i]!
      for (let j = 0; j < k; j++) products[i * k + j]! += pattern.n * (filled.spread[i * k + j]! + (filled.means[i]! - means[i]!) * (filled.means[j]! - means[j]!))
    }
  }
  const next = sums.map((sum) => sum / total)
  return { means: next, covariances: matrix(k, k, products.map((sum, at) => {
    const [i, j] = [Math.floor(at / k), at % k]
    return sum / total - (next[i]! - means[i]!) * (next[j]! - means[j]!)
  })) }
}

/** Expected means of all items over the respondents of a pattern, and expected products about those means. */
function expectation({ at, means: own, covariances: s }: Pattern, means: Float64Array, sigma: Matrix): { means: Float64Array; spread: Float64Array } | null {
  const k = means.length
  const inverse = symmetricInverse(submatrix(sigma, at))
  if (!inverse) return null
  const p = at.length
  // regression of every item on the answered ones; for an answered item that is itself
  const b = new Float64Array(k * p)
  for (let i = 0; i < k; i++) for (let a = 0; a < p; a++) for (let c = 0; c < p; c++) b[i * p + a]! += sigma.values[i * k + at[c]!]! * inverse.values[c * p + a]!
  const filled = means.map((mean, i) => at.reduce((sum, item, a) => sum + b[i * p + a]! * (own[a]! - means[item]!), mean))
  const half = new Float64Array(k * p)
  for (let i = 0; i < k; i++) for (let a = 0; a < p; a++) for (let c = 0; c < p; c++) half[i * p + a]! += b[i * p + c]! * (s.values[c * p + a]! - sigma.values[at[c]! * k + at[a]!]!)
  const spread = Float64Array.from(sigma.values)
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) for (let a = 0; a < p; a++) spread[i * k + j]! += half[i * p + a]! * b[j * p + a]!
  return { means: filled, spread }
}

function withLikelihood(patterns: readonly Pattern[], means: Float64Array, covariances: Matrix): Saturated | null {
  const likelihood = likelihoodOf(patterns, means, covariances)
  return likelihood && { means, covariances, value: likelihood.value }
}

/**
 * How likely means and covariances make the patterns: `value` without the constant and in the weights that covariances have, for differences of
 * models; `log` the normal log likelihood. Null where the covariances are not positive definite.
 */
export function likelihoodOf(patterns: readonly Pattern[], means: Float64Array, sigma: Matrix): { value: number; log: number } | null {
  const sum = { value: 0, log: 0 }
  for (const { at, n, weight, means: own, covariances: s } of patterns) {
    const part = submatrix(sigma, at)
    const inverse = symmetricInverse(part)
    const log = logDeterminant(part)
    if (!inverse || log === null) return null
    const p = at.length
    let misfit = 0
    for (let a = 0; a < p; a++) {
      for (let c = 0; c < p; c++) {
        misfit += inverse.values[a * p + c]! * (weight * s.values[a * p + c]! + n * (own[a]! - means[at[a]!]!) * (own[c]! - means[at[c]!]!))
      }
    }
    sum.value -= 0.5 * (weight * log + misfit)
    sum.log -= 0.5 * (n * (p * Math.log(2 * Math.PI) + log) + misfit)
  }
  return sum
}
