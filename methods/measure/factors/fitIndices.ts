import { chiSquareUpper } from '../../numbers/chiSquare.ts'
import { chiSquareNoncentrality, noncentralChiSquareUpper } from '../../numbers/noncentralChiSquare.ts'
import type { Interval, Reason } from '../../result.ts'
import type { Implied } from './implied.ts'
import type { LeastSquares } from './leastSquares.ts'
import type { Scaling } from './robust.ts'
import { itemMoments, likelihoodOf, saturated } from './saturated.ts'
import type { SemPlan } from './semPlan.ts'
import { narrowed } from './semSample.ts'
import type { SemGroup, SemStudy } from './semStudy.ts'

/** How well a model fits. A field is null where the model has no degrees of freedom or the items are unrelated. */
export interface FitIndices {
  /** Free parameters. */
  parameters: number
  chiSquare: number
  df: number
  p: number | null
  /** Of items that are all unrelated, but for columns that act on others and that nothing acts on. */
  baseline: { chiSquare: number; df: number }
  /** .95 and more is good, .90 acceptable (guidance, not a law: Hu & Bentler 1999; so below). */
  cfi: number | null
  tli: number | null
  /** .06 and less is good, .08 acceptable. */
  rmsea: number | null
  /** At level .90. */
  rmseaInterval: Interval | null
  /** p of the hypothesis that RMSEA is .05 at most. */
  closeFit: number | null
  /** .08 and less is good. Residuals of means count where there is a mean structure. */
  srmr: number
  /** The likelihood and what is made of it: null for least squares. */
  logLikelihood: number | null
  aic: number | null
  bic: number | null
  /** The same for answers that are not normal, where such were asked for. */
  scaled?: ScaledFit
  reason: Reason | null
}

/** A test of fit, and indices, that allow for answers that are not normal. A field is null where its plain counterpart is. */
export interface ScaledFit {
  /** Chi-square is divided by this; the baseline's by `baselineFactor`. */
  factor: number
  baselineFactor: number
  /** Added afterwards, for ordered answers only. */
  shift: number
  chiSquare: number
  p: number | null
  baseline: number
  /** Indices of the scaled chi-square. */
  cfi: number | null
  tli: number | null
  rmsea: number | null
  /** At level .90. */
  rmseaInterval: Interval | null
  closeFit: number | null
  /** Estimates of what the indices would be with all respondents there are: these are to be read. Absent for ordered answers. */
  robust?: { cfi: number | null; tli: number | null; rmsea: number | null; rmseaInterval: Interval | null; reason: Reason | null }
  reason: Reason | null
}

/**
 * Fit of a model estimated by maximum likelihood. With several groups RMSEA is multiplied by the root of their number, SRMR is the mean by respondents.
 *
 * Sources: Bentler (1990) Psychological Bulletin 107; Tucker & Lewis (1973) Psychometrika 38; Steiger (1998) Structural Equation Modeling 5;
 * Browne & Cudeck (1993); Jöreskog & Sörbom (1981) for SRMR in the form of Bentler (1995).
 */
export function fitIndices(study: SemStudy, groups: readonly SemGroup[], implied: readonly Implied[], value: number, scaling: Scaling | null): FitIndices {
  const { plan, n } = study
  const p = plan.observed
  const best = groups.reduce((sum, { saturated }) => sum + saturated.value, 0)
  const given = givenColumns(plan)
  const unrelated = groups.reduce((sum, group) => sum + unrelatedValue(group, p, given), 0)
  const baseline = { chiSquare: Math.max(0, 2 * (best - unrelated)), df: (groups.length * (p * (p - 1) - given.length * (given.length - 1))) / 2 }
  // without a mean structure the means are met, and are no parameters
  const logLikelihood = groups.reduce((sum, { patterns, saturated }, g) => sum + likelihoodOf(patterns, plan.means ? implied[g]!.means.subarray(0, p) : saturated.means, implied[g]!.covariances)!.log, 0)
  const plain = plainFit(study, groups, implied, Math.max(0, 2 * (best - value)), baseline)
  const likelihood = { logLikelihood, aic: 2 * (plan.size - logLikelihood), bic: plan.size * Math.log(n) - 2 * logLikelihood }
  return { ...plain, ...likelihood, ...(scaling && { scaled: dividedFit(study, groups.length, plain, scaling) }) }
}

