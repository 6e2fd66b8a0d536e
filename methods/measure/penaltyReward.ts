import { mapped, type Vector } from '../columns.ts'
import { MethodError, requireParameter, type Reason, type Result } from '../result.ts'
import { submatrix, matrix } from '../numbers/matrix.ts'
import { regression, regressionOfCovariances, type CaseCovariances, type Coefficient, type PlainCoefficient, type Predictor } from './regression.ts'

/** What an attribute is to satisfaction: its lack costs more than its excellence brings (basic), the other way round (excitement), about the same (performance). */
export type Factor = 'basic' | 'performance' | 'excitement' | 'none'

export interface RatedAttribute {
  id: string
  performance: Vector
  scale: { min: number; max: number }
}

export interface PenaltyRewardPoint<C extends PlainCoefficient = Coefficient> {
  id: string
  /** Answers up to `low` count as low, from `high` on as high. */
  low: number
  high: number
  /** Change of the outcome where performance is low instead of middling; null where nobody, or everybody, rated low. */
  penalty: C | null
  /** Change of the outcome where performance is high instead of middling. */
  reward: C | null
  factor: Factor | null
  reason: Reason | null
}

export interface PenaltyReward<C extends PlainCoefficient = Coefficient> extends Result {
  r2: number | null
  points: readonly PenaltyRewardPoint<C>[] | null
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
  options: PenaltyRewardOptions = {},
): PenaltyReward {
  const { columns, ids } = penaltyRewardColumns(outcome, attributes, options)
  const dummies = ids.map((id, at): Predictor => ({ id, values: columns[at + 1]! }))
  const usable = dummies.filter(({ values }) => varies(values))
  const n = columns[0]!.filter((x) => Number.isFinite(x)).length
  const fit = usable.length === 0 ? null : regression(outcome, usable, options)
  return { ...pointsOf(fit, attributes, options, { n, missing: outcome.length - n }), warnings: (fit?.warnings ?? []).filter(({ code }) => code === 'small-sample') }
}

export type PenaltyRewardOptions = { level?: number; low?: number; high?: number }

/**
 * What the contrasts are regressed from, NaN for incomplete cases: the outcome, then two columns of 0 and 1 an attribute, low and high.
 * Their sums and products are all that `penaltyRewardOfCovariances` needs.
 */
export function penaltyRewardColumns(outcome: Vector, attributes: readonly RatedAttribute[], options: PenaltyRewardOptions = {}): { columns: Float64Array[]; ids: string[] } {
  if (attributes.length === 0) throw new MethodError('no-items', 'There must be at least one attribute')
  const complete = mapped(outcome, (y, i) => attributes.reduce((sum, { performance }) => sum + performance[i]!, y))
  const given = (values: Vector, make: (x: number) => number) => mapped(values, (x, i) => (Number.isFinite(complete[i]) ? make(x) : Number.NaN))
  const dummies = attributes.flatMap((attribute) => {
    const { low, high } = cutsOf(attribute, options)
    return [given(attribute.performance, (x) => Number(x <= low)), given(attribute.performance, (x) => Number(x >= high))]
  })
  return { columns: [given(outcome, (y) => y), ...dummies], ids: idsOf(attributes) }
}

/** The same from covariances of these columns (from stored cells). */
export function penaltyRewardOfCovariances(
  { n, missing, covariances }: CaseCovariances,
  attributes: readonly Omit<RatedAttribute, 'performance'>[],
  options: PenaltyRewardOptions = {},
): PenaltyReward<PlainCoefficient> {
  const ids = idsOf(attributes)
  const size = ids.length + 1
  const usable = ids.flatMap((id, at) => (covariances[(at + 1) * (size + 1)]! > 0 ? [{ id, at: at + 1 }] : []))
  const chosen = submatrix(matrix(size, size, covariances), [0, ...usable.map(({ at }) => at)]).values
  const fit = usable.length === 0 ? null : regressionOfCovariances({ n, missing, covariances: chosen }, usable.map(({ id }) => id), options)
  return pointsOf(fit, attributes, options, { n, missing })
}

function idsOf(attributes: readonly { id: string }[]): string[] {
  return attributes.flatMap(({ id }) => [`${id} low`, `${id} high`])
}

type Fit<C extends PlainCoefficient> = { slopes: readonly C[] | null; r2: number | null; reason: Reason | null }

function pointsOf<C extends PlainCoefficient>(
  fit: Fit<C> | null,
  attributes: readonly Omit<RatedAttribute, 'performance'>[],
  options: PenaltyRewardOptions,
  { n, missing }: { n: number; missing: number },
): PenaltyReward<C> {
  const conventions = { low: options.low ?? 'min + width / 3', high: options.high ?? 'max - width / 6', level: options.level ?? 0.95 }
  const head = { method: 'penalty-reward', n, missing, deletion: 'listwise' as const, conventions, warnings: [] }
  if (fit?.slopes == null) return { ...head, r2: null, points: null, reason: n === 0 ? 'no-answers' : fit === null ? 'no-variance' : (fit.reason ?? 'singular') }
  const slopes = new Map(fit.slopes.map((slope) => [slope.id, slope]))
  const points = attributes.map((attribute): PenaltyRewardPoint<C> => {
    const { id } = attribute
    const penalty = slopes.get(`${id} low`) ?? null
    const reward = slopes.get(`${id} high`) ?? null
    const factor = penalty && reward ? factorOf(penalty, reward) : null
    return { id, ...cutsOf(attribute, options), penalty, reward, factor, reason: factor === null ? 'no-variance' : null }
  })
  return { ...head, r2: fit.r2, points, reason: null }
}

function cutsOf({ scale: { min, max } }: Pick<RatedAttribute, 'scale'>, { low, high }: { low?: number; high?: number }): { low: number; high: number } {
  requireParameter(max > min, 'The end of a scale lies above its start')
  const cuts = { low: low ?? min + (max - min) / 3 + 1e-9, high: high ?? max - (max - min) / 6 - 1e-9 }
  requireParameter(cuts.low < cuts.high, 'The cut for low performance lies below the one for high performance')
  return { low: low ?? Math.floor(cuts.low), high: high ?? Math.ceil(cuts.high) }
}

function varies(values: Vector): boolean {
  return Array.from(values).some((x) => x === 1) && Array.from(values).some((x) => x === 0)
}

function factorOf(penalty: PlainCoefficient, reward: PlainCoefficient): Factor {
  const holdsNil = ({ interval }: PlainCoefficient) => interval.lower <= 0 && interval.upper >= 0
  if (holdsNil(penalty) && holdsNil(reward)) return 'none'
  // What low performance takes away and high performance adds, both counted as gains of doing better.
  const loss = { value: -penalty.estimate, lower: -penalty.interval.upper, upper: -penalty.interval.lower }
  const gain = { value: reward.estimate, lower: reward.interval.lower, upper: reward.interval.upper }
  if (loss.lower > gain.upper) return 'basic'
  return gain.lower > loss.upper ? 'excitement' : 'performance'
}
