import { increasingRoot } from './root.ts'

/** A way to run over a distribution's support with one number on the real line. */
export interface Chart {
  /** The point of the support. */
  at: (u: number) => number
  /** d at / du. */
  rate: (u: number) => number
  start: number
}

/** Charts for supports (0, inf), (-inf, inf) with heavy tails, and (0, 1). */
export function positive(start: number): Chart {
  return { at: Math.exp, rate: Math.exp, start: Math.log(start > 0 ? start : 1) }
}

export function wholeLine(start: number): Chart {
  return { at: Math.sinh, rate: Math.cosh, start: Math.asinh(start) }
}

/**
 * The point where one tail of a continuous distribution holds the given probability. Works on the logarithm of the
 * tail, so that the relative error of the answer is about 1e-15 far out as well.
 */
export function tailPoint(
  probability: number,
  side: 'lower' | 'upper',
  tail: (x: number) => number,
  density: (x: number) => number,
  chart: Chart,
): number {
  const sign = side === 'lower' ? 1 : -1
  const target = Math.log(probability)
  const u = increasingRoot((u) => {
    const x = chart.at(u)
    const mass = tail(x)
    return { value: sign * (Math.log(mass) - target), slope: (density(x) * chart.rate(u)) / mass }
  }, chart.start)
  return chart.at(u)
}

/** The smallest whole k >= 0 with P(X <= k) >= probability, found by doubling and halving from a guess. */
export function discreteQuantile(probability: number, lower: (k: number) => number, guess: number, largest: number): number {
  const target = probability * (1 - 64 * Number.EPSILON)
  const reaches = (k: number) => lower(k) >= target
  let high = Math.min(largest, Math.max(0, Math.floor(guess)))
  let low = high
  for (let reach = 1; !reaches(high); reach *= 2) {
    low = high + 1
    high = Math.min(largest, high + reach)
    if (high === largest) break
  }
  for (let reach = 1; low > 0 && reaches(low - 1); reach *= 2) {
    high = low - 1
    low = Math.max(0, low - reach)
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(middle)) high = middle
    else low = middle + 1
  }
  return low
}
