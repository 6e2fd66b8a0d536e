import { logDeterminant, symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, submatrix, type Matrix } from '../../numbers/matrix.ts'
import type { Implied } from './implied.ts'
import type { Cell } from './semPlan.ts'
import type { Pattern } from './semSample.ts'

/** Likelihood of one group's patterns under implied moments. */
export interface GroupLikelihood {
  implied: Implied
  /** Log likelihood up to a constant; with weights n - 1 that of Wishart. */
  value: number
  /** Inverse of the implied covariances pattern by pattern, p × p, zeros where an item is not answered. */
  inverses: readonly { weight: number; n: number; inverse: Matrix }[]
  /** Derivative of the value by the implied covariances (p × p, twice the derivative of a symmetric change) … */
  pull: Matrix
  /** … and by the implied means. */
  lift: Float64Array
}

/** Null where the implied covariances are not positive definite. Without a mean structure the means count as met. */
export function groupLikelihood(patterns: readonly Pattern[], implied: Implied, means: boolean): GroupLikelihood | null {
  const p = implied.covariances.rows
  const pull = matrix(p, p)
  const lift = new Float64Array(p)
  let value = 0
  const inverses: GroupLikelihood['inverses'][number][] = []
  for (const pattern of patterns) {
    const { at, n, weight } = pattern
    const part = submatrix(implied.covariances, at)
    const small = symmetricInverse(part)
    const log = logDeterminant(part)
    if (!small || log === null) return null
    const off = at.map((item, a) => (means ? pattern.means[a]! - implied.means[item]! : 0))
    value -= 0.5 * (weight * log + misfit(pattern, small, off))
    addSlopes(pattern, small, off, pull, lift)
    const inverse = matrix(p, p)
    for (const [a, i] of at.entries()) for (const [c, j] of at.entries()) inverse.values[i * p + j] = small.values[a * at.length + c]!
    inverses.push({ weight, n, inverse })
  }
  return { implied, value, inverses, pull, lift }
}

function misfit({ at, n, weight, covariances: s }: Pattern, inverse: Matrix, off: readonly number[]): number {
  const q = at.length
  let sum = 0
  for (let a = 0; a < q; a++) for (let c = 0; c < q; c++) sum += inverse.values[a * q + c]! * (weight * s.values[a * q + c]! + n * off[a]! * off[c]!)
  return sum
}

/** Adds `W (weight S + n d d') W - weight W` to the pull and `n W d` to the lift. */
function addSlopes({ at, n, weight, covariances: s }: Pattern, { values: w }: Matrix, off: readonly number[], pull: Matrix, lift: Float64Array): void {
  const q = at.length
  const p = pull.rows
  const half = new Float64Array(q * q)
  for (let a = 0; a < q; a++) {
    for (let b = 0; b < q; b++) {
      const x = w[a * q + b]!
      for (let c = 0; c < q; c++) half[a * q + c]! += x * (weight * s.values[b * q + c]! + n * off[b]! * off[c]!)
    }
  }
  for (let a = 0; a < q; a++) {
    for (let c = 0; c < q; c++) {
      let sum = -weight * w[a * q + c]!
      for (let b = 0; b < q; b++) sum += half[a * q + b]! * w[b * q + c]!
      pull.values[at[a]! * p + at[c]!]! += sum
      lift[at[a]!]! += n * w[a * q + c]! * off[c]!
    }
  }
}

/** Derivatives of the value by cells, and their expected information, by the rule that a cell moves the covariances by u v' + v u'. */
export interface CellSlopes {
  gradient: Float64Array
  /** cells × cells. */
  information: Matrix
}

/**
 * Slopes of a group's likelihood by any cells of that group, in the model or not. A path i ← j moves the columns' covariances by
 * `g_i h_j' + h_j g_i'` with g_i the effects of variable i on the columns and h_j their covariances with j; a residual covariance by
 * `g_i g_j' + g_j g_i'`. The information is then made of products `u' W v` alone.
 */
