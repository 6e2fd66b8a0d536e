import { momentsFinder } from '../../numbers/drawnMoments.ts'
import { backSolve, factorInPlace } from '../../numbers/solveInPlace.ts'
import { shuffled } from '../../numbers/shuffled.ts'
import { requireParameter, type Reason, type Result } from '../../result.ts'
import { respondentsOf, type ItemMoments } from './covariances.ts'
import { parameterFinder, type PlsParameters } from './parameters.ts'
import { blockItems, type PlsPlan } from './plan.ts'
import { composites } from './scores.ts'
import { headOf, type PlsStudy } from './study.ts'

/** Out-of-sample prediction of the items of constructs that others act on. */
export interface PlsPrediction extends Result {
  indicators: PredictedIndicator[] | null
  /** How many items the path model foretells with a smaller RMSE than the linear benchmark: all high, more than half medium, some low, none. */
  power: 'high' | 'medium' | 'low' | 'none' | null
  /** Fits that failed, of folds × repetitions. */
  failed: number
}

export interface PredictedIndicator {
  id: string
  construct: string
  /** Root mean squared and mean absolute error, in the item's own units. */
  pls: PredictionError
  /** The same of a linear regression on the items of the constructs that the prediction starts from; null where these are linearly dependent. */
  lm: PredictionError | null
  /** `1 - SSE / SSE of the training mean`; above 0 the model beats the mean. Null for an item that does not vary. */
  q2: number | null
  reason: Reason | null
}

export interface PredictionError {
  rmse: number
  mae: number
}

export interface PlsPredictOptions {
  seed: number
  /** 10 by default; as many as respondents leaves out one at a time. */
  folds?: number
  /** 10 by default; a respondent's prediction is the mean over repetitions. */
  repetitions?: number
  /** Predict from the scores of the direct antecedents (default), or only from those of constructs on which nothing acts. */
  antecedents?: Antecedents
}

type Antecedents = 'direct' | 'earliest'

/**
 * Cross-validated prediction. Each respondent is foretold from weights, loadings and paths that were estimated without the fold they are in.
 * Composites foretell, so nothing is corrected for attenuation, even in a consistent study.
 *
 * Sources: Shmueli, Ray, Velasquez Estrada & Chatla (2016) Journal of Business Research 69; Shmueli et al. (2019) European Journal of
 * Marketing 53 for the benchmark and the verdict.
 */
export function plsPredict(study: PlsStudy, options: PlsPredictOptions): PlsPrediction {
  const { seed, folds = 10, repetitions = 10, antecedents = 'direct' } = options
  requireParameter(Number.isInteger(folds) && folds >= 2, 'Cross-validation needs a whole number of folds, at least 2')
  requireParameter(Number.isInteger(repetitions) && repetitions >= 1, 'Cross-validation needs a repetition')
  const head = headOf('pls-predict', study)
  const conventions = { ...head.conventions, consistent: false, seed, folds, repetitions, antecedents }
  const nothing = (reason: Reason): PlsPrediction => ({ ...head, conventions, indicators: null, power: null, failed: 0, reason, warnings: [] })
  if (study.n === 0) return nothing('no-answers')
  if (study.n < 2 * folds && study.n !== folds) return nothing('too-few')
  const plain = { ...study, settings: { ...study.settings, consistent: false } }
  const { sums, failed, reason } = predictions(plain, { seed, folds, repetitions, antecedents })
  if (sums.times.some((times) => times === 0)) return { ...nothing(reason ?? 'too-few'), failed }
  const indicators = targetsOf(study.plan).map(({ item, construct }, at) => indicatorOf(study, sums, item, construct, at))
  const warnings = failed > 0 ? [{ code: 'resamples-failed' as const, detail: { failed, fits: folds * repetitions } }] : []
  return { ...head, conventions, indicators, power: powerOf(indicators), failed, reason: null, warnings }
}

/** Items to foretell, with the construct they stand for. */
function targetsOf(plan: PlsPlan): { item: number; construct: number }[] {
  return Array.from(plan.constructOf, (construct, item) => ({ item, construct })).filter(({ construct }) => plan.predecessors[construct]!.length > 0)
}

/** Sums of predictions over repetitions: targets × respondents, in the study's metric. */
interface Sums {
  pls: Float64Array
  lm: Float64Array
  mean: Float64Array
  /** How often each respondent has been foretold. */
  times: Int32Array
  /** Targets without a linear benchmark. */
  dependent: Set<number>
}

function predictions(
  study: PlsStudy,
  { seed, folds, repetitions, antecedents }: Required<PlsPredictOptions>,
): { sums: Sums; failed: number; reason: Reason | null } {
  const { n, plan } = study
  const size = targetsOf(plan).length * n
  const blank = () => new Float64Array(size)
  const sums: Sums = { pls: blank(), lm: blank(), mean: blank(), times: new Int32Array(n), dependent: new Set() }
  const moments = momentsFinder(respondentsOf(study))
  const estimate = parameterFinder(study)
  let failed = 0
  let reason: Reason | null = null
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const foldOf = shuffled(n, seed, repetition).map((place) => place % folds)
    for (let fold = 0; fold < folds; fold++) {
      const of = moments(Float64Array.from(foldOf, (other) => (other === fold ? 0 : 1)))
      const found = estimate(of)
      if ('reason' in found) {
        failed++
        reason = found.reason
        continue
      }
      const tested = Array.from(foldOf.keys()).filter((r) => foldOf[r] === fold)
      addPredictions(study, of, found, tested, antecedents, sums)
    }
  }
  return { sums, failed, reason }
}

