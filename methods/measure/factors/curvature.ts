import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { impliedBy, type Implied } from './implied.ts'
import { cellGradient, directionsOf, moveOf, products, type GroupLikelihood, type Move } from './likelihood.ts'
import type { Point } from './scoring.ts'
import type { Cell, SemPlan } from './semPlan.ts'
import type { Pattern } from './semSample.ts'
import type { SemGroup } from './semStudy.ts'

/**
 * Minus the second derivatives of the likelihood. The slope of a cell is made of what the moments pull and of how the cell moves the moments. How the pull
 * changes is exact, pattern by pattern; how the movement changes needs no pattern, and comes from differences at steps of a hundredth of
 * `units`, extrapolated to none.
 */
export function observedInformation(plan: SemPlan, groups: readonly SemGroup[], at: Point, units: Float64Array): Matrix {
  const q = plan.size
  const result = matrix(q, q)
  for (const [g, likelihood] of at.groups.entries()) {
    const cells = plan.cells.filter(({ group, free }) => group === g && free >= 0)
    const pulled = changeOfPull(likelihood, groups[g]!.patterns, cells, plan.means)
    for (const [a, { free: i }] of cells.entries()) for (const [b, { free: j }] of cells.entries()) result.values[i * q + j]! += pulled.values[a * cells.length + b]!
    for (let i = 0; i < q; i++) {
      const along = changeOfMovement(plan, g, at.parameters, likelihood, cells, i, 0.01 * units[i]!)
      for (const [b, { free: j }] of cells.entries()) {
        result.values[i * q + j]! -= along[b]! / 2
        result.values[j * q + i]! -= along[b]! / 2
      }
    }
  }
  return result
}

/**
 * By how much the slope of each cell falls as another moves the moments: with W the inverse, T = weight S + n d d' and A = W T W, the pull A - weight W
 * changes by `dW T W + W T dW - n W (m d' + d m') W - weight dW`, dW = -W dΣ W, for a change m of the means, and the lift n W d by `n (dW d - W m)`.
 * dΣ is of rank two, so that products among the directions are enough.
 */
function changeOfPull({ implied, inverses }: GroupLikelihood, patterns: readonly Pattern[], cells: readonly Cell[], means: boolean): Matrix {
  const moves = cells.map((cell) => moveOf(cell, implied, means))
  const directions = [...new Set(moves.flatMap(({ u, v }) => [u, v]))]
  const place = new Map(directions.map((direction, i) => [direction, i]))
  const vectors = directions.map(directionsOf(implied))
  const placed = moves.map((move): Move => ({ ...move, u: place.get(move.u)!, v: place.get(move.v)! }))
  const [size, r] = [cells.length, directions.length]
  const result = matrix(size, size)
  for (const [at, { weight, n, inverse }] of inverses.entries()) {
    const { spread, off } = spreadOf(patterns[at]!, inverse, implied, means)
    const k = products(vectors, inverse)
    const s = products(vectors, spread)
    const e = vectors.map((vector) => vector.reduce((sum, x, i) => sum + x * off[i]!, 0))
    for (const [i, { u: ui, v: vi, share: si, lifted: li }] of placed.entries()) {
      for (const [j, { u: uj, v: vj, share: sj, lifted: lj }] of placed.slice(0, i + 1).entries()) {
        const [kuu, kuv, kvu, kvv] = [k[uj * r + ui]!, k[uj * r + vi]!, k[vj * r + ui]!, k[vj * r + vi]!]
        const turned = kuu * s[vi * r + vj]! + kuv * s[ui * r + vj]! + s[uj * r + vi]! * kvu + s[uj * r + ui]! * kvv - weight * (kuu * kvv + kuv * kvu)
        const shifted = n * li * (kuu * e[vj]! + e[uj]! * kvu)
        const raised = n * (si * (kuu * e[vi]! + kuv * e[ui]!) + li * kuu)
        result.values[i * size + j]! += sj * (si * turned + shifted) + lj * raised
      }
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) result.values[j * size + i] = result.values[i * size + j]!
  return result
}

/** W T W and W d, zeros where an item is not answered. */
function spreadOf({ at, n, weight, covariances, means: found }: Pattern, { values: w }: Matrix, implied: Implied, means: boolean): { spread: Matrix; off: Float64Array } {
  const [p, q] = [implied.covariances.rows, at.length]
  const distance = at.map((item, a) => (means ? found[a]! - implied.means[item]! : 0))
  const half = new Float64Array(p * q) // W T
  const off = new Float64Array(p)
  for (const i of at) {
    for (const [b, j] of at.entries()) {
      const x = w[i * p + j]!
      off[i]! += x * distance[b]!
      for (let c = 0; c < q; c++) half[i * q + c]! += x * (weight * covariances.values[b * q + c]! + n * distance[b]! * distance[c]!)
    }
  }
  const spread = matrix(p, p)
  for (const i of at) {
    for (const j of at) {
      let sum = 0
      for (const [c, m] of at.entries()) sum += half[i * q + c]! * w[m * p + j]!
      spread.values[i * p + j] = sum
    }
  }
  return { spread, off }
}

/** Derivative of each cell's slope by a parameter while the pull stays. */
function changeOfMovement(plan: SemPlan, group: number, parameters: Float64Array, { pull, lift }: GroupLikelihood, cells: readonly Cell[], i: number, step: number): Float64Array {
  const slopes = (by: number) => cellGradient({ implied: impliedBy(plan, parameters.map((x, j) => (i === j ? x + by : x)), group), pull, lift }, cells, plan.means)
  const difference = (by: number) => {
    const [above, below] = [slopes(by), slopes(-by)]
    return above.map((x, j) => (x - below[j]!) / (2 * by))
  }
  const [fine, coarse] = [difference(step), difference(2 * step)]
  return fine.map((x, j) => (4 * x - coarse[j]!) / 3)
}
