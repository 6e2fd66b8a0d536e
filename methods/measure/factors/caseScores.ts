import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { directionsOf, moveOf, type GroupLikelihood } from './likelihood.ts'
import type { SemPlan } from './semPlan.ts'
import type { Pattern } from './semSample.ts'
import type { Point } from './scoring.ts'
import type { SemGroup } from './semStudy.ts'

/** Products of the scores of single respondents, summed over all: parameters × parameters. What a likelihood that need not be the true one gives for its own slope. */
export function scoreProducts(plan: SemPlan, groups: readonly SemGroup[], point: Point): Matrix {
  const q = plan.size
  const sums = matrix(q, q)
  for (const [g, group] of groups.entries()) {
    eachScore(plan, g, group.patterns, point.groups[g]!, (score) => {
      for (let i = 0; i < q; i++) {
        const x = score[i]!
        if (x !== 0) for (let j = 0; j <= i; j++) sums.values[i * q + j]! += x * score[j]!
      }
    })
  }
  for (let i = 0; i < q; i++) for (let j = 0; j < i; j++) sums.values[j * q + i] = sums.values[i * q + j]!
  return sums
}

/** A respondent's slope of the likelihood: with z = W (y - mu), `(u' z)(v' z) - u' W v` for a cell that moves the covariances along u and v. */
function eachScore(plan: SemPlan, g: number, patterns: readonly Pattern[], { implied, inverses }: GroupLikelihood, visit: (score: Float64Array) => void): void {
  const p = plan.observed
  const cells = plan.cells.filter(({ group, free }) => group === g && free >= 0)
  const moves = cells.map((cell) => moveOf(cell, implied, plan.means))
  const vectors = directionsOf(implied)
  const used = [...new Set(moves.flatMap(({ u, v }) => [u, v]))]
  const along = used.map(vectors)
  const place = new Map(used.map((direction, i) => [direction, i]))
  const ends = moves.map(({ u, v }) => [place.get(u)!, place.get(v)!] as const)
  const score = new Float64Array(plan.size)
  const reach = new Float64Array(used.length)
  for (const [at, pattern] of patterns.entries()) {
    const w = inverses[at]!.inverse.values
    const expected = moves.map(({ u, v, share }) => (share === 0 ? 0 : between(vectors(u), w, vectors(v), p)))
    eachDeviation(pattern, p, plan.means ? implied.means : null, (off) => {
      const z = times(w, off, p)
      for (const [a, direction] of along.entries()) reach[a] = inner(direction, z)
      score.fill(0)
      for (const [c, { share, lifted }] of moves.entries()) {
        const [u, v] = ends[c]!
        score[cells[c]!.free]! += share * (reach[u]! * reach[v]! - expected[c]!) + lifted * reach[u]!
      }
      visit(score)
    })
  }
}

/** Deviations of every respondent of a pattern from the given means (null: the pattern's own), 0 where an item is not answered. */
export function eachDeviation({ at, answers, means: own }: Pattern, p: number, means: Float64Array | null, visit: (off: Float64Array) => void): void {
  const off = new Float64Array(p)
  const length = answers?.[0]?.length ?? 0
  for (let row = 0; row < length; row++) {
    for (const [a, item] of at.entries()) off[item] = answers![a]![row]! - (means ? means[item]! : own[a]!)
    visit(off)
  }
}

export function times(w: Float64Array, x: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    let sum = 0
    for (let j = 0; j < p; j++) sum += w[i * p + j]! * x[j]!
    result[i] = sum
  }
  return result
}

export function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function between(u: Float64Array, w: Float64Array, v: Float64Array, p: number): number {
  return inner(u, times(w, v, p))
}
