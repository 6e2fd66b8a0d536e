import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, product, submatrix, type Matrix } from '../../numbers/matrix.ts'
import { eachDeviation, inner, scoreProducts } from './caseScores.ts'
import { completeFit, type CompleteTest } from './completeFit.ts'
import { givenColumns } from './fitIndices.ts'
import { meanSquaredDistance, saturatedTrace } from './saturatedTrace.ts'
import { informationInverse, slopesAt, type Point } from './scoring.ts'
import { narrowed, type Pattern } from './semSample.ts'
import type { SemGroup, SemStudy } from './semStudy.ts'

/** By how much chi-square is too large for answers that are not normal: of the model and of the baseline. */
export interface Scaling {
  model: number
  baseline: number
  /** Of data with gaps: the tests as they would be without, for robust indices. Null where they cannot be found. */
  complete?: { model: CompleteTest; baseline: CompleteTest } | null
}

/** What holds without normal answers: covariances of the estimates, and the scaling of chi-square. */
export interface Robust {
  errors: Matrix
  /** Null where it cannot be found: no degrees of freedom, or a factor that is not positive. */
  scaling: Scaling | null
}

/**
 * Huber and White's covariances of the estimates, `A^-1 B A^-1` with A the information and B the products of respondents' scores, and the factor by
 * which chi-square is divided so that its mean is its degrees of freedom.
 *
 * `satorra-bentler`: A expected, factor `tr(U Gamma) / df`. `yuan-bentler`: A observed, factor `(tr(A1^-1 B1) - tr(A^-1 B)) / df`, index 1 being the moments
 * without a model; gaps are allowed. For complete answers both traces come down to fourth powers of distances, so that no matrix of moments × moments is built.
 *
 * Sources: Satorra & Bentler (1994) in Latent Variables Analysis; Yuan & Bentler (2000) Sociological Methodology 30, T2*, in the form of Asparouhov & Muthén (2005).
 */
export function robustOf(study: SemStudy, groups: readonly SemGroup[], point: Point, inverse: Matrix): Robust {
  const { plan } = study
  const products = scoreProducts(plan, groups, point)
  const errors = product(product(inverse, products), inverse)
  return { errors, scaling: scalingOf(study, groups, point, products, inverse) }
}

function scalingOf({ plan, settings }: SemStudy, groups: readonly SemGroup[], point: Point, products: Matrix, inverse: Matrix): Scaling | null {
  const p = plan.observed
  const df = groups.length * (p * (p + 1)) / 2 + (plan.means ? groups.length * p : 0) - plan.size
  const given = givenColumns(plan)
  const baselineDf = (groups.length * (p * (p - 1) - given.length * (given.length - 1))) / 2
  if (df <= 0 || baselineDf <= 0) return null
  // means that are no parameters are met exactly, and take p from either trace
  const met = plan.means ? 0 : groups.length * p
  if (settings.robust === 'yuan-bentler') {
    const free = sumOf(groups, ({ patterns, saturated }) => saturatedTrace(patterns, saturated.means, saturated.covariances))
    const unrelated = sumOf(groups, (group) => unrelatedTrace(group, given))
    if (free === null || unrelated === null) return null
    const factors = positive((free - met - trace(inverse, products)) / df, (free - unrelated) / baselineDf)
    const hasGaps = groups.some(({ patterns }) => patterns.length > 1 || patterns.some(({ at }) => at.length < p))
    return factors && hasGaps ? { ...factors, complete: completeFit(plan, groups, point, given, { model: df, baseline: baselineDf }) } : factors
  }
  const expected = informationInverse(slopesAt(plan, point).information)
  const model = sumOf(groups, (group, g) => weighedTrace(group, symmetricInverse(point.groups[g]!.implied.covariances)))
  const baseline = sumOf(groups, (group) => weighedTrace(group, unrelatedInverse(group, given)))
  const unrelated = sumOf(groups, (group) => unrelatedTrace(group, given))
  if ('undetermined' in expected || model === null || baseline === null || unrelated === null) return null
  return positive((model - met - trace(expected.inverse, products)) / df, (baseline - unrelated) / baselineDf)
}

function positive(model: number, baseline: number): Scaling | null {
  return model > 0 && baseline > 0 ? { model, baseline } : null
}

function sumOf(groups: readonly SemGroup[], of: (group: SemGroup, g: number) => number | null): number | null {
  return groups.reduce<number | null>((sum, group, g) => {
    const one = of(group, g)
    return sum === null || one === null ? null : sum + one
  }, 0)
}

function trace(a: Matrix, b: Matrix): number {
  return inner(a.values, b.values)
}

/** tr(W Gamma) of complete answers with normal-theory weights: `tr(W S) + (mean of (d' W d)² - tr(W S W S)) / 2`. */
function weighedTrace({ patterns, saturated }: SemGroup, w: Matrix | null): number | null {
  if (!w) return null
  const ws = product(w, saturated.covariances)
  const p = w.rows
  let [plain, square] = [0, 0]
  for (let i = 0; i < p; i++) {
    plain += ws.values[i * (p + 1)]!
    for (let j = 0; j < p; j++) square += ws.values[i * p + j]! * ws.values[j * p + i]!
  }
  return plain + (meanSquaredDistance(patterns[0]!, w) - square) / 2
}

/** Inverse of the covariances if no items were related but those given. */
function unrelatedInverse({ saturated: { covariances: s } }: SemGroup, given: readonly number[]): Matrix | null {
  const p = s.rows
  const sigma = matrix(p, p)
  for (let i = 0; i < p; i++) sigma.values[i * (p + 1)] = s.values[i * (p + 1)]!
  for (const i of given) for (const j of given) sigma.values[i * p + j] = s.values[i * p + j]!
  return symmetricInverse(sigma)
}

/** The trace of the baseline: for an unrelated item `1 + (kurtosis - 1) / 2`, for those given the trace without a model. */
function unrelatedTrace({ patterns, saturated }: SemGroup, given: readonly number[]): number | null {
  const p = saturated.means.length
  const among = given.length === 0 ? 0 : saturatedTrace(patterns.flatMap((pattern) => narrowed(pattern, given)), pickAt(saturated.means, given), submatrix(saturated.covariances, given))
  if (among === null) return null
  const { counts, squares, fourths } = marginalPowers(patterns, p)
  return Array.from({ length: p }, (_, i) => i).reduce((sum, i) => (given.includes(i) ? sum : sum + 1 + ((fourths[i]! * counts[i]!) / squares[i]! ** 2 - 1) / 2), among)
}

/** Of every item by its own answers: their number and the sums of the second and fourth powers of deviations from its mean. */
function marginalPowers(patterns: readonly Pattern[], p: number): { counts: Float64Array; squares: Float64Array; fourths: Float64Array } {
  const [counts, means, squares, fourths] = [new Float64Array(p), new Float64Array(p), new Float64Array(p), new Float64Array(p)]
  for (const { at, n, means: own } of patterns) {
    for (const [a, item] of at.entries()) {
      means[item]! += n * own[a]!
      counts[item]! += n
    }
  }
  for (let i = 0; i < p; i++) means[i]! /= counts[i]!
  for (const pattern of patterns) {
    eachDeviation(pattern, p, means, (off) => {
      for (const item of pattern.at) {
        squares[item]! += off[item]! ** 2
        fourths[item]! += off[item]! ** 4
      }
    })
  }
  return { counts, squares, fourths }
}

function pickAt(values: Float64Array, at: readonly number[]): Float64Array {
  return Float64Array.from(at, (i) => values[i]!)
}
