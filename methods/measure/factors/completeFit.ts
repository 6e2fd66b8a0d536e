import { logDeterminant, symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, product, submatrix, type Matrix } from '../../numbers/matrix.ts'
import { inner } from './caseScores.ts'
import type { Implied } from './implied.ts'
import { directionsOf, moveOf } from './likelihood.ts'
import { itemMoments, saturated } from './saturated.ts'
import { completeInformation, momentPairs, saturatedMoments } from './saturatedTrace.ts'
import { informationInverse, type Point } from './scoring.ts'
import { narrowed } from './semSample.ts'
import type { SemPlan } from './semPlan.ts'
import type { SemGroup } from './semStudy.ts'

/** A chi-square and its mean over degrees of freedom if the model holds. */
export interface CompleteTest {
  chiSquare: number
  factor: number
}

/**
 * Of data with gaps, what chi-square would be without them: the distance, as for complete normal answers, of the likeliest covariances from those that the model implies
 * with the parameters found, and its mean under the errors that these covariances have. Robust indices are made of it: the likelihood ratio of data with
 * gaps does not tell how far the model is off where nothing is missing. Null where some information has no inverse.
 *
 * With W the information of the moments as they were seen, B the products of scores, C the information of complete answers, D the slopes of the moments and
 * `R = 1 - D (D'WD)^-1 D'W`: mean `tr(C R W^-1 B W^-1 R')`.
 *
 * Source: Zhang & Savalei (2023) Psychological Methods 28, FIML-C, version 3.
 */
export function completeFit(plan: SemPlan, groups: readonly SemGroup[], point: Point, given: readonly number[], df: { model: number; baseline: number }): { model: CompleteTest; baseline: CompleteTest } | null {
  const seen = groups.map((group) => seenOf(group))
  if (!seen.every((one) => one !== null)) return null
  const implied = point.groups.map((group) => group.implied)
  const unrelated = groups.map((group) => unrelatedMoments(group, given))
  const means = [excess(seen, seen.map((_, g) => slopesOf(plan, implied[g]!, g))), ...seen.map((one) => excess([one], [unrelatedSlopes(plan.observed, given)]))]
  const distances = [distance(groups, implied), distance(groups, unrelated)]
  if (means.includes(null) || distances.includes(null)) return null
  const [model, ...baseline] = means as number[]
  return {
    model: { chiSquare: distances[0]!, factor: model! / df.model },
    baseline: { chiSquare: distances[1]!, factor: baseline.reduce((sum, x) => sum + x, 0) / df.baseline },
  }
}

interface Seen {
  information: Matrix
  products: Matrix
  complete: Matrix
  /** W^-1 B. */
  spread: Matrix
  /** tr(C W^-1 B W^-1). */
  whole: number
}

function seenOf({ patterns, saturated: { means, covariances }, n }: SemGroup): Seen | null {
  const found = saturatedMoments(patterns, means, covariances)
  const complete = completeInformation(n, covariances)
  const inverse = found && informationInverse(found.information)
  if (!found || !complete || !inverse || 'undetermined' in inverse) return null
  const spread = product(inverse.inverse, found.products)
  return { ...found, complete, spread, whole: inner(complete.values, product(spread, inverse.inverse).values) }
}

/** `tr(C W^-1 B W^-1) - 2 tr(E D'B W^-1 C D) + tr(E D'BD E D'CD)` with `E = (D'WD)^-1`, summed over groups that share parameters. */
function excess(seen: readonly Seen[], slopes: readonly (readonly Float64Array[])[]): number | null {
  const q = slopes[0]!.length
  const [held, moved, weighed, crossed] = [matrix(q, q), matrix(q, q), matrix(q, q), matrix(q, q)]
  let total = 0
  for (const [g, one] of seen.entries()) {
    const d = slopes[g]!
    const along = (by: Matrix) => d.map((own) => multiplied(by, own))
    const [w, b, c] = [along(one.information), along(one.products), along(one.complete)]
    const turned = c.map((own) => multiplied(one.spread, own, true)) // B W^-1 C D
    for (let i = 0; i < q; i++) {
      for (let j = 0; j < q; j++) {
        held.values[i * q + j]! += inner(d[i]!, w[j]!)
        moved.values[i * q + j]! += inner(d[i]!, b[j]!)
        weighed.values[i * q + j]! += inner(d[i]!, c[j]!)
        crossed.values[i * q + j]! += inner(d[i]!, turned[j]!)
      }
    }
    total += one.whole
  }
  const e = informationInverse(held)
  if ('undetermined' in e) return null
  return total - 2 * inner(e.inverse.values, crossed.values) + inner(product(product(e.inverse, moved), e.inverse).values, weighed.values)
}

