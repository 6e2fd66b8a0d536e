import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, product, transposed, type Matrix } from '../../numbers/matrix.ts'
import { randomStream, type RandomStream } from '../../numbers/random.ts'
import { lengths, varimax } from './varimax.ts'

/** Loadings on factors that may be correlated. */
export interface Oblique {
  /** Pattern: items × factors. */
  loadings: Matrix
  /** Correlations of the factors. */
  correlations: Matrix
}

/**
 * Promax: the least-squares fit of oblique loadings to the varimax loadings raised to a power, signs kept. Null where the fit is
 * singular. Source: Hendrickson & White (1964) British J. of Statistical Psychology 17.
 */
export function promax(loadings: Matrix, { power = 4, kaiser = true }: { power?: number; kaiser?: boolean } = {}): Oblique | null {
  const start = varimax(loadings, kaiser)
  const m = start.columns
  const target = matrix(start.rows, m, start.values.map((l) => l * Math.abs(l) ** (power - 1)))
  const cross = symmetricInverse(product(transposed(start), start))
  if (!cross) return null
  const turned = product(cross, product(transposed(start), target))
  const inverse = symmetricInverse(product(transposed(turned), turned))
  if (!inverse) return null
  const scale = Float64Array.from({ length: m }, (_, j) => Math.sqrt(inverse.values[j * (m + 1)]!))
  const unit = matrix(m, m, turned.values.map((value, at) => value * scale[at % m]!))
  const correlations = matrix(m, m, inverse.values.map((value, at) => value / (scale[Math.floor(at / m)]! * scale[at % m]!)))
  return { loadings: product(start, unit), correlations }
}

export interface ObliminOptions {
  /** Rows of unit length while rotating (as SPSS does); not by default. */
  kaiser?: boolean
  /** Random starts besides the unrotated loadings; 10 by default. */
  starts?: number
  seed?: number
}

export interface Oblimin extends Oblique {
  /** `sum over pairs of factors and items of l²l'² / 2`, as the R package GPArotation reports it. */
  criterion: number
  /** How many of the starts led to this minimum. */
  reached: number
}

/**
 * Direct oblimin with gamma 0 (quartimin) by gradient projection from several starts; the lowest minimum is kept. Null where no start settles.
 *
 * Sources: Jennrich & Sampson (1966) Psychometrika 31; algorithm, Jennrich (2002) Psychometrika 67, 7–19.
 */
export function oblimin(loadings: Matrix, { kaiser = false, starts = 10, seed = 1 }: ObliminOptions = {}): Oblimin | null {
  const { rows: k, columns: m } = loadings
  const scale = kaiser ? lengths(loadings) : new Float64Array(k).fill(1)
  const a = matrix(k, m, loadings.values.map((value, at) => value / scale[Math.floor(at / m)]!))
  const found: Turned[] = []
  for (let start = 0; start <= starts; start++) {
    const end = descend(a, start === 0 ? unitTurn(m) : randomTurn(m, randomStream(seed, start)), 1e-5)
    if (end) found.push(end)
  }
  if (found.length === 0) return null
  const lowest = found.reduce((best, end) => (end.value < best.value ? end : best))
  const settled = descend(a, lowest.turn, 1e-11)
  if (!settled) return null
  return {
    loadings: matrix(k, m, settled.loadings.values.map((value, at) => value * scale[Math.floor(at / m)]!)),
    correlations: product(transposed(settled.turn), settled.turn),
    criterion: settled.value,
    reached: found.filter(({ value }) => value < lowest.value + 1e-6 * (1 + lowest.value)).length,
  }
}

interface Turned {
  turn: Matrix
  inverse: Matrix
  loadings: Matrix
  value: number
}

/** Goes down along the projected gradient until it is shorter than `tolerance`, or as short as rounding lets it become. */
function descend(a: Matrix, start: Matrix, tolerance: number): Turned | null {
  let at = turnedBy(a, start)
  let length = 1
  for (let step = 0; at && step < 5000; step++) {
    const slope = projected(at)
    const size = Math.sqrt(slope.values.reduce((sum, x) => sum + x * x, 0))
    if (size < tolerance) return at
    // close to the minimum values differ by rounding only: there the length of step that served is kept, and a shorter gradient is what counts
    const next: Step | null = size < 1e-6 ? closer(a, at, slope, size, length) : downhill(a, at, slope, size, length * 2)
    if (!next) return size < 1e-6 ? at : null
    at = next.at
    length = next.length
  }
  return null
}

