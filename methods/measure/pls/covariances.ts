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
export function momentsFinder({ plan, deviations, settings }: PlsStudy): (counts: ArrayLike<number>) => ItemMoments {
  const k = plan.items
  const found: ItemMoments = { matrix: new Float64Array(k * k), means: new Float64Array(k), sds: new Float64Array(k), n: 0, flat: -1 }
  return (counts) => {
    addProducts(deviations, counts, k, found)
    centre(found, k)
    if (settings.scaled && found.flat < 0) scale(found, k)
    return found
  }
}

/** The moments of every respondent of the study. */
export function studyMoments(study: PlsStudy): ItemMoments {
  return momentsFinder(study)(new Uint8Array(study.n).fill(1))
}

/** Sums of products and of values over respondents, each as often as counted: lower triangle. */
function addProducts(deviations: Float64Array, counts: ArrayLike<number>, k: number, found: ItemMoments): void {
  const { matrix, means } = found
  matrix.fill(0)
  means.fill(0)
  found.n = 0
  for (let r = 0; r < counts.length; r++) {
    const count = counts[r]!
    if (count === 0) continue
    found.n += count
    const base = r * k
    for (let i = 0; i < k; i++) {
      const x = count * deviations[base + i]!
      means[i]! += x
      for (let j = 0, at = i * k; j <= i; j++, at++) matrix[at]! += x * deviations[base + j]!
    }
  }
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