function multiplied({ rows, columns, values }: Matrix, x: Float64Array, isTransposed = false): Float64Array {
  const result = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i]! += values[isTransposed ? j * rows + i : i * columns + j]! * x[j]!
  }
  return result
}

/** How far each free parameter moves the means, and the covariances on and below the diagonal. */
function slopesOf(plan: SemPlan, implied: Implied, group: number): Float64Array[] {
  const p = plan.observed
  const vectors = directionsOf(implied)
  const pairs = momentPairs(p)
  const found = Array.from({ length: plan.size }, () => new Float64Array(p + pairs.length))
  for (const cell of plan.cells) {
    if (cell.free < 0 || cell.group !== group) continue
    const { u, v, share, lifted } = moveOf(cell, implied, plan.means)
    const moved = found[cell.free]!
    const a = vectors(u)
    if (lifted !== 0) for (let i = 0; i < p; i++) moved[i]! += lifted * a[i]!
    if (share === 0) continue
    const b = vectors(v)
    for (const [at, [i, j]] of pairs.entries()) moved[p + at]! += share * (a[i]! * b[j]! + a[j]! * b[i]!)
  }
  return found
}

function unrelatedSlopes(p: number, given: readonly number[]): Float64Array[] {
  const pairs = momentPairs(p)
  const free = [...Array.from({ length: p }, (_, i) => i), ...pairs.flatMap(([i, j], at) => (i === j || (given.includes(i) && given.includes(j)) ? [p + at] : []))]
  return free.map((at) => {
    const slope = new Float64Array(p + pairs.length)
    slope[at] = 1
    return slope
  })
}

type Moments = Pick<Implied, 'means' | 'covariances'>

/** Means and covariances if no items were related but those given. */
function unrelatedMoments({ patterns, saturated: { means: all } }: SemGroup, given: readonly number[]): Moments {
  const p = all.length
  const { means, variances } = itemMoments(patterns, p)
  const covariances = matrix(p, p)
  for (let i = 0; i < p; i++) covariances.values[i * (p + 1)] = variances[i]!
  const among = given.length > 0 ? saturated(patterns.flatMap((pattern) => narrowed(pattern, given)), given.length) : null
  if (among) {
    for (const [a, i] of given.entries()) {
      means[i] = among.means[a]!
      for (const [b, j] of given.entries()) covariances.values[i * p + j] = among.covariances.values[a * given.length + b]!
    }
  }
  return { means, covariances }
}

/** `n (ln|Sigma| + tr(Sigma^-1 S) - ln|S| - p + (m - mu)' Sigma^-1 (m - mu))`. */
function distance(groups: readonly SemGroup[], moments: readonly Moments[]): number | null {
  let total = 0
  for (const [g, { n, saturated: { means, covariances: s } }] of groups.entries()) {
    const p = s.rows
    const sigma = submatrix(moments[g]!.covariances, Array.from({ length: p }, (_, i) => i))
    const [inverse, implied, own] = [symmetricInverse(sigma), logDeterminant(sigma), logDeterminant(s)]
    if (!inverse || implied === null || own === null) return null
    const off = means.map((mean, i) => mean - moments[g]!.means[i]!)
    total += n * (implied - own + inner(inverse.values, s.values) - p + inner(off, multiplied(inverse, off)))
  }
  return Math.max(0, total)
}
