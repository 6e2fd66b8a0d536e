import { commonLength, type Columns, type Vector } from '../../columns.ts'
import { matrix, matrixOfRows } from '../../numbers/matrix.ts'
import { checkLevel, defaultLevel, MethodError, requireParameter, type Deletion, type Reason } from '../../result.ts'
import { checkSemModel, type SemModel, type SemTerm } from './semModel.ts'
import type { Distance } from './leastSquares.ts'
import { planOf, type EqualAcrossGroups, type SemPlan } from './semPlan.ts'
import { completePattern, patternsOf, unbiased, type Pattern } from './semSample.ts'
import { saturated, type Saturated } from './saturated.ts'

export interface SemOptions {
  /** What gives a factor its unit: the first item's loading of 1 (default), or a variance of 1. */
  identification?: 'marker' | 'unit-variance'
  /** Respondents with gaps: leave out (default), or use what they answered by full information maximum likelihood. */
  missing?: 'listwise' | 'fiml'
  /** The group of each respondent, null for none. */
  groups?: readonly (string | null)[]
  /** What is the same in every group. Without it, groups share the form of the model only. */
  equal?: readonly EqualAcrossGroups[]
  /** Parameters that may differ between groups all the same. */
  except?: readonly SemTerm[]
  /** Intercepts as parameters; by default with groups and with FIML only. */
  means?: boolean
  /** Divisor of the covariances: n (default; lavaan and Mplus), or n - 1 (LISREL and EQS; default of least squares). */
  divisor?: 'n' | 'n-1'
  /** For standard errors: expected (default), or observed (default with FIML and with `yuan-bentler`). */
  information?: 'expected' | 'observed'
  /**
   * Standard errors and a test that hold for answers that are not normal (Huber and White's errors): `satorra-bentler` for complete answers (MLM), `yuan-bentler`
   * with gaps too (MLR). Needs the answers themselves. `none` by default.
   */
  robust?: 'none' | 'satorra-bentler' | 'yuan-bentler'
  /** Maximum likelihood (default), generalised or unweighted least squares; for ordered answers see `semOrdinalStudy`. */
  estimator?: 'ml' | 'gls' | 'uls'
  /** Of the intervals of parameters; .95 by default. */
  level?: number
}

/** Means, covariances (divisor n - 1) and size of a sample whose answers are not at hand. */
export interface SampleMoments {
  ids: readonly string[]
  covariances: readonly (readonly number[])[]
  means?: readonly number[]
  n: number
}

export interface SemSettings {
  identification: 'marker' | 'unit-variance'
  missing: 'listwise' | 'fiml'
  equal: readonly EqualAcrossGroups[]
  means: boolean
  divisor: 'n' | 'n-1'
  information: 'expected' | 'observed'
  robust: 'none' | 'satorra-bentler' | 'yuan-bentler'
  estimator: 'ml' | 'gls' | 'uls' | 'dwls'
  level: number
}

export interface SemGroup {
  id: string
  n: number
  patterns: readonly Pattern[]
  saturated: Saturated
}

/** A model with its data, made ready once. `groups` is null where the data do not serve, and `reason` says why. */
export interface SemStudy {
  model: SemModel
  plan: SemPlan
  settings: SemSettings
  groups: readonly SemGroup[] | null
  /** How misfit is counted; null for maximum likelihood. */
  distance: Distance | null
  reason: Reason | null
  /** Group or item at fault. */
  at: string
  n: number
  missing: number
}

/**
 * Makes a model and its data ready for the functions of this folder. Data are columns by name (NaN for no answer), or the moments of one sample.
 * Throws for a model that cannot be set up (`semModelProblems`) and for an item without a column. Reasons: `no-answers`, `too-few` respondents in a
 * group for its items, `no-variance`, `singular` where an item follows from others, `not-converged` where the moments of data with gaps
 * do not settle.
 */
export function semStudy(data: Columns | SampleMoments, model: SemModel, options: SemOptions = {}): SemStudy {
  checkSemModel(model)
  const labels = [...new Set((options.groups ?? []).filter((label) => label !== null))].sort()
  requireParameter(!options.groups || labels.length > 0, 'Some respondent must belong to a group')
  const settings = settingsOf(options)
  const plan = planOf(model, { ...settings, groups: Math.max(1, labels.length), except: options.except ?? [] })
  const ids = plan.names.slice(0, plan.observed)
  const { members, length } = isMoments(data) ? fromMoments(data, ids, settings) : fromColumns(data, ids, labels, options, settings)
  const n = members.reduce((sum, group) => sum + group.n, 0)
  const distance = settings.estimator === 'gls' || settings.estimator === 'uls' ? { kind: settings.estimator } : null
  const head = { model, plan, settings, distance, n, missing: length - n }
  for (const { id, n: size, patterns } of members) {
    const lack = shortcoming(patterns, size, ids)
    if (lack) return { ...head, groups: null, reason: lack.reason, at: lack.item ?? id }
  }
  const groups: SemGroup[] = []
  for (const member of members) {
    const found = saturated(member.patterns, ids.length)
    if (!found) return { ...head, groups: null, reason: settings.missing === 'fiml' ? 'not-converged' : 'singular', at: member.id }
    groups.push({ ...member, saturated: found })
  }
  return { ...head, groups, reason: null, at: '' }
}

