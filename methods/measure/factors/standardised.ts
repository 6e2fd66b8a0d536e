import { matrix, type Matrix } from '../../numbers/matrix.ts'
import { valueOf, type Implied } from './implied.ts'
import type { Cell, SemPlan } from './semPlan.ts'

/** A function of the free parameters: its value, and its derivatives by them. */
export interface Derived {
  value: number
  slopes: Float64Array
}

/** Standard error by the delta method; null where the variance comes out negative. */
export function deltaError(slopes: Float64Array, covariances: Matrix): number | null {
  const q = slopes.length
  let sum = 0
  for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) sum += slopes[i]! * slopes[j]! * covariances.values[i * q + j]!
  return sum >= -1e-12 ? Math.sqrt(Math.max(0, sum)) : null
}

/** What one group's cells are in units of standard deviations, with derivatives. */
export interface Standardiser {
  /**
   * Loadings and paths by the standard deviations at both ends, variances by the total variance, covariances by the residual standard deviations,
   * intercepts by the standard deviation. Null where one of those is not positive.
   */
  cell: (cell: Cell) => Derived | null
  /** Derivatives of the variance of a variable. */
  varianceSlopes: (variable: number) => Float64Array
}

export function standardiser(plan: SemPlan, group: number, implied: Implied, parameters: ArrayLike<number>): Standardiser {
  const { effects: e, all, residual, paths } = implied
  const v = paths.rows
  const free = plan.cells.filter((cell) => cell.group === group && cell.free >= 0)
  const slopes = matrix(v, plan.size)
  for (const { kind, from, to, free: at } of free) {
    if (kind === 'intercept') continue
    for (let a = 0; a < v; a++) {
      const reach = e.values[a * v + to]!
      if (reach === 0) continue
      const moved = kind !== 'covariance' ? 2 * reach * all.values[a * v + from]! : reach * e.values[a * v + from]! * (from === to ? 1 : 2)
      slopes.values[a * plan.size + at]! += moved
    }
  }
  const variance = (i: number) => all.values[i * (v + 1)]!
  const varianceSlopes = (i: number) => slopes.values.subarray(i * plan.size, (i + 1) * plan.size)
  const own = new Map(free.filter(({ kind, from, to }) => kind === 'covariance' && from === to).map((cell) => [cell.to, cell.free]))
  const residualVariance = (i: number) => residual.values[i * (v + 1)]!
  const residualSlopes = (i: number) => Float64Array.from({ length: plan.size }, (_, at) => (own.get(i) === at ? 1 : 0))
  /** value · product of powers of variances */
  const scaled = (cell: Cell, by: readonly { variance: number; slopes: Float64Array; power: number }[]): Derived | null => {
    if (by.some((factor) => !(factor.variance > 0))) return null
    const scale = by.reduce((product, factor) => product * factor.variance ** factor.power, 1)
    const value = valueOf(cell, parameters) * scale
    const total = new Float64Array(plan.size)
    if (cell.free >= 0) total[cell.free] = scale
    for (const factor of by) for (let at = 0; at < plan.size; at++) total[at]! += (value * factor.power * factor.slopes[at]!) / factor.variance
    return { value, slopes: total }
  }
  const whole = (i: number, power: number) => ({ variance: variance(i), slopes: varianceSlopes(i), power })
  const left = (i: number, power: number) => ({ variance: residualVariance(i), slopes: residualSlopes(i), power })
  return {
    varianceSlopes,
    cell: (cell) => {
      if (cell.kind === 'intercept') return scaled(cell, [whole(cell.to, -0.5)])
      if (cell.kind !== 'covariance') return scaled(cell, [whole(cell.from, 0.5), whole(cell.to, -0.5)])
      return cell.from === cell.to ? scaled(cell, [whole(cell.to, -1)]) : scaled(cell, [left(cell.from, -0.5), left(cell.to, -0.5)])
    },
  }
}
