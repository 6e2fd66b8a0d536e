import { completeRows, commonLength, pick, type Vector } from '../columns.ts'
import { chiSquareUpper, chiSquareUpperQuantile } from '../numbers/chiSquare.ts'
import { cholesky, choleskySolve, symmetricInverse } from '../numbers/cholesky.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import { normalQuantile, normalUpper } from '../numbers/normal.ts'
import { checkLevel, defaultLevel, MethodError, type Interval, type Reason, type Result, type Warning } from '../result.ts'

export interface FixedEffect {
  id: string
  estimate: number
  se: number
  z: number
  p: number
  interval: Interval
}

export interface RandomIntercept extends Result {
  groups: number
  /** The intercept first, then one a predictor. */
  effects: readonly FixedEffect[] | null
  /** Variance between groups. */
  between: number | null
  /** Variance within groups. */
  within: number | null
  /** Share of the variance that lies between groups, given the predictors; its interval by profile likelihood. */
  icc: { value: number; interval: Interval } | null
  /** −2 ln of the restricted (or full) likelihood. */
  deviance: number | null
  /** That groups do not differ: the drop of the deviance, halved chi-square with 1 df. */
  groupsTest: { statistic: number; p: number } | null
}

export type Likelihood = 'reml' | 'ml'

/**
 * A linear model whose intercept varies between groups: `y = X b + u_group + e`. `groups` names the group of each case (a code a
 * group; not finite = missing). Complete cases. Effects are tested by z, which is generous below some thirty groups (warning `approximate`).
 *
 * Null with a reason: nothing valid (`no-answers`), one group (`one-group`), no group with two cases or fewer cases than coefficients
 * (`too-few`), an outcome that does not vary (`no-variance`), predictors that determine each other (`singular`).
 *
 * Sources: Patterson & Thompson (1971) Biometrika 58; Laird & Ware (1982) Biometrics 38; Raudenbush & Bryk (2002) chapters 3 and 5; test of
 * the variance: Self & Liang (1987) JASA 82.
 */
export function randomIntercept(
  outcome: Vector,
  groups: Vector,
  predictors: readonly { id: string; values: Vector }[] = [],
  options: { likelihood?: Likelihood; level?: number } = {},
): RandomIntercept {
  const { likelihood = 'reml', level = defaultLevel } = options
  checkLevel(level)
  const all = [outcome, groups, ...predictors.map(({ values }) => values)]
  const total = commonLength(all)
  const rows = completeRows(all)
  const columns = [new Float64Array(rows.length).fill(1), ...predictors.map(({ values }) => pick(values, rows))]
  const data = grouped(pick(outcome, rows), pick(groups, rows), columns)
  const n = rows.length
  const k = columns.length
  const head = {
    method: 'random-intercept',
    n,
    missing: total - n,
    deletion: 'listwise' as const,
    conventions: { likelihood, level },
    groups: data.sizes.length,
  }
  const nothing = (reason: Reason): RandomIntercept => ({ ...head, effects: null, between: null, within: null, icc: null, deviance: null, groupsTest: null, reason, warnings: [] })
  if (n === 0) return nothing('no-answers')
  if (data.sizes.length < 2) return nothing('one-group')
  if (n <= k + 1 || data.sizes.every((size) => size === 1)) return nothing('too-few')
  const flat = solved(data, 0, likelihood)
  if (!flat) return nothing('singular')
  if (!(flat.within > 1e-24 * data.yy)) return nothing('no-variance')
  const ratio = likeliestRatio(data, likelihood)
  const best = solved(data, ratio, likelihood) ?? flat
  const covariance = symmetricInverse(best.information)
  if (!covariance) return nothing('singular')
  const drop = Math.max(0, flat.deviance - best.deviance)
  const ids = ['(intercept)', ...predictors.map(({ id }) => id)]
  const warnings: Warning[] = data.sizes.length < 30 ? [{ code: 'approximate', detail: { groups: data.sizes.length, wanted: 30 } }] : []
  return {
    ...head,
    effects: ids.map((id, j) => effectOf(id, best.coefficients[j]!, Math.sqrt(best.within * covariance.values[j * (k + 1)]!), level)),
    between: ratio * best.within,
    within: best.within,
    icc: { value: ratio / (1 + ratio), interval: profileInterval(data, likelihood, ratio, best.deviance, level) },
    deviance: best.deviance,
    groupsTest: { statistic: drop, p: drop === 0 ? 1 : chiSquareUpper(drop, 1) / 2 },
    reason: null,
    warnings,
  }
}

