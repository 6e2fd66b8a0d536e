import type { Vector } from '../columns.ts'

/**
 * Count, mean and sum of squared deviations: all that a mean, its interval and a t test need. Moments of parts can be put
 * together, so a result can be had from stored cells without the answers themselves.
 */
export interface Moments {
  n: number
  /** NaN when n = 0. */
  mean: number
  /** Sum of squared deviations from the mean. */
  squares: number
}

/** Sum by Neumaier's compensated algorithm; what is not finite is left out. */
export function sum(values: Vector): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (!Number.isFinite(x)) continue
    const next = total + x
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total
    total = next
  }
  return total + lost
}

/** Two passes with the correction of Chan, Golub & LeVeque (1983), equation 1.7; missing values are left out. */
export function moments(values: Vector): Moments {
  let n = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) n++
  if (n === 0) return { n: 0, mean: Number.NaN, squares: 0 }
  const mean = sum(values) / n
  let squares = 0
  let drift = 0
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    if (!Number.isFinite(x)) continue
    squares += (x - mean) * (x - mean)
    drift += x - mean
  }
  return { n, mean, squares: Math.max(0, squares - (drift * drift) / n) }
}

/** Moments of a histogram: `counts[i]` answers of `values[i]`. */
export function momentsOfCounts(values: Vector, counts: Vector): Moments {
  const n = sum(counts)
  if (n === 0) return { n: 0, mean: Number.NaN, squares: 0 }
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]! * counts[i]!
  const mean = total / n
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += counts[i]! * (values[i]! - mean) ** 2
  return { n, mean, squares }
}

/**
 * Moments from sums: `n` values, their sum and the sum of their squares. Sums can be added up and taken away again in any order.
 * What is left of the squares by rounding alone (a share of 2e-13) counts as none, so that equal values have no spread.
 */
export function momentsOfSums(n: number, total: number, squared: number): Moments {
  if (n === 0) return { n: 0, mean: Number.NaN, squares: 0 }
  const squares = squared - (total * total) / n
  return { n, mean: total / n, squares: squares > 2e-13 * squared ? squares : 0 }
}

/** The moments of two parts taken together. Source: Chan, Golub & LeVeque (1983), equation 2.1. */
export function merged(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const n = a.n + b.n
  const difference = b.mean - a.mean
  return {
    n,
    mean: a.mean + (difference * b.n) / n,
    squares: a.squares + b.squares + difference * difference * ((a.n * b.n) / n),
  }
}

/** Variance with divisor n - 1; NaN for n < 2. */
export function variance({ n, squares }: Moments): number {
  return n < 2 ? Number.NaN : squares / (n - 1)
}

/** Standard deviation with divisor n - 1; NaN for n < 2. */
export function standardDeviation(of: Moments): number {
  return Math.sqrt(variance(of))
}

/** `sqrt(a b)` of two numbers not below 0, also where their product is too large or too small to be kept. */
export function geometricMean(a: number, b: number): number {
  const product = a * b
  return product > 1e-290 && product < Infinity ? Math.sqrt(product) : Math.sqrt(a) * Math.sqrt(b)
}
