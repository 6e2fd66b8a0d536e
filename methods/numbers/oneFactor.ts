import type { Matrix } from './matrix.ts'

export interface OneFactor {
  /** In the units of the items; the factor has variance 1. */
  loadings: Float64Array
  /** Residual variances. */
  residuals: Float64Array
  iterations: number
  /** An item is all factor: its residual variance ran to zero (Heywood case). */
  improper: boolean
}

/**
 * One factor by maximum likelihood on a k × k covariance matrix, k >= 3, by EM steps that are exact for this model; null
 * when 200,000 steps do not settle it. Multiply the covariances by (n-1)/n beforehand for the n-divisor likelihood.
 *
 * Source: Rubin & Thayer (1982) Psychometrika 47, 69–76.
 */
export function oneFactor(s: Matrix): OneFactor | null {
  const k = s.rows
  const variance = Float64Array.from({ length: k }, (_, i) => s.values[i * k + i]!)
  const loadings = start(s, variance)
  const residuals = variance.map((v) => v / 2)
  const reached = new Float64Array(k)
  for (let iterations = 1; iterations <= 2e5; iterations++) {
    let strength = 1
    for (let i = 0; i < k; i++) strength += loadings[i]! ** 2 / residuals[i]!
    let explained = 0
    for (let i = 0; i < k; i++) {
      let sum = 0
      for (let j = 0; j < k; j++) sum += (s.values[i * k + j]! * loadings[j]!) / residuals[j]!
      reached[i] = sum / strength
      explained += (loadings[i]! / residuals[i]! / strength) * reached[i]!
    }
    const spread = explained + 1 / strength
    let change = 0
    for (let i = 0; i < k; i++) {
      const loading = reached[i]! / spread
      change = Math.max(change, Math.abs(loading - loadings[i]!) / Math.sqrt(variance[i]!))
      loadings[i] = loading
      residuals[i] = Math.max(variance[i]! - loading * reached[i]!, 1e-9 * variance[i]!)
    }
    if (change < 1e-14) return { loadings, residuals, iterations, improper: false }
    if (iterations % 1000 === 0) {
      const heywood = residuals.findIndex((r, i) => r < 1e-3 * variance[i]!)
      if (heywood >= 0) return { ...onBoundary(s, heywood), iterations, improper: true }
    }
  }
  return null
}

/** The limit that EM only creeps towards: item i is the factor itself, and the others load on it as they covary with it. */
function onBoundary(s: Matrix, i: number): Pick<OneFactor, 'loadings' | 'residuals'> {
  const k = s.rows
  const loadings = Float64Array.from({ length: k }, (_, j) => s.values[i * k + j]! / Math.sqrt(s.values[i * k + i]!))
  return { loadings, residuals: loadings.map((l, j) => (j === i ? 0 : s.values[j * k + j]! - l * l)) }
}

/** Loadings by the sums of rows: all of one sign with the majority. */
function start(s: Matrix, variance: Float64Array): Float64Array {
  const k = s.rows
  return variance.map((v, i) => {
    let sum = 0
    for (let j = 0; j < k; j++) sum += s.values[i * k + j]!
    return (sum < 0 ? -0.7 : 0.7) * Math.sqrt(v)
  })
}
