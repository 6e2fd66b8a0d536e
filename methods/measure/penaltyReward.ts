import type { Vector } from '../columns.ts'
import { MethodError, requireParameter, type Reason, type Result, type Warning } from '../result.ts'
import { regression, type Coefficient, type Predictor } from './regression.ts'

/** What an attribute is to satisfaction: its lack costs more than its excellence brings (basic), the other way round (excitement), about the same (performance). */
export type Factor = 'basic' | 'performance' | 'excitement' | 'none'

export interface RatedAttribute {
  id: string
  performance: Vector
  scale: { min: number; max: number }
}

export interface PenaltyRewardPoint {
  id: string
  /** Answers up to `low` count as low, from `high` on as high. */
  low: number
  high: number
  /** Change of the outcome where performance is low instead of middling; null where nobody, or everybody, rated low. */
  penalty: Coefficient | null
  /** Change of the outcome where performance is high instead of middling. */
  reward: Coefficient | null
  factor: Factor | null
  reason: Reason | null
}

export interface PenaltyReward extends Result {
  r2: number | null
  points: readonly PenaltyRewardPoint[] | null
}

/**
 * Penalty–reward contrasts: the outcome regressed on two dummies an attribute, one for low and one for high performance, together for
 * all attributes, on complete cases. Low is the lowest third of the scale's width, high its uppermost sixth (1–4 and 9–10 of ten
 * points, 1–3 and 6–7 of seven); other cuts by `options`.
 *
 * Factor: `basic` where |penalty| exceeds |reward| and their intervals do not overlap, `excitement` the other way round,
 * `performance` where they overlap, `none` where neither differs from nil.
 *
 * Source: Brandt (1987) in Surprenant (ed.) Add Value to Your Service, 61–65; Matzler & Sauerwein (2002) IJSIM 13(4).
 */
export function penaltyReward(
  outcome: Vector,
  attributes: readonly RatedAttribute[],
  options: { level?: number; low?: number; high?: number } = {},
): PenaltyReward {
  if (attributes.length === 0) throw new MethodError('no-items', 'There must be at least one attribute')
  const cut = attributes.map((attribute) => ({ ...attribute, ...cutsOf(attribute, options) }))
  const complete = Array.from(outcome, (y, i) => Number.isFinite(y) && cut.every(({ performance }) => Number.isFinite(performance[i]!)))
  const dummies = cut.flatMap(({ id, performance, low, high }): Predictor[] => [
    { id: `${id} low`, values: dummy(performance, complete, (x) => x <= low) },
    { id: `${id} high`, values: dummy(performance, complete, (x) => x >= high) },
  ])
  const usable = dummies.filter(({ values }) => varies(values))
  const shared = { method: 'penalty-reward', deletion: 'listwise' as const }
  const n = complete.filter(Boolean).length
  const conventions = { low: options.low ?? 'min + width / 3', high: options.high ?? 'max - width / 6', level: options.level ?? 0.95 }
  const nothing = (reason: Reason): PenaltyReward => ({ ...shared, n, missing: outcome.length - n, conventions, r2: null, points: null, reason, warnings: [] })
  if (usable.length === 0) return nothing(n === 0 ? 'no-answers' : 'no-variance')
  const fit = regression(outcome, usable, options)
  if (fit.slopes === null) return nothing(fit.reason ?? 'singular')
  const slopes = new Map(fit.slopes.map((slope) => [slope.id, slope]))
  const points = cut.map(({ id, low, high }): PenaltyRewardPoint => {
    const penalty = slopes.get(`${id} low`) ?? null
    const reward = slopes.get(`${id} high`) ?? null
    const factor = penalty && reward ? factorOf(penalty, reward) : null
    return { id, low, high, penalty, reward, factor, reason: factor === null ? 'no-variance' : null }
  })
  const warnings: Warning[] = fit.warnings.filter(({ code }) => code === 'small-sample')
  return { ...shared, n: fit.n, missing: fit.missing, conventions, r2: fit.r2, points, reason: null, warnings }
}

function cutsOf({ scale: { min, max } }: RatedAttribute, { low, high }: { low?: number; high?: number }): { low: number; high: number } {
  requireParameter(max > min, 'The end of a scale lies above its start')
  const cuts = { low: low ?? min + (max - min) / 3 + 1e-9, high: high ?? max - (max - min) / 6 - 1e-9 }
  requireParameter(cuts.low < cuts.high, 'The cut for low performance lies below the one for high performance')
  return { low: low ?? Math.floor(cuts.low), high: high ?? Math.ceil(cuts.high) }
}

function dummy(performance: Vector, complete: readonly boolean[], holds: (x: number) => boolean): Float64Array {
  return Float64Array.from(complete, (counts, i) => (counts ? Number(holds(performance[i]!)) : Number.NaN))
}

function varies(values: Vector): boolean {
  return Array.from(values).some((x) => x === 1) && Array.from(values).some((x) => x === 0)
}

function factorOf(penalty: Coefficient, reward: Coefficient): Factor {
  const holdsNil = ({ interval }: Coefficient) => interval.lower <= 0 && interval.upper >= 0
  if (holdsNil(penalty) && holdsNil(reward)) return 'none'
  // What low performance takes away and high performance adds, both counted as gains of doing better.
  const loss = { value: -penalty.estimate, lower: -penalty.interval.upper, upper: -penalty.interval.lower }
  const gain = { value: reward.estimate, lower: reward.interval.lower, upper: reward.interval.upper }
  if (loss.lower > gain.upper) return 'basic'
  return gain.lower > loss.upper ? 'excitement' : 'performance'
}