/**
 * A predictor within groups and between them: centred on its group's mean, beside that mean. The contextual effect is what the group's
 * mean adds beyond the case's own value, between − within. Source: Raudenbush & Bryk (2002) table 5.11; Kreft, de Leeuw & Aiken (1995).
 */
export function contextualEffect(
  outcome: Vector,
  groups: Vector,
  predictor: { id: string; values: Vector },
  options: { likelihood?: Likelihood; level?: number } = {},
): RandomIntercept & { contextual: FixedEffect | null } {
  const rows = completeRows([outcome, groups, predictor.values])
  const means = meansByGroup(predictor.values, groups, rows)
  const mean = Float64Array.from(groups, (group) => means.get(group) ?? Number.NaN)
  const centred = { id: `${predictor.id} within`, values: mean.map((m, i) => predictor.values[i]! - m) }
  const model = randomIntercept(outcome, groups, [centred, { id: `${predictor.id} between`, values: mean }], options)
  // With the value as it is beside the group's mean, the coefficient of the mean is the difference of the two.
  const raw = randomIntercept(outcome, groups, [predictor, { id: 'contextual', values: mean }], options)
  const contextual = raw.effects?.[2] ?? null
  return { ...model, contextual, reason: model.reason ?? (contextual === null ? (raw.reason ?? 'singular') : null) }
}

function meansByGroup(values: Vector, groups: Vector, rows: Int32Array): Map<number, number> {
  const sums = new Map<number, { sum: number; n: number }>()
  for (const row of rows) {
    const group = sums.get(groups[row]!) ?? { sum: 0, n: 0 }
    group.sum += values[row]!
    group.n++
    sums.set(groups[row]!, group)
  }
  return new Map([...sums].map(([group, { sum, n }]) => [group, sum / n]))
}

/** Cross products within all cases, and the sums of each group: all the likelihood needs. */
interface Grouped {
  n: number
  k: number
  xx: Matrix
  xy: Float64Array
  yy: number
  sizes: number[]
  /** Sums of each group: the columns, then the outcome. */
  sums: Float64Array[]
}

/** The outcome is centred, so that its sum of squares keeps its digits; the intercept gets the mean back. */
function grouped(y: Float64Array, groups: Float64Array, columns: readonly Float64Array[]): Grouped & { shift: number } {
  const k = columns.length
  const n = y.length
  const shift = y.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  const xx = matrix(k, k)
  const xy = new Float64Array(k)
  let yy = 0
  const byGroup = new Map<number, { size: number; sums: Float64Array }>()
  for (let i = 0; i < n; i++) {
    const value = y[i]! - shift
    const group = byGroup.get(groups[i]!) ?? { size: 0, sums: new Float64Array(k + 1) }
    byGroup.set(groups[i]!, group)
    group.size++
    group.sums[k]! += value
    yy += value * value
    for (let j = 0; j < k; j++) {
      const x = columns[j]![i]!
      group.sums[j]! += x
      xy[j]! += x * value
      for (let m = 0; m < k; m++) xx.values[j * k + m]! += x * columns[m]![i]!
    }
  }
  return { n, k, xx, xy, yy, shift, sizes: [...byGroup.values()].map(({ size }) => size), sums: [...byGroup.values()].map(({ sums }) => sums) }
}

interface Solved {
  coefficients: Float64Array
  /** X' V⁻¹ X, in units of the variance within. */
  information: Matrix
  within: number
  deviance: number
}