/** Fit by least squares, of which `shifted` and `baselineShifted` bring chi-square to the mean and variance it should have. Source: Asparouhov & Muthén (2010). */
export function leastSquaresFit(study: SemStudy, group: SemGroup, { implied, chiSquare, shifted }: LeastSquares, baseline: LeastSquares): FitIndices {
  const { observed: p } = study.plan
  const plain = plainFit(study, [group], [implied], chiSquare, { chiSquare: baseline.chiSquare, df: (p * (p - 1)) / 2 })
  const nothing = { logLikelihood: null, aic: null, bic: null, reason: 'not-applicable' as const }
  if (!shifted || !baseline.shifted) return { ...plain, ...nothing }
  const scaled = chiSquare * shifted.scale + shifted.shift
  const fields = indicesOf(scaled, plain.df, { chiSquare: baseline.chiSquare * baseline.shifted.scale + baseline.shifted.shift, df: plain.baseline.df }, study.settings.divisor === 'n' ? study.n : study.n - 1, 1)
  return { ...plain, ...nothing, scaled: { factor: 1 / shifted.scale, baselineFactor: 1 / baseline.shifted.scale, shift: shifted.shift, chiSquare: scaled, baseline: baseline.chiSquare * baseline.shifted.scale + baseline.shifted.shift, ...fields } }
}

type Baseline = FitIndices['baseline']

function plainFit({ plan, settings, n }: SemStudy, groups: readonly SemGroup[], implied: readonly Implied[], chiSquare: number, baseline: Baseline): Omit<FitIndices, 'logLikelihood' | 'aic' | 'bic'> {
  const p = plan.observed
  const df = groups.length * ((p * (p + 1)) / 2 + (plan.means ? p : 0)) - plan.size
  const share = settings.divisor === 'n' ? n : n - groups.length
  return {
    parameters: plan.size,
    chiSquare,
    df,
    baseline,
    srmr: groups.reduce((sum, group, g) => sum + (group.n / n) * residualSize(group, implied[g]!, plan.means), 0),
    ...indicesOf(chiSquare, df, baseline, share, groups.length),
  }
}

/** Indices of a chi-square and its baseline. */
function indicesOf(chiSquare: number, df: number, baseline: Baseline, n: number, groups: number) {
  const ratio = baseline.chiSquare / baseline.df
  const cfi = comparative(chiSquare - df, baseline.chiSquare - baseline.df, baseline.df > 0)
  const fields = {
    p: df > 0 ? chiSquareUpper(chiSquare, df) : null,
    cfi,
    tli: cfi !== null && df > 0 && ratio !== 1 ? (ratio - chiSquare / df) / (ratio - 1) : null,
    ...rmseaOf(chiSquare, df, n, groups),
  }
  return { ...fields, reason: Object.values(fields).includes(null) ? ('not-applicable' as const) : null }
}

function comparative(excess: number, unrelated: number, related: boolean): number | null {
  const most = Math.max(excess, unrelated, 0)
  return most > 0 && related ? 1 - Math.max(excess, 0) / most : null
}

/**
 * Scaled indices, and robust ones in which the scaling stands with the degrees of freedom instead.
 * Sources: Satorra & Bentler (1994); Brosseau-Liard, Savalei & Li (2012) Multivariate Behavioral Research 47 for RMSEA; Brosseau-Liard & Savalei (2014) ibid. 49 for CFI and TLI;
 * with gaps see `completeFit`.
 */
