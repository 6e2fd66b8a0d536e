import { completeRows, pick, type Columns } from '../../columns.ts'
import { randomStream } from '../../numbers/random.ts'
import { defaultLevel, requireParameter, type Interval, type Reason, type Result } from '../../result.ts'
import { accelerationOfLeft, bootstrapInterval } from '../bootstrapInterval.ts'
import { semEffects } from './effects.ts'
import { semEstimate } from './semEstimate.ts'
import type { SemModel } from './semModel.ts'
import { semHead, semStudy, type SemOptions, type SemStudy } from './semStudy.ts'

export interface SemBootstrapOptions extends Omit<SemOptions, 'identification' | 'robust'> {
  resamples?: number
  seed?: number
  /** Percentile by default; `bca` corrects for bias and skewness and estimates once more per respondent. */
  interval?: 'percentile' | 'bca'
  /** Hears how far it is, as a share in [0, 1]. */
  progress?: (share: number) => void
}

/** Effects of a structural model with bootstrap intervals. */
export interface SemBootstrap extends Result {
  /** Resamples drawn. */
  resamples: number
  /** Resamples that could not be estimated or came out inadmissible, by reason: they are left out. */
  failures: Partial<Record<Reason, number>>
  effects: BootstrappedEffect[] | null
}

export interface BootstrappedEffect {
  group: string
  from: string
  to: string
  kind: 'direct' | 'indirect' | 'total'
  estimate: number
  /** Standard deviation over resamples. */
  se: number | null
  interval: Interval | null
  reason: Reason | null
}

/**
 * Direct, indirect and total effects of a structural model with intervals from resampled respondents, each group drawn by itself: the product of two
 * estimates is skewed, which `semEffects` leaves out of account. The first item of a factor gives its unit, so that no resample turns a
 * factor round. Each resample has a random stream of its own. Null with the reason of the estimate; fewer than two resamples that could be
 * estimated: `too-few`. BCa draws on respondents who answered everything, or with `fiml` anything.
 *
 * Sources: Bollen & Stine (1990) Sociological Methodology 20; Efron & Tibshirani (1993), sections 13.3 and 14.3.
 */
export function semBootstrap(columns: Columns, model: SemModel, options: SemBootstrapOptions = {}): SemBootstrap {
  const { resamples = 1000, seed = 1, interval = 'percentile', progress = () => {}, groups = null, level = defaultLevel, ...settings } = options
  requireParameter(Number.isInteger(resamples) && resamples > 1, 'A bootstrap needs a whole number of resamples above 1')
  const within = { ...settings, level }
  const study = semStudy(columns, model, { ...within, ...(groups && { groups }) })
  const { list, reason } = effectsOf(study)
  const head = semHead('sem-bootstrap', study)
  const shared = { ...head, conventions: { ...head.conventions, resamples, seed, interval }, resamples }
  if (list === null) return { ...shared, failures: {}, effects: null, reason, warnings: [] }
  const members = membersOf(columns, study, groups)
  const again = (rows: Int32Array): Outcome => {
    const chosen = Object.fromEntries(idsOf(study).map((id) => [id, pick(columns[id]!, rows)]))
    const found = effectsOf(semStudy(chosen, model, { ...within, ...(groups && { groups: Array.from(rows, (row) => groups[row]!) }) }))
    return found.list === null ? found.reason! : found.isImproper ? 'improper' : Float64Array.from(found.list, ({ value }) => value)
  }
  const drawn = collected(resamples, (r) => {
    progress(r / resamples)
    return again(resampled(members, randomStream(seed, r).whole))
  })
  const everybody = Int32Array.from(members.flatMap((rows) => [...rows]))
  const left = interval === 'bca' ? collected(everybody.length, (i) => again(everybody.filter((_row, at) => at !== i))) : null
  const effects = list.map(({ value, ...place }, at): BootstrappedEffect => {
    const sample = drawn.column(at).sort()
    if (sample.length < 2) return { ...place, estimate: value, se: null, interval: null, reason: 'too-few' }
    const limits = bootstrapInterval(sample, value, left && accelerationOfLeft(left.column(at)), level)
    return { ...place, estimate: value, se: deviation(sample), interval: limits, reason: limits === null ? 'out-of-range' : null }
  })
  const failed = resamples - drawn.kept
  const warnings = failed > 0 ? [{ code: 'resamples-failed' as const, detail: { failed, resamples } }] : []
  return { ...shared, failures: drawn.failures, effects, reason: null, warnings }
}

type Placed = Omit<BootstrappedEffect, 'estimate' | 'se' | 'interval' | 'reason'> & { value: number }
type Outcome = Float64Array | Reason

function effectsOf(study: SemStudy): { list: Placed[] | null; isImproper: boolean; reason: Reason | null } {
  const estimate = semEstimate(study)
  const { effects, reason } = semEffects(study, estimate)
  const list = effects?.flatMap(({ group, from, to, direct, indirect, total }) =>
    ([['direct', direct], ['indirect', indirect], ['total', total]] as const).flatMap(([kind, one]): Placed[] => (one ? [{ group, from, to, kind, value: one.value }] : [])),
  )
  return { list: list ?? null, isImproper: estimate.warnings.some(({ code }) => code === 'improper'), reason }
}

function idsOf({ plan }: SemStudy): readonly string[] {
  return plan.names.slice(0, plan.observed)
}

/** The rows that a resample draws from, group by group. */
function membersOf(columns: Columns, study: SemStudy, labels: readonly (string | null)[] | null): Int32Array[] {
  const given = idsOf(study).map((id) => columns[id]!)
  const all = Int32Array.from({ length: given[0]!.length }, (_, row) => row)
  const answered = study.settings.missing === 'listwise' ? completeRows(given) : all.filter((row) => given.some((values) => Number.isFinite(values[row])))
  return study.groups!.map(({ id }) => (labels === null ? answered : answered.filter((row) => labels[row] === id)))
}

function resampled(members: readonly Int32Array[], whole: (below: number) => number): Int32Array {
  return Int32Array.from(members.flatMap((rows) => Array.from(rows, () => rows[whole(rows.length)]!)))
}

function collected(count: number, outcomeOf: (at: number) => Outcome): { kept: number; failures: Partial<Record<Reason, number>>; column: (at: number) => Float64Array } {
  const found: Float64Array[] = []
  const failures: Partial<Record<Reason, number>> = {}
  for (let at = 0; at < count; at++) {
    const outcome = outcomeOf(at)
    if (typeof outcome === 'string') failures[outcome] = (failures[outcome] ?? 0) + 1
    else found.push(outcome)
  }
  return { kept: found.length, failures, column: (at) => Float64Array.from(found, (values) => values[at]!) }
}

function deviation(sample: Float64Array): number {
  const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length
  return Math.sqrt(sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1))
}
