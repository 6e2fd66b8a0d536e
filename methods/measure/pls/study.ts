import { commonLength, completeRows, pick, present, type Columns } from '../../columns.ts'
import { moments, standardDeviation } from '../../numbers/moments.ts'
import { MethodError, requireParameter, type Deletion, type Warning } from '../../result.ts'
import { checkPlsModel, type PlsModel } from './model.ts'
import { planOf, type PlsPlan } from './plan.ts'

export interface PlsOptions {
  /** How neighbouring constructs pull on each other; `path` by default. */
  scheme?: 'centroid' | 'factorial' | 'path'
  /** Items with variance 1 (default), or only centred: for items on one scale whose spread shall count. */
  scaled?: boolean
  /** Consistent PLS: correlations and loadings of reflective blocks corrected for attenuation. */
  consistent?: boolean
  /** Respondents with gaps: leave out (default), or put the item's mean in each gap. */
  missing?: 'listwise' | 'mean'
  /** Ends of the items' scales, for indices from 0 to 100. */
  scales?: Readonly<Record<string, { min: number; max: number }>>
  /** The weights have settled when none moves by more than this; 1e-10 by default. */
  tolerance?: number
  /** 3000 by default. */
  maxIterations?: number
}

export interface PlsSettings {
  scheme: 'centroid' | 'factorial' | 'path'
  scaled: boolean
  consistent: boolean
  missing: 'listwise' | 'mean'
  tolerance: number
  maxIterations: number
}

/** A model with its data, made ready once. Holds plain values and typed arrays only, so that it can be sent to a worker as it is. */
export interface PlsStudy {
  model: PlsModel
  plan: PlsPlan
  settings: PlsSettings
  itemIds: readonly string[]
  /** Respondents used. */
  n: number
  /** Respondents left out for want of an answer. */
  dropped: number
  /** Gaps filled with a mean. */
  replaced: number
  /** Positions of the respondents used. */
  rows: Int32Array
  means: Float64Array
  sds: Float64Array
  /** n × items, respondent after respondent: centred, and divided by the standard deviation when scaled. */
  deviations: Float64Array
  /** Ends of the scale per item, null where none was given. */
  scales: readonly ({ min: number; max: number } | null)[]
}

/**
 * Makes a model and its columns (by item name, NaN for no answer) ready for the functions of this folder. Throws for a model that cannot
 * be estimated (see `plsModelProblems`) and for an item without a column.
 */
export function plsStudy(columns: Columns, model: PlsModel, options: PlsOptions = {}): PlsStudy {
  checkPlsModel(model)
  const settings = settingsOf(options)
  const itemIds = model.constructs.flatMap(({ items }) => items)
  const given = itemIds.map((id) => {
    const values = Object.hasOwn(columns, id) ? columns[id] : undefined
    if (!values) throw new MethodError('invalid-parameter', `There is no column for the item "${id}"`, { item: id })
    return values
  })
  const length = commonLength(given)
  const rows = settings.missing === 'mean' ? Int32Array.from({ length }, (_, i) => i) : completeRows(given)
  const picked = given.map((values) => pick(values, rows))
  const replaced = settings.missing === 'mean' ? picked.reduce((count, values) => count + fillGaps(values), 0) : 0
  const scales = itemIds.map((id) => scaleOf(id, options))
  return { model, plan: planOf(model), settings, itemIds, dropped: length - rows.length, replaced, rows, scales, ...centred(picked, settings.scaled) }
}

function settingsOf(options: PlsOptions): PlsSettings {
  const { scheme = 'path', scaled = true, consistent = false, missing = 'listwise', tolerance = 1e-10, maxIterations = 3000 } = options
  requireParameter(tolerance > 0, 'The tolerance of the weights is above 0')
  requireParameter(Number.isInteger(maxIterations) && maxIterations > 0, 'The number of iterations is whole and positive')
  requireParameter(scaled || !consistent, 'Consistent PLS works on correlations: the items must be scaled')
  return { scheme, scaled, consistent, missing, tolerance, maxIterations }
}

function scaleOf(id: string, { scales }: PlsOptions): { min: number; max: number } | null {
  const scale = scales && Object.hasOwn(scales, id) ? scales[id] : undefined
  if (scale && !(scale.max > scale.min)) throw new MethodError('invalid-scale', 'The end of a scale lies above its start', { item: id, ...scale })
  return scale ?? null
}

/** Puts the mean of the valid answers in every gap; an item without any answer becomes flat. */
function fillGaps(values: Float64Array): number {
  const valid = present(values)
  const mean = valid.length > 0 ? moments(valid).mean : 0
  let filled = 0
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue
    values[i] = mean
    filled++
  }
  return filled
}

function centred(picked: readonly Float64Array[], scaled: boolean): Pick<PlsStudy, 'n' | 'means' | 'sds' | 'deviations'> {
  const n = picked[0]!.length
  const k = picked.length
  const means = new Float64Array(k)
  const sds = new Float64Array(k)
  const deviations = new Float64Array(n * k)
  for (const [i, values] of picked.entries()) {
    const found = moments(values)
    means[i] = n > 0 ? found.mean : 0
    sds[i] = n > 1 && found.squares > 1e-24 * n * found.mean ** 2 ? standardDeviation(found) : 0
    const unit = sds[i] === 0 ? 0 : scaled ? 1 / sds[i]! : 1
    for (let r = 0; r < n; r++) deviations[r * k + i] = (values[r]! - means[i]!) * unit
  }
  return { n, means, sds, deviations }
}

/** The study of some of its respondents (by their places in it), standardised within themselves. */
export function partOf(study: PlsStudy, places: readonly number[]): PlsStudy {
  const { plan, deviations, means, sds, settings, rows } = study
  const picked = Array.from({ length: plan.items }, (_, i) => {
    const unit = settings.scaled ? sds[i]! : 1
    return Float64Array.from(places, (r) => means[i]! + unit * deviations[r * plan.items + i]!)
  })
  const total = study.n + study.dropped
  return { ...study, rows: Int32Array.from(places, (r) => rows[r]!), dropped: total - places.length, ...centred(picked, settings.scaled) }
}

/** What every result on a study says of where it comes from. */
export function headOf(method: string, study: PlsStudy): {
  method: string
  n: number
  missing: number
  deletion: Deletion
  conventions: Record<string, number | string | boolean>
} {
  const { scheme, scaled, consistent, missing, tolerance } = study.settings
  return {
    method,
    n: study.n,
    missing: study.dropped,
    deletion: missing === 'listwise' ? 'listwise' : 'none',
    conventions: { scheme, scaled, consistent, missing, replaced: study.replaced, tolerance, divisor: 'n-1' },
  }
}

/** Items that do not vary, by name. */
export function flatItems(study: PlsStudy): Warning[] {
  return study.itemIds.flatMap((item, i) => (study.sds[i]! > 0 ? [] : [{ code: 'no-variance' as const, detail: { item } }]))
}
