import { sum } from './moments.ts'
import { randomStream } from './random.ts'

/** Covariances of some variables over drawn rows; correlations when asked for. */
export interface DrawnMoments {
  /** variables × variables. */
  matrix: Float64Array
  /** Means of the deviations that the rows hold. */
  means: Float64Array
  /** Standard deviations, before variables are scaled anew. */
  sds: Float64Array
  /** How many rows, counted as often as they were drawn. */
  n: number
  /** Position of a variable that does not vary among them, or -1. */
  flat: number
}

/** Rows to draw from. */
export interface DrawnRows {
  /** How many rows. */
  n: number
  /** How many variables. */
  items: number
  /** Row after row, each variable less its mean over all rows. */
  deviations: Float64Array
  /** Correlations in place of covariances. */
  scaled: boolean
}

/** A function that finds the moments of the rows, each as often as counted; each call overwrites the answer of the last. */
export function momentsFinder({ n, items: k, deviations, scaled }: DrawnRows): (counts: Float64Array) => DrawnMoments {
  const found = blank(k)
  const drawn = new Int32Array(n + 4)
  return (counts) => {
    addProducts(deviations, counts, k, found, drawn)
    centre(found, k)
    if (scaled && found.flat < 0) scale(found, k)
    return found
  }
}

/** A function that finds the moments of all rows but one, by taking that one out of the sums; each call overwrites the answer of the last. */
export function momentsWithoutOne({ n, items: k, deviations, scaled }: DrawnRows): (left: number) => DrawnMoments {
  const [sums, found] = [blank(k), blank(k)]
  addProducts(deviations, new Float64Array(n).fill(1), k, sums, new Int32Array(n + 4))
  return (left) => {
    found.n = n - 1
    for (let i = 0; i < k; i++) {
      const x = deviations[left * k + i]!
      found.means[i] = sums.means[i]! - x
      for (let j = 0; j <= i; j++) found.matrix[i * k + j] = sums.matrix[i * k + j]! - x * deviations[left * k + j]!
    }
    centre(found, k)
    if (scaled && found.flat < 0) scale(found, k)
    return found
  }
}

/** A function that gives the correlations of columns in bootstrap resample b (a random stream of its own), or null where one does not vary. */
export function resampledCorrelations(columns: readonly Float64Array[], seed: number): (b: number) => Float64Array | null {
  const n = columns[0]?.length ?? 0
  const moments = momentsFinder({ n, items: columns.length, deviations: deviationsOf(columns), scaled: true })
  const counts = new Float64Array(n)
  return (b) => {
    const random = randomStream(seed, b)
    counts.fill(0)
    for (let r = 0; r < n; r++) counts[random.whole(n)]!++
    const { flat, matrix } = moments(counts)
    return flat < 0 ? matrix : null
  }
}

function deviationsOf(columns: readonly Float64Array[]): Float64Array {
  const k = columns.length
  const deviations = new Float64Array(k * (columns[0]?.length ?? 0))
  for (const [j, column] of columns.entries()) {
    const mean = sum(column) / column.length
    for (let r = 0; r < column.length; r++) deviations[r * k + j] = column[r]! - mean
  }
  return deviations
}

function blank(k: number): DrawnMoments {
  return { matrix: new Float64Array(k * k), means: new Float64Array(k), sds: new Float64Array(k), n: 0, flat: -1 }
}

/**
 * Sums of products (lower triangle) and of values over rows, each as often as counted. Four rows at a time: most of a
 * bootstrap's time goes here, and this way a sum is fetched and put back a quarter as often.
 */
function addProducts(deviations: Float64Array, counts: Float64Array, k: number, found: DrawnMoments, drawn: Int32Array): void {
  const { matrix, means } = found
  matrix.fill(0)
  means.fill(0)
  const last = drawnOnce(counts, drawn, found)
  for (let r = 0; r < last; r += 4) {
    const [r0, r1, r2, r3] = [drawn[r]!, drawn[r + 1]!, drawn[r + 2]!, drawn[r + 3]!]
    const [b0, b1, b2, b3] = [r0 * k, r1 * k, r2 * k, r3 * k]
    // places beyond the last row repeat the first with a count of nil
    const [c0, c1, c2, c3] = [counts[r0]!, r + 1 < last ? counts[r1]! : 0, r + 2 < last ? counts[r2]! : 0, r + 3 < last ? counts[r3]! : 0]
    for (let i = 0; i < k; i++) {
      const x0 = c0 * deviations[b0 + i]!
      const x1 = c1 * deviations[b1 + i]!
      const x2 = c2 * deviations[b2 + i]!
      const x3 = c3 * deviations[b3 + i]!
      means[i]! += x0 + x1 + x2 + x3
      for (let j = 0, at = i * k; j <= i; j++, at++) {
        matrix[at]! += x0 * deviations[b0 + j]! + x1 * deviations[b1 + j]! + x2 * deviations[b2 + j]! + x3 * deviations[b3 + j]!
      }
    }
  }
}

/** Lists who was drawn at all and counts all draws. Returns how many are listed. */
function drawnOnce(counts: Float64Array, drawn: Int32Array, found: DrawnMoments): number {
  let last = 0
  found.n = 0
  for (let r = 0; r < counts.length; r++) {
    if (counts[r] === 0) continue
    drawn[last++] = r
    found.n += counts[r]!
  }
  drawn.fill(drawn[0]!, last)
  return last
}

function centre(found: DrawnMoments, k: number): void {
  const { matrix, means, sds, n } = found
  found.flat = n < 2 ? 0 : -1
  for (let i = 0; i < k; i++) means[i]! /= Math.max(1, n)
  for (let i = 0; i < k; i++) {
    const raw = matrix[i * k + i]!
    for (let j = 0; j <= i; j++) {
      const value = (matrix[i * k + j]! - n * means[i]! * means[j]!) / (n - 1)
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
    const variance = matrix[i * k + i]!
    if (!(variance * (n - 1) > 1e-12 * raw) && found.flat < 0) found.flat = i
    sds[i] = Math.sqrt(Math.max(0, variance))
  }
}

function scale({ matrix, sds }: DrawnMoments, k: number): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const value = matrix[i * k + j]! / (sds[i]! * sds[j]!)
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
    matrix[i * k + i] = 1
  }
}