function dividedFit({ settings, n }: SemStudy, groups: number, { chiSquare, df, baseline }: Pick<FitIndices, 'chiSquare' | 'df' | 'baseline'>, { model, baseline: unrelated, complete }: Scaling): ScaledFit {
  const share = settings.divisor === 'n' ? n : n - groups
  const scaled = chiSquare / model
  const fields = indicesOf(scaled, df, { chiSquare: baseline.chiSquare / unrelated, df: baseline.df }, share, groups)
  const [own, other] = complete ? [complete.model, complete.baseline] : [{ chiSquare, factor: model }, { chiSquare: baseline.chiSquare, factor: unrelated }]
  const [excess, most] = [own.chiSquare - own.factor * df, other.chiSquare - other.factor * baseline.df]
  const interval = complete ? rmseaOf(own.chiSquare / own.factor, df, share, groups).rmseaInterval : fields.rmseaInterval
  const robust = {
    cfi: comparative(excess, most, baseline.df > 0),
    tli: most > 0 && df > 0 ? 1 - (excess * baseline.df) / (most * df) : null,
    rmsea: df > 0 ? Math.sqrt((groups * Math.max(excess, 0)) / (share * df)) : null,
    rmseaInterval: interval && { level: interval.level, lower: interval.lower * Math.sqrt(own.factor), upper: interval.upper * Math.sqrt(own.factor) },
  }
  return {
    factor: model,
    baselineFactor: unrelated,
    shift: 0,
    chiSquare: scaled,
    baseline: baseline.chiSquare / unrelated,
    ...fields,
    robust: { ...robust, reason: Object.values(robust).includes(null) ? 'not-applicable' : null },
  }
}

/** Columns that act on others and that nothing acts on: the baseline lets them be related. */
export function givenColumns({ cells, observed }: SemPlan): number[] {
  const paths = cells.filter(({ kind, group }) => group === 0 && (kind === 'loading' || kind === 'regression'))
  return Array.from({ length: observed }, (_, i) => i).filter((i) => paths.some(({ from }) => from === i) && !paths.some(({ to }) => to === i))
}

/** Likelihood of a group's items if none were related but those given. */
function unrelatedValue({ patterns }: SemGroup, p: number, given: readonly number[]): number {
  const { counts, variances } = itemMoments(patterns, p)
  const complete = patterns.length === 1 && patterns[0]!.at.length === p ? patterns[0]! : null
  let value = 0
  for (let i = 0; i < p; i++) {
    if (given.includes(i)) continue
    const variance = complete ? complete.covariances.values[i * (p + 1)]! : variances[i]!
    value -= ((complete?.weight ?? counts[i]!) / 2) * (Math.log(variance) + 1)
  }
  if (given.length === 0) return value
  const among = saturated(patterns.flatMap((pattern) => narrowed(pattern, given)), given.length)
  return value + (among?.value ?? 0)
}

function rmseaOf(chiSquare: number, df: number, n: number, groups: number): Pick<FitIndices, 'rmsea' | 'rmseaInterval' | 'closeFit'> {
  if (df <= 0) return { rmsea: null, rmseaInterval: null, closeFit: null }
  const size = (noncentrality: number) => Math.sqrt((groups * noncentrality) / (n * df))
  return {
    rmsea: size(Math.max(chiSquare - df, 0)),
    rmseaInterval: { level: 0.9, lower: size(chiSquareNoncentrality(chiSquare, df, 0.95)), upper: size(chiSquareNoncentrality(chiSquare, df, 0.05)) },
    closeFit: noncentralChiSquareUpper(chiSquare, df, (0.05 ** 2 * n * df) / groups),
  }
}

function residualSize({ saturated: { means, covariances: s } }: SemGroup, implied: Implied, structured: boolean): number {
  const p = s.rows
  let sum = 0
  for (let i = 0; i < p; i++) {
    const variance = s.values[i * (p + 1)]!
    if (structured) sum += (means[i]! - implied.means[i]!) ** 2 / variance
    for (let j = 0; j <= i; j++) sum += (s.values[i * p + j]! - implied.covariances.values[i * p + j]!) ** 2 / (variance * s.values[j * (p + 1)]!)
  }
  return Math.sqrt(sum / ((p * (p + 1)) / 2 + (structured ? p : 0)))
}