export function cellSlopes(likelihood: GroupLikelihood, cells: readonly Cell[], means: boolean): CellSlopes {
  const moves = cells.map((cell) => moveOf(cell, likelihood.implied, means))
  const vectors = directionsOf(likelihood.implied)
  const used = [...new Set(moves.flatMap(({ u, v }) => [u, v]))]
  const place = new Map(used.map((direction, i) => [direction, i]))
  const gradient = gradientAlong(likelihood, moves)
  const size = cells.length
  const information = matrix(size, size)
  for (const { weight, n, inverse } of likelihood.inverses) {
    const k = products(used.map(vectors), inverse)
    const r = used.length
    for (let a = 0; a < size; a++) {
      const [ua, va] = [place.get(moves[a]!.u)! * r, place.get(moves[a]!.v)! * r]
      for (let b = 0; b <= a; b++) {
        const [ub, vb] = [place.get(moves[b]!.u)!, place.get(moves[b]!.v)!]
        const covariance = moves[a]!.share * moves[b]!.share * (k[va + ub]! * k[ua + vb]! + k[va + vb]! * k[ua + ub]!)
        information.values[a * size + b]! += weight * covariance + n * moves[a]!.lifted * moves[b]!.lifted * k[ua + ub]!
      }
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information.values[b * size + a] = information.values[a * size + b]!
  return { gradient, information }
}

/** The slopes alone, which cost little. */
export function cellGradient(likelihood: Pick<GroupLikelihood, 'implied' | 'pull' | 'lift'>, cells: readonly Cell[], means: boolean): Float64Array {
  return gradientAlong(likelihood, cells.map((cell) => moveOf(cell, likelihood.implied, means)))
}

function gradientAlong({ implied, pull, lift }: Pick<GroupLikelihood, 'implied' | 'pull' | 'lift'>, moves: readonly Move[]): Float64Array {
  const vectors = directionsOf(implied)
  return Float64Array.from(moves, ({ u, v, share, lifted }) => {
    const covariance = share === 0 ? 0 : share * bilinear(vectors(u), pull, vectors(v))
    return covariance + (lifted === 0 ? 0 : lifted * vectors(u).reduce((sum, x, i) => sum + x * lift[i]!, 0))
  })
}

export interface Move {
  /** Directions: below the number of variables an effect g, from there on a covariance h. */
  u: number
  v: number
  /** 1, or ½ for a variance; 0 for an intercept. */
  share: number
  /** How far the mean of variable `u` moves. */
  lifted: number
}

export function moveOf({ kind, from, to }: Cell, { means, paths }: Implied, structured: boolean): Move {
  const v = paths.rows
  if (kind === 'intercept') return { u: to, v: to, share: 0, lifted: 1 }
  if (kind === 'covariance') return { u: to, v: from, share: to === from ? 0.5 : 1, lifted: 0 }
  return { u: to, v: v + from, share: 1, lifted: structured ? means[from]! : 0 }
}

export function directionsOf({ effects, all, covariances }: Implied): (direction: number) => Float64Array {
  const v = effects.rows
  return (direction) => {
    const source = direction < v ? effects : all
    return Float64Array.from({ length: covariances.rows }, (_, i) => source.values[i * v + (direction % v)]!)
  }
}

function bilinear(u: Float64Array, m: Matrix, v: Float64Array): number {
  const p = m.rows
  let sum = 0
  for (let i = 0; i < p; i++) {
    if (u[i] === 0) continue
    for (let j = 0; j < p; j++) sum += u[i]! * m.values[i * p + j]! * v[j]!
  }
  return sum
}

/** All u' W v among the vectors. */
export function products(vectors: readonly Float64Array[], w: Matrix): Float64Array {
  const [r, p] = [vectors.length, w.rows]
  const result = new Float64Array(r * r)
  for (const [a, u] of vectors.entries()) {
    const half = new Float64Array(p)
    for (let i = 0; i < p; i++) if (u[i] !== 0) for (let j = 0; j < p; j++) half[j]! += u[i]! * w.values[i * p + j]!
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let j = 0; j < p; j++) sum += half[j]! * vectors[b]![j]!
      result[a * r + b] = sum
      result[b * r + a] = sum
    }
  }
  return result
}