function addPredictions(study: PlsStudy, of: ItemMoments, found: PlsParameters, tested: readonly number[], antecedents: Antecedents, sums: Sums): void {
  const { plan, n } = study
  const foretold = foretoldScores(study, of, found, antecedents)
  const linear = benchmark(study, of, antecedents)
  for (const [at, { item, construct }] of targetsOf(plan).entries()) {
    const line = linear(item, construct)
    if (!line) sums.dependent.add(at)
    for (const r of tested) {
      const cell = at * n + r
      sums.pls[cell]! += of.means[item]! + of.sds[item]! * found.loadings[item]! * foretold[construct]![r]!
      sums.lm[cell]! += line ? line(r) : 0
      sums.mean[cell]! += of.means[item]!
    }
  }
  for (const r of tested) sums.times[r]!++
}

/** What the inner model says of the scores of every construct that others act on. */
function foretoldScores(study: PlsStudy, of: ItemMoments, { weights, direct }: PlsParameters, antecedents: Antecedents): Float64Array[] {
  const { plan, n } = study
  const scores = composites(study, of, weights)
  const foretold = [...scores]
  for (const q of plan.order) {
    if (plan.predecessors[q]!.length === 0) continue
    const sum = new Float64Array(n)
    for (const cause of plan.predecessors[q]!) {
      const from = antecedents === 'direct' ? scores[cause]! : foretold[cause]!
      for (let r = 0; r < n; r++) sum[r]! += direct[cause * plan.constructs + q]! * from[r]!
    }
    foretold[q] = sum
  }
  return foretold
}

type Line = (row: number) => number

/** Linear regressions of an item on all items that the path model's prediction starts from. */
function benchmark({ plan, deviations }: PlsStudy, of: ItemMoments, antecedents: Antecedents): (item: number, construct: number) => Line | null {
  const k = plan.items
  const units = Float64Array.from({ length: k }, (_, i) => of.sds[i]! / Math.sqrt(of.matrix[i * k + i]!))
  const factors = plan.predecessors.map((causes) => {
    const from = antecedents === 'direct' ? Array.from(causes) : Array.from(plan.order).filter((q) => plan.predecessors[q]!.length === 0)
    const at = from.flatMap((q) => blockItems(plan, q))
    const factor = Float64Array.from(at.flatMap((i) => at.map((j) => of.matrix[i * k + j]!)))
    return factorInPlace(factor, at.length) ? { at, factor } : null
  })
  return (item, construct) => {
    const solved = factors[construct]
    if (!solved) return null
    const slopes = Float64Array.from(solved.at, (i) => of.matrix[i * k + item]!)
    backSolve(solved.factor, slopes, slopes.length)
    for (const [b, i] of solved.at.entries()) slopes[b]! *= units[item]! / units[i]!
    return (r) => solved.at.reduce((sum, i, b) => sum + slopes[b]! * (deviations[r * k + i]! - of.means[i]!), of.means[item]!)
  }
}

function indicatorOf(study: PlsStudy, sums: Sums, item: number, construct: number, at: number): PredictedIndicator {
  const { n, plan, deviations, settings, sds, itemIds, model } = study
  const unit = settings.scaled ? sds[item]! : 1
  const actual = (r: number) => deviations[r * plan.items + item]!
  const errors = (of: Float64Array) => Float64Array.from({ length: n }, (_, r) => unit * (actual(r) - of[at * n + r]! / sums.times[r]!))
  const pls = errors(sums.pls)
  const mean = errors(sums.mean)
  const squares = (of: Float64Array) => of.reduce((sum, e) => sum + e * e, 0)
  const lm = sums.dependent.has(at) ? null : errorOf(errors(sums.lm))
  const q2 = squares(mean) > 0 ? 1 - squares(pls) / squares(mean) : null
  const reason = lm === null ? 'singular' : q2 === null ? 'no-variance' : null
  return { id: itemIds[item]!, construct: model.constructs[construct]!.id, pls: errorOf(pls), lm, q2, reason }
}

function errorOf(errors: Float64Array): PredictionError {
  const n = errors.length
  return { rmse: Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / n), mae: errors.reduce((sum, e) => sum + Math.abs(e), 0) / n }
}

function powerOf(indicators: readonly PredictedIndicator[]): PlsPrediction['power'] {
  const better = indicators.filter(({ pls, lm }) => lm === null || pls.rmse < lm.rmse).length
  if (better === indicators.length) return 'high'
  return better * 2 > indicators.length ? 'medium' : better > 0 ? 'low' : 'none'
}