/** The model at a given ratio of the variance between to the variance within; null where predictors determine each other. */
function solved(data: Grouped & { shift: number }, ratio: number, likelihood: Likelihood): Solved | null {
  const { n, k, sizes, sums, shift } = data
  const information = matrix(k, k, data.xx.values)
  const right = Float64Array.from(data.xy)
  let squares = data.yy
  let logDeterminant = 0
  for (const [g, size] of sizes.entries()) {
    const shrink = ratio / (1 + size * ratio)
    logDeterminant += Math.log1p(size * ratio)
    const own = sums[g]!
    squares -= shrink * own[k]! ** 2
    for (let j = 0; j < k; j++) {
      right[j]! -= shrink * own[j]! * own[k]!
      for (let m = 0; m < k; m++) information.values[j * k + m]! -= shrink * own[j]! * own[m]!
    }
  }
  const factor = cholesky(information)
  if (!factor) return null
  const coefficients = choleskySolve(factor, right)
  const rest = squares - coefficients.reduce((sum, b, j) => sum + b * right[j]!, 0)
  const df = likelihood === 'reml' ? n - k : n
  const within = rest / df
  let deviance = df * (1 + Math.log(2 * Math.PI * within)) + logDeterminant
  if (likelihood === 'reml') for (let j = 0; j < k; j++) deviance += 2 * Math.log(factor.values[j * (k + 1)]!)
  coefficients[0]! += shift
  return { coefficients, information, within, deviance }
}

/** The ratio of least deviance: golden section on ratio / (1 + ratio) after a look at the whole range, then to the last digits. */
function likeliestRatio(data: Grouped & { shift: number }, likelihood: Likelihood): number {
  const deviance = (icc: number) => solved(data, icc / (1 - icc), likelihood)?.deviance ?? Infinity
  const grid = Array.from({ length: 200 }, (_, i) => i / 200)
  const heights = grid.map(deviance)
  const lowest = heights.indexOf(Math.min(...heights))
  const found = settled(deviance, grid[Math.max(0, lowest - 1)]!, grid[Math.min(199, lowest + 1)]!)
  const icc = deviance(0) <= deviance(found) ? 0 : found
  return icc / (1 - icc)
}

/** Where the slope changes sign: bisection on central differences keeps more digits than a comparison of values. */
function settled(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let round = 0; round < 40; round++) {
    const [a, b] = [low + 0.382 * (high - low), low + 0.618 * (high - low)]
    if (f(a) <= f(b)) high = b
    else low = a
  }
  const reach = Math.max(1e-4, 1e-3 * low)
  const slope = (x: number) => (f(x + reach) - 8 * f(x + reach / 2) + 8 * f(x - reach / 2) - f(x - reach)) / reach
  ;[low, high] = [Math.max(reach, low - reach), high + reach]
  if (!(slope(low) > 0 !== slope(high) > 0)) return (low + high) / 2
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (slope(middle) > 0 === slope(high) > 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** ICCs whose deviance lies within the chi-square's reach of the least. */
function profileInterval(data: Grouped & { shift: number }, likelihood: Likelihood, ratio: number, least: number, level: number): Interval {
  const reach = chiSquareUpperQuantile(1 - level, 1)
  const excess = (icc: number) => (solved(data, icc / (1 - icc), likelihood)?.deviance ?? Infinity) - least - reach
  const best = ratio / (1 + ratio)
  const crossing = (inside: number, outside: number) => {
    let [near, far] = [inside, outside]
    for (let round = 0; round < 60; round++) {
      const middle = (near + far) / 2
      if (excess(middle) > 0) far = middle
      else near = middle
    }
    return (near + far) / 2
  }
  return { level, lower: excess(0) <= 0 ? 0 : crossing(best, 0), upper: crossing(best, 1 - 1e-12) }
}

function effectOf(id: string, estimate: number, se: number, level: number): FixedEffect {
  const z = estimate / se
  const reach = -normalQuantile((1 - level) / 2) * se
  return { id, estimate, se, z, p: 2 * normalUpper(Math.abs(z)), interval: { level, lower: estimate - reach, upper: estimate + reach } }
}

/** Throws unless groups are told by codes, one a case. */
export function groupCodes(names: readonly (string | null)[]): Float64Array {
  if (names.length === 0) throw new MethodError('invalid-parameter', 'Groups are told case by case')
  const codes = new Map<string, number>()
  return Float64Array.from(names, (name) => {
    if (name === null) return Number.NaN
    const code = codes.get(name) ?? codes.size
    codes.set(name, code)
    return code
  })
}
