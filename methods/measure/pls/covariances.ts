import type { PlsStudy } from './study.ts'

/** Covariances of the items over some respondents, in the study's metric; correlations when the study is scaled. */
export interface ItemMoments {
  /** items × items. */
  matrix: Float64Array
  /** Means of the deviations from the whole study's means. */
  means: Float64Array
  /** Standard deviations in the study's metric, before items are scaled anew. */
  sds: Float64Array
  /** How many respondents, counted as often as they were drawn. */
  n: number
  /** Position of an item that does not vary among them, or -1. */
  flat: number
}

/** A function that finds the moments of a weighted set of respondents; each call overwrites the answer of the last. */
export function momentsFinder({ plan, deviations, settings, n }: PlsStudy): (counts: Float64Array) => ItemMoments {
  const k = plan.items
  const found: ItemMoments = { matrix: new Float64Array(k * k), means: new Float64Array(k), sds: new Float64Array(k), n: 0, flat: -1 }
  const drawn = new Int32Array(n + 4)
  return (counts) => {
    addProducts(deviations, counts, k, found, drawn)
    centre(found, k)
    if (settings.scaled && found.flat < 0) scale(found, k)
    return found
  }
}

/** A function that finds the moments of all respondents but one, by taking that one out of the sums; each call overwrites the answer of the last. */
export function momentsWithoutOne({ plan, deviations, settings, n }: PlsStudy): (left: number) => ItemMoments {
  const k = plan.items
  const blank = (): ItemMoments => ({ matrix: new Float64Array(k * k), means: new Float64Array(k), sds: new Float64Array(k), n: 0, flat: -1 })
  const [sums, found] = [blank(), blank()]
  addProducts(deviations, new Float64Array(n).fill(1), k, sums, new Int32Array(n + 4))
  return (left) => {
    found.n = n - 1
    for (let i = 0; i < k; i++) {
      const x = deviations[left * k + i]!
      found.means[i] = sums.means[i]! - x
      for (let j = 0; j <= i; j++) found.matrix[i * k + j] = sums.matrix[i * k + j]! - x * deviations[left * k + j]!
    }
    centre(found, k)
    if (settings.scaled && found.flat < 0) scale(found, k)
    return found
  }
}

/** The moments of every respondent of the study. */
export function studyMoments(study: PlsStudy): ItemMoments {
  return momentsFinder(study)(new Float64Array(study.n).fill(1))
}

/**
 * Sums of products (lower triangle) and of values over respondents, each as often as counted. Four respondents at a time: most of a
 * bootstrap's time goes here, and this way a sum is fetched and put back a quarter as often.
 */
function addProducts(deviations: Float64Array, counts: Float64Array, k: number, found: ItemMoments, drawn: Int32Array): void {
  const { matrix, means } = found
  matrix.fill(0)
  means.fill(0)
  const last = drawnOnce(counts, drawn, found)
  for (let r = 0; r < last; r += 4) {
    const [r0, r1, r2, r3] = [drawn[r]!, drawn[r + 1]!, drawn[r + 2]!, drawn[r + 3]!]
    const [b0, b1, b2, b3] = [r0 * k, r1 * k, r2 * k, r3 * k]
    // places beyond the last respondent repeat the first with a count of nil
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
function drawnOnce(counts: Float64Array, drawn: Int32Array, found: ItemMoments): number {
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

function centre(found: ItemMoments, k: number): void {
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

function scale({ matrix, sds }: ItemMoments, k: number): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const value = matrix[i * k + j]! / (sds[i]! * sds[j]!)
      matrix[i * k + j] = value
      matrix[j * k + i] = value
    }
    matrix[i * k + i] = 1
  }
}
