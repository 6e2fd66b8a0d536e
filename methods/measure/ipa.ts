import { completeRows, mapped, type Vector } from '../columns.ts'
import { symmetricInverse } from '../numbers/cholesky.ts'
import { correlationMatrix, covarianceMatrix } from '../numbers/covariance.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import { matrix } from '../numbers/matrix.ts'
import { MethodError, type Reason, type Result, type Warning } from '../result.ts'
import { mean, type MeanEstimate } from './mean.ts'
import type { CaseCovariances } from './regression.ts'

export type IpaQuadrant = 'concentrate' | 'keep-up' | 'low-priority' | 'possible-overkill'

export interface IpaAttribute {
  id: string
  importance: Vector
  performance: Vector
}

export interface IpaPoint {
  id: string
  importance: MeanEstimate
  performance: MeanEstimate
  quadrant: IpaQuadrant | null
  /** (importance - performance) / sqrt 2: distance above the 45-degree line; first things first. */
  priority: number | null
  reason: Reason | null
}

export interface Ipa extends Result {
  points: readonly IpaPoint[]
  crosshair: { importance: number; performance: number } | null
  /** Correlation of mean importance and mean performance over attributes; above .7 stated importance tells little of its own. */
  correlation: number | null
}

/**
 * Importance–performance analysis. The crosshair is the grand means (default), the medians of the attribute means, or a given
 * point; a value on the line counts as high.
 *
 * Source: Martilla & James (1977) J. Marketing 41(1).
 */
export function ipa(
  attributes: readonly IpaAttribute[],
  options: { crosshair?: 'means' | 'medians' | { importance: number; performance: number }; level?: number } = {},
): Ipa {
  if (attributes.length === 0) throw new MethodError('no-items', 'There must be at least one attribute')
  const rated = attributes.map(({ id, importance, performance }) => ({
    id,
    importance: mean(importance, options),
    performance: mean(performance, options),
  }))
  const known = rated.flatMap(({ importance, performance }) =>
    importance.value === null || performance.value === null ? [] : [{ importance: importance.value, performance: performance.value }],
  )
  const crosshair = crosshairOf(known, options.crosshair ?? 'means')
  const correlation = correlationOf(known.map((point) => point.importance), known.map((point) => point.performance))
  const warnings: Warning[] = correlation !== null && correlation > 0.7 ? [{ code: 'collinear', detail: { correlation } }] : []
  const length = attributes[0]!.importance.length
  const n = Math.max(...rated.map(({ performance }) => performance.n))
  return {
    method: 'ipa',
    n,
    missing: length - n,
    deletion: 'available',
    conventions: { crosshair: typeof options.crosshair === 'object' ? 'given' : (options.crosshair ?? 'means'), boundary: 'high' },
    points: rated.map((point) => placed(point, crosshair)),
    crosshair,
    correlation,
    reason: crosshair === null ? 'no-answers' : correlation === null ? (known.length < 2 ? 'too-few' : 'no-variance') : null,
    warnings,
  }
}

type Point = { importance: number; performance: number }

function crosshairOf(points: readonly Point[], rule: 'means' | 'medians' | Point): Point | null {
  if (typeof rule === 'object') return rule
  if (points.length === 0) return null
  const centre = (values: number[]) =>
    rule === 'means' ? values.reduce((sum, x) => sum + x, 0) / values.length : quantile(Float64Array.from(values).sort(), 0.5)
  return { importance: centre(points.map((p) => p.importance)), performance: centre(points.map((p) => p.performance)) }
}

function placed(rated: Pick<IpaPoint, 'id' | 'importance' | 'performance'>, crosshair: Point | null): IpaPoint {
  const importance = rated.importance.value
  const performance = rated.performance.value
  if (importance === null || performance === null || crosshair === null) {
    return { ...rated, quadrant: null, priority: null, reason: 'no-answers' }
  }
  return {
    ...rated,
    quadrant: quadrantOf({ importance, performance }, crosshair),
    priority: (importance - performance) / Math.SQRT2,
    reason: null,
  }
}

/** The quadrant of a point, whether its importance was stated or derived. */
export function quadrantOf(point: Point, crosshair: Point): IpaQuadrant {
  const important = point.importance >= crosshair.importance
  const good = point.performance >= crosshair.performance
  if (important) return good ? 'keep-up' : 'concentrate'
  return good ? 'possible-overkill' : 'low-priority'
}

export interface DerivedImportance extends Result {
  /** By attribute id. */
  values: Readonly<Record<string, number>> | null
}

/**
 * Importance derived from how performance goes with overall satisfaction, on complete cases: plain `correlation`,
 * `partial` correlation given all other attributes, or Deng's revised form, the partial correlation of ln(performance)
 * (`partial-log`; needs performance above 0). Negative values stay negative.
 *
 * Source: Deng (2007) Tourism Management 28.
 */
export function derivedImportance(
  overall: Vector,
  attributes: readonly { id: string; performance: Vector }[],
  options: { by?: 'correlation' | 'partial' | 'partial-log' } = {},
): DerivedImportance {
  const by = options.by ?? 'correlation'
  const logged = (values: Vector) => (by === 'partial-log' ? mapped(values, (x) => Math.log(x)) : values)
  const given = [overall, ...attributes.map(({ performance }) => logged(performance))]
  const rows = completeRows(given)
  const { matrix: covariances } = covarianceMatrix(given, rows)
  return derivedImportanceOfCovariances({ n: rows.length, missing: overall.length - rows.length, covariances }, attributes.map(({ id }) => id), { by })
}

/** The same from covariances of the complete cases, overall satisfaction first (from stored cells); for `partial-log` of the logarithms. */
export function derivedImportanceOfCovariances(
  { n, missing, covariances }: CaseCovariances,
  ids: readonly string[],
  options: { by?: 'correlation' | 'partial' | 'partial-log' } = {},
): DerivedImportance {
  const by = options.by ?? 'correlation'
  const k = ids.length + 1
  const r = n < 2 ? null : correlationMatrix(covariances, k)
  const found = r && (by === 'correlation' ? [...r.subarray(1, k)] : partials(r, k))
  return {
    method: 'derived-importance',
    n,
    missing,
    deletion: 'listwise',
    conventions: { by },
    values: found && Object.fromEntries(ids.map((id, j) => [id, found[j]!])),
    reason: found ? null : n === 0 ? 'no-answers' : n < 2 ? 'too-few' : r ? 'singular' : 'no-variance',
    warnings: [],
  }
}

/** Partial correlations of variable 0 with each other, `-c_0j / sqrt(c_00 c_jj)` from the inverse. */
function partials(r: Float64Array, k: number): number[] | null {
  const inverse = symmetricInverse(matrix(k, k, r))?.values
  if (!inverse) return null
  return Array.from({ length: k - 1 }, (_, j) => -inverse[j + 1]! / Math.sqrt(inverse[0]! * inverse[(j + 1) * (k + 1)]!))
}

function correlationOf(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2) return null
  return correlationMatrix(covarianceMatrix([a, b]).matrix, 2)?.[1] ?? null
}
