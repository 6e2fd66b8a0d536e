import { gaussLegendre } from './gaussLegendre.ts'
import { normalUpper } from './normal.ts'

/**
 * The standard bivariate normal distribution: two normal variables with correlation r in [-1, 1].
 *
 * `P(X > h, Y > k)` is an integral over the correlation (Plackett's identity). Up to |r| = .925 it is taken from r = 0; closer to ±1
 * from there, and what is sharp about the integrand at that end is integrated in closed form. Absolute error below 1e-15; with both
 * bounds in a tail and r from 0 to .925 nothing cancels, and the relative error is as small; beyond .925 little does.
 *
 * Sources: Drezner & Wesolowsky (1990) J. of Statistical Computation and Simulation 35; Genz (2004) Statistics and Computing 14, equations 3 and 6.
 */

const rule = gaussLegendre(20)

/** P(X <= h, Y <= k). */
export function bivariateNormalLower(h: number, k: number, r: number): number {
  return bivariateNormalUpper(-h, -k, r)
}

/** P(X > h, Y > k). */
export function bivariateNormalUpper(h: number, k: number, r: number): number {
  if (!(r >= -1 && r <= 1) || Number.isNaN(h) || Number.isNaN(k)) return Number.NaN
  if (h === Infinity || k === Infinity) return 0
  if (h === -Infinity) return normalUpper(k)
  if (k === -Infinity) return normalUpper(h)
  return Math.min(1, Math.max(0, Math.abs(r) < 0.925 ? fromNone(h, k, r) : fromFull(h, k, r)))
}

/** phi(x, y; r) for |r| < 1. */
export function bivariateNormalDensity(x: number, y: number, r: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return 0
  const left = (1 - r) * (1 + r)
  return Math.exp(-((x - y) ** 2 + 2 * (1 - r) * x * y) / (2 * left)) / (2 * Math.PI * Math.sqrt(left))
}

/** Along r = sin(angle) from no correlation. */
function fromNone(h: number, k: number, r: number): number {
  const independent = normalUpper(h) * normalUpper(k)
  const squares = (h * h + k * k) / 2
  const change = integral(Math.asin(r), (angle) => {
    const sine = Math.sin(angle)
    return Math.exp((sine * h * k - squares) / (1 - sine * sine))
  })
  return independent + change / (2 * Math.PI)
}

/**
 * Along x = cos(angle) from full correlation of r's sign. The integrand is `exp(-gap²/2x²)` times a function of x² of which the powers up to x⁴
 * are integrated by parts, and the rest, which is small where the first factor is sharp, numerically.
 */
function fromFull(h: number, given: number, r: number): number {
  const sign = r < 0 ? -1 : 1
  const k = sign * given
  const full = sign > 0 ? normalUpper(Math.max(h, k)) : h < k ? between(h, k) : 0
  const end = Math.sqrt((1 - r) * (1 + r))
  if (end === 0) return full
  const gap = Math.abs(h - k)
  const half = (h * k) / 2
  const [square, fourth] = [(2 - half) / 4, ((2 - half) * (6 - half)) / 32]
  const edge = Math.exp(-(gap * gap) / (2 * end * end) - half)
  const zero = end * edge - gap * Math.sqrt(2 * Math.PI) * scaledTail(gap / end, half)
  const two = (end ** 3 * edge - gap * gap * zero) / 3
  const four = (end ** 5 * edge - gap * gap * two) / 5
  const rest = integral(end, (x) => {
    const sharp = -(gap * gap) / (2 * x * x)
    const root = Math.sqrt((1 - x) * (1 + x))
    return Math.exp(sharp - (2 * half) / (1 + root)) / root - Math.exp(sharp - half) * (1 + x * x * (square + fourth * x * x))
  })
  return full - (sign * (zero + square * two + fourth * four + rest)) / (2 * Math.PI)
}

/** P(h < Z <= k). */
function between(h: number, k: number): number {
  return h > 0 ? normalUpper(h) - normalUpper(k) : normalUpper(-k) - normalUpper(-h)
}

/** exp(-half) P(Z > z): the one may be huge where the other is tiny. */
function scaledTail(z: number, half: number): number {
  const tail = normalUpper(z)
  return tail === 0 ? 0 : Math.exp(Math.log(tail) - half)
}

/** From 0 to `end`. */
function integral(end: number, f: (x: number) => number): number {
  return (rule.nodes.reduce((sum, node, i) => sum + rule.weights[i]! * f((end * (1 + node)) / 2), 0) * end) / 2
}
