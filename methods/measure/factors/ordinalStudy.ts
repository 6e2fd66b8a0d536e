import type { Columns, Vector } from '../../columns.ts'
import { MethodError, type Reason } from '../../result.ts'
import { ordinalData } from '../ordinalData.ts'
import { correlationErrors, correlationsOf, type PolychoricOptions } from '../polychoric.ts'
import { checkSemModel, type SemModel } from './semModel.ts'
import { planOf } from './semPlan.ts'
import type { SemGroup, SemSettings, SemStudy } from './semStudy.ts'

export interface OrdinalStudyOptions extends PolychoricOptions {
  identification?: 'marker' | 'unit-variance'
}

/** A study of ordered answers, and where the variables behind them are cut. */
export interface OrdinalStudy extends SemStudy {
  thresholds: Readonly<Record<string, Float64Array>> | null
  emptyCells: number
  positiveDefinite: boolean | null
}

/**
 * Makes a model of answers in steps ready for `semEstimate`: each answer shows in which of its steps a normal variable lies, and the model is of those
 * variables. Estimated by diagonally weighted least squares from polychoric correlations, with robust errors and a test shifted to mean and variance (the
 * estimator that Mplus and lavaan call WLSMV, thresholds free, variances 1). Complete cases, one group, up to twenty steps an item.
 *
 * Reasons: those of `ordinalData`; `improper` where a pair has no polychoric correlation; `too-few` respondents for the items; `singular` where a
 * correlation has no error.
 *
 * Sources: Muthén (1984) Psychometrika 49; Muthén, du Toit & Spisic (1997); Li (2016) Behavior Research Methods 48 for when to prefer it.
 */
export function semOrdinalStudy(columns: Columns, model: SemModel, options: OrdinalStudyOptions = {}): OrdinalStudy {
  checkSemModel(model)
  const { identification = 'marker', level = 0.95 } = options
  const settings: SemSettings = { identification, missing: 'listwise', equal: [], means: false, divisor: 'n-1', information: 'expected', robust: 'none', estimator: 'dwls', level }
  const plan = planOf(model, { ...settings, groups: 1, except: [] })
  const ids = plan.names.slice(0, plan.observed)
  const data = ordinalData(ids.map((id) => ({ id, answers: columnOf(columns, id) })))
  const head = { model, plan, settings, n: data.n, missing: data.missing }
  const nothing = (reason: Reason, at: string, emptyCells = 0): OrdinalStudy => ({ ...head, groups: null, distance: null, reason, at, thresholds: null, emptyCells, positiveDefinite: null })
  if (data.reason !== null) return nothing(data.reason, data.at)
  if (data.n <= ids.length) return nothing('too-few', '')
  const { correlations, pairs, emptyCells, positiveDefinite } = correlationsOf(data, options)
  const lost = pairs.find(({ r }) => r === null)
  if (!correlations) return nothing('improper', lost ? `${lost.b.id}, ${lost.a.id}` : '', emptyCells)
  const errors = correlationErrors(data, pairs)
  const blank = pairs.find((_, at) => !(errors.values[at * (pairs.length + 1)]! > 0))
  if (blank) return nothing('singular', blank.a.id, emptyCells)
  const saturated = { means: new Float64Array(ids.length), covariances: correlations, value: 0 }
  const group: SemGroup = { id: '', n: data.n, patterns: [], saturated }
  const thresholds = Object.fromEntries(data.items.map((item) => [item.id, item.thresholds]))
  return { ...head, groups: [group], distance: { kind: 'dwls', errors }, reason: null, at: '', thresholds, emptyCells, positiveDefinite }
}

function columnOf(columns: Columns, id: string): Vector {
  const values = Object.hasOwn(columns, id) ? columns[id] : undefined
  if (!values) throw new MethodError('invalid-parameter', `There is no column for "${id}"`, { item: id })
  return values
}