interface Step {
  at: Turned
  length: number
}

function downhill(a: Matrix, at: Turned, slope: Matrix, size: number, longest: number): Step | null {
  for (let length = longest; length > 1e-12; length /= 2) {
    const next = moved(a, at, slope, length)
    if (next && at.value - next.value > 0.5 * size * size * length) return { at: next, length }
  }
  return null
}

function closer(a: Matrix, at: Turned, slope: Matrix, size: number, longest: number): Step | null {
  for (let length = longest; length > 1e-3 * longest; length /= 2) {
    const next = moved(a, at, slope, length)
    if (next && Math.sqrt(projected(next).values.reduce((sum, x) => sum + x * x, 0)) < size) return { at: next, length }
  }
  return null
}

function moved(a: Matrix, { turn }: Turned, slope: Matrix, length: number): Turned | null {
  return turnedBy(a, unitColumns(matrix(turn.rows, turn.rows, turn.values.map((t, i) => t - length * slope.values[i]!))))
}

/** L = A (T^-1)' and its criterion; null where T has no inverse. */
function turnedBy(a: Matrix, turn: Matrix): Turned | null {
  const cross = symmetricInverse(product(transposed(turn), turn))
  if (!cross) return null
  const inverse = product(cross, transposed(turn))
  const loadings = product(a, transposed(inverse))
  const { rows: k, columns: m, values: l } = loadings
  let value = 0
  for (let i = 0; i < k; i++) {
    for (let p = 0; p < m; p++) for (let q = 0; q < p; q++) value += (l[i * m + p]! * l[i * m + q]!) ** 2 / 2
  }
  return { turn, inverse, loadings, value }
}

/** The gradient by T without its part along the columns of T, whose lengths are fixed. */
function projected({ turn, inverse, loadings }: Turned): Matrix {
  const { rows: k, columns: m, values: l } = loadings
  const slope = matrix(k, m)
  for (let i = 0; i < k; i++) {
    let all = 0
    for (let q = 0; q < m; q++) all += l[i * m + q]! ** 2
    for (let q = 0; q < m; q++) slope.values[i * m + q] = l[i * m + q]! * (all - l[i * m + q]! ** 2)
  }
  const raw = transposed(product(product(transposed(loadings), slope), inverse))
  for (let q = 0; q < m; q++) {
    let along = 0
    for (let p = 0; p < m; p++) along -= turn.values[p * m + q]! * raw.values[p * m + q]!
    for (let p = 0; p < m; p++) raw.values[p * m + q] = -raw.values[p * m + q]! - along * turn.values[p * m + q]!
  }
  return raw
}

function unitTurn(m: number): Matrix {
  return matrix(m, m, Float64Array.from({ length: m * m }, (_, at) => (at % (m + 1) === 0 ? 1 : 0)))
}

/** A random orthogonal matrix: normal numbers made orthogonal, column by column. */
function randomTurn(m: number, random: RandomStream): Matrix {
  const t = matrix(m, m, Float64Array.from({ length: m * m }, random.normal))
  for (let q = 0; q < m; q++) {
    for (let p = 0; p < q; p++) {
      let along = 0
      for (let i = 0; i < m; i++) along += t.values[i * m + p]! * t.values[i * m + q]!
      for (let i = 0; i < m; i++) t.values[i * m + q]! -= along * t.values[i * m + p]!
    }
    let square = 0
    for (let i = 0; i < m; i++) square += t.values[i * m + q]! ** 2
    for (let i = 0; i < m; i++) t.values[i * m + q]! /= Math.sqrt(square)
  }
  return t
}

function unitColumns(t: Matrix): Matrix {
  const m = t.columns
  const squares = new Float64Array(m)
  for (const [at, value] of t.values.entries()) squares[at % m]! += value * value
  return matrix(t.rows, m, t.values.map((value, at) => value / Math.sqrt(squares[at % m]!)))
}
