import { MethodError, requireParameter, type Reason, type Result } from '../../result.ts'
import { availableFit } from './availableCases.ts'
import { studyMoments } from './covariances.ts'
import { parameterFinder } from './parameters.ts'
import { blockItems } from './plan.ts'
import { composites } from './scores.ts'
import { headOf, type PlsStudy } from './study.ts'

/** Stone–Geisser's Q² of every reflective construct with predecessors. */
export interface Blindfolding extends Result {
  constructs: BlindfoldedConstruct[]
}

export interface BlindfoldedConstruct {
  id: string
  /** `1 - sse / sso`: above 0 the model foretells the construct's items better than their means do. */
  q2: number | null
  /** Squared errors of the omitted answers, foretold by the model and by the mean, in the study's metric. */
  sse: number | null
  sso: number | null
  reason: Reason | null
}

export interface BlindfoldingOptions {
  /** Every so many answers (or respondents) one is left out; 7 by default, 5 to 12 is usual. */
  distance?: number
  /**
   * `cells` (default): single answers of the block, counted item after item, their place taken by the mean of the others. `cases`: whole
   * respondents of the block, without replacement: each correlation from those who are there.
   */
  omit?: 'cells' | 'cases'
}

/**
 * Q² (cross-validated redundancy) by blindfolding: leave out a part of a construct's answers, estimate, foretell them from the
 * construct's predecessors, until each has been left out once. Blindfolding does not tell out-of-sample prediction: see `plsPredict`.
 * With `cells` the distance must not divide the number of respondents.
 *
 * Sources: Wold (1982); Chin (1998) in Marcoulides, Modern methods for business research, p. 317; `cases` as in the R package semPLS.
 */
export function blindfolding(study: PlsStudy, { distance = 7, omit = 'cells' }: BlindfoldingOptions = {}): Blindfolding {
  requireParameter(Number.isInteger(distance) && distance >= 2, 'The omission distance is a whole number above 1')
  if (omit === 'cells' && study.n % distance === 0 && study.n > 0) {
    throw new MethodError('invalid-parameter', `The omission distance ${distance} divides the number of respondents`, { distance, n: study.n })
  }
  const plain = { ...study, settings: { ...study.settings, consistent: false } }
  const { plan, model } = study
  const targets = Array.from(plan.predecessors.keys()).filter((q) => plan.predecessors[q]!.length > 0 && !plan.modeB[q])
  const constructs = targets.map((q) => ({ id: model.constructs[q]!.id, ...blindfold(plain, q, distance, omit) }))
  const head = headOf('blindfolding', study)
  return { ...head, conventions: { ...head.conventions, consistent: false, distance, omit }, constructs, reason: null, warnings: [] }
}

type Errors = { sse: number; sso: number } | { reason: Reason }

function blindfold(study: PlsStudy, q: number, distance: number, omit: 'cells' | 'cases'): Omit<BlindfoldedConstruct, 'id'> {
  let sse = 0
  let sso = 0
  for (let offset = 0; offset < distance; offset++) {
    const errors = omit === 'cells' ? withoutCells(study, q, distance, offset) : withoutCases(study, q, distance, offset)
    if ('reason' in errors) return { q2: null, sse: null, sso: null, reason: errors.reason }
    sse += errors.sse
    sso += errors.sso
  }
  return sso > 0 ? { q2: 1 - sse / sso, sse, sso, reason: null } : { q2: null, sse: null, sso: null, reason: 'no-variance' }
}

function withoutCells(study: PlsStudy, q: number, distance: number, offset: number): Errors {
  const { plan, n } = study
  const k = plan.items
  const deviations = study.deviations.slice()
  const omitted = blockItems(plan, q).map((item, b) => {
    const rows = Array.from({ length: n }, (_, r) => r).filter((r) => (b * n + r) % distance === offset)
    let left = 0
    for (let r = 0; r < n; r++) if ((b * n + r) % distance !== offset) left += study.deviations[r * k + item]!
    const mean = left / (n - rows.length)
    for (const r of rows) deviations[r * k + item] = mean
    return { item, rows, mean }
  })
  const blinded = { ...study, deviations }
  const moments = studyMoments(blinded)
  const found = parameterFinder(blinded)(moments)
  if ('reason' in found) return { reason: found.reason }
  const scores = composites(blinded, moments, found.weights)
  const foretold = (r: number) => plan.predecessors[q]!.reduce((sum, p) => sum + found.direct[p * plan.constructs + q]! * scores[p]![r]!, 0)
  return errorsOf(study, omitted, ({ item }, r) => moments.means[item]! + moments.sds[item]! * found.loadings[item]! * foretold(r))
}

function withoutCases(study: PlsStudy, q: number, distance: number, offset: number): Errors {
  const { plan, n, deviations, settings } = study
  const gone = Array.from({ length: n }, (_, r) => r).filter((r) => r % distance === offset)
  const items = Array.from({ length: plan.items }, (_, i) => {
    const values = Float64Array.from({ length: n }, (_, r) => deviations[r * plan.items + i]!)
    if (plan.constructOf[i] === q) for (const r of gone) values[r] = Number.NaN
    return values
  })
  const fit = availableFit(plan, settings, items)
  if ('reason' in fit) return fit
  const omitted = blockItems(plan, q).map((item) => ({ item, rows: gone, mean: fit.means[item]! }))
  const foretold = (r: number) => Array.from(plan.predecessors[q]!).reduce((sum, p, at) => sum + fit.coefficients[q]![at]! * fit.scores[p]![r]!, 0)
  return errorsOf(study, omitted, ({ item, mean }, r) => mean + fit.sds[item]! * fit.loadings[item]! * foretold(r))
}

interface Omitted {
  item: number
  rows: readonly number[]
  /** Of the answers left. */
  mean: number
}

function errorsOf({ plan, deviations }: PlsStudy, omitted: readonly Omitted[], foretell: (of: Omitted, row: number) => number): Errors {
  let sse = 0
  let sso = 0
  for (const of of omitted) {
    for (const r of of.rows) {
      const actual = deviations[r * plan.items + of.item]!
      sse += (actual - foretell(of, r)) ** 2
      sso += (actual - of.mean) ** 2
    }
  }
  return { sse, sso }
}