function settingsOf(options: SemOptions): SemSettings {
  const { identification = 'marker', missing = 'listwise', equal = [], robust = 'none', estimator = 'ml', divisor = estimator === 'ml' ? 'n' : 'n-1', level = defaultLevel } = options
  const { means = missing === 'fiml' || options.groups !== undefined, information = missing === 'fiml' || robust === 'yuan-bentler' ? 'observed' : 'expected' } = options
  checkLevel(level)
  requireParameter(missing === 'listwise' || (means && divisor === 'n'), 'FIML needs a mean structure and the divisor n')
  requireParameter(means || !equal.includes('intercepts'), 'Equal intercepts need a mean structure')
  requireParameter(robust === 'none' || divisor === 'n', 'Robust errors need the divisor n')
  requireParameter(robust !== 'satorra-bentler' || missing === 'listwise', 'With gaps take yuan-bentler')
  requireParameter(estimator === 'ml' || (!means && robust === 'none' && missing === 'listwise'), 'Least squares are for the covariances of one group')
  return { identification, missing, equal, means, divisor, information, robust, estimator, level }
}

type Member = Omit<SemGroup, 'saturated'>

function fromColumns(columns: Columns, ids: readonly string[], labels: readonly string[], { groups }: SemOptions, settings: SemSettings): { members: Member[]; length: number } {
  const given = ids.map((id): Vector => {
    const values = Object.hasOwn(columns, id) ? columns[id] : undefined
    if (!values) throw new MethodError('invalid-parameter', `There is no column for "${id}"`, { item: id })
    return values
  })
  const length = commonLength(given)
  if (groups && groups.length !== length) throw new MethodError('unequal-length', `${groups.length} groups do not go with ${length} respondents`)
  const members = (groups ? labels : ['']).map((id): Member => {
    const rows = Int32Array.from({ length }, (_, row) => row).filter((row) => !groups || groups[row] === id)
    const patterns = settings.missing === 'fiml' ? patternsOf(given, rows) : [completePattern(given, rows, settings.divisor)]
    return { id, patterns, n: patterns.reduce((sum, { n }) => sum + n, 0) }
  })
  return { members, length }
}

function isMoments(data: Columns | SampleMoments): data is SampleMoments {
  return Array.isArray(data['covariances']) && Array.isArray(data['covariances'][0]) && typeof data['n'] === 'number'
}

function fromMoments(data: SampleMoments, ids: readonly string[], settings: SemSettings): { members: Member[]; length: number } {
  const { n, means } = data
  requireParameter(Number.isInteger(n) && n >= 0, 'The size of the sample is whole')
  requireParameter(settings.missing === 'listwise' && settings.robust === 'none', 'FIML and robust errors need the answers themselves')
  requireParameter(!settings.means || means !== undefined, 'A mean structure needs means')
  const at = ids.map((id) => {
    const position = data.ids.indexOf(id)
    if (position < 0) throw new MethodError('invalid-parameter', `There is no covariance for "${id}"`, { item: id })
    return position
  })
  const full = matrixOfRows(data.covariances)
  const k = ids.length
  const covariances = matrix(k, k, at.flatMap((i) => at.map((j) => (full.values[i * full.columns + j]! * (n - 1)) / n)))
  const pattern: Pattern = { at: ids.map((_, i) => i), n, weight: n, covariances, means: Float64Array.from(at, (i) => means?.[i] ?? 0) }
  return { members: [{ id: '', n, patterns: [settings.divisor === 'n' ? pattern : unbiased(pattern)] }], length: n }
}

function shortcoming(patterns: readonly Pattern[], n: number, ids: readonly string[]): { reason: Reason; item?: string } | null {
  if (n === 0) return { reason: 'no-answers' }
  if (n <= ids.length) return { reason: 'too-few' }
  for (const [i, item] of ids.entries()) {
    const answered = patterns.filter(({ at }) => at.includes(i))
    if (answered.length === 0) return { reason: 'no-answers', item }
    const mean = answered[0]!.means[answered[0]!.at.indexOf(i)]!
    const varies = answered.some(({ at, means, covariances }) => {
      const place = at.indexOf(i)
      return covariances.values[place * (at.length + 1)]! > 1e-20 * mean * mean || Math.abs(means[place]! - mean) > 1e-10 * Math.abs(mean)
    })
    if (!varies) return { reason: 'no-variance', item }
  }
  return null
}

/** What every result on a study says of where it comes from. */
export function semHead(method: string, { settings, n, missing, plan }: SemStudy): {
  method: string
  n: number
  missing: number
  deletion: Deletion
  conventions: Record<string, number | string | boolean>
} {
  const { identification, divisor, information, level, means, equal, robust, estimator } = settings
  const conventions = { estimator: estimator.toUpperCase(), robust, identification, divisor, information, level, means, groups: plan.groups, equal: equal.join(' '), missing: settings.missing, exogenous: 'random' }
  return { method, n, missing, deletion: settings.missing === 'fiml' ? 'available' : 'listwise', conventions }
}
