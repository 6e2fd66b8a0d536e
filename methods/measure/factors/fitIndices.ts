import { chiSquareUpper } from '../../numbers/chiSquare.ts'
import { submatrix } from '../../numbers/matrix.ts'
import { chiSquareNoncentrality, noncentralChiSquareUpper } from '../../numbers/noncentralChiSquare.ts'
import type { Interval, Reason } from '../../result.ts'
import type { Implied } from './implied.ts'
import { itemMoments, likelihoodOf, saturated } from './saturated.ts'
import type { SemPlan } from './semPlan.ts'
import type { Pattern } from './semSample.ts'
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
  logLikelihood: number
  aic: number
  bic: number
  reason: Reason | null
}

/**
 * Fit of an estimated model. With several groups RMSEA is multiplied by the root of their number, SRMR is the mean by respondents.
 *
 * Sources: Bentler (1990) Psychological Bulletin 107; Tucker & Lewis (1973) Psychometrika 38; Steiger (1998) Structural Equation Modeling 5;
 * Browne & Cudeck (1993); Jöreskog & Sörbom (1981) for SRMR in the form of Bentler (1995).
 */
export function fitIndices({ plan, settings, n }: SemStudy, groups: readonly SemGroup[], implied: readonly Implied[], value: number): FitIndices {
  const p = plan.observed
  const share = settings.divisor === 'n' ? n : n - groups.length
  const moments = (p * (p + 1)) / 2 + (plan.means ? p : 0)
  const df = groups.length * moments - plan.size
  const best = groups.reduce((sum, { saturated }) => sum + saturated.value, 0)
  const chiSquare = Math.max(0, 2 * (best - value))
  const given = givenColumns(plan)
  const unrelated = groups.reduce((sum, group) => sum + unrelatedValue(group, p, given), 0)
  const baseline = { chiSquare: Math.max(0, 2 * (best - unrelated)), df: (groups.length * (p * (p - 1) - given.length * (given.length - 1))) / 2 }
  // without a mean structure the means are met, and are no parameters
  const logLikelihood = groups.reduce((sum, { patterns, saturated }, g) => sum + likelihoodOf(patterns, plan.means ? implied[g]!.means.subarray(0, p) : saturated.means, implied[g]!.covariances)!.log, 0)
  const excess = Math.max(chiSquare - df, 0)
  const most = Math.max(excess, baseline.chiSquare - baseline.df)
  const related = most > 0 && baseline.df > 0
  const ratio = baseline.chiSquare / baseline.df
  const fields = {
    p: df > 0 ? chiSquareUpper(chiSquare, df) : null,
    cfi: related ? 1 - excess / most : null,
    tli: related && df > 0 && ratio !== 1 ? (ratio - chiSquare / df) / (ratio - 1) : null,
    ...rmseaOf(chiSquare, df, share, groups.length),
  }
  return {
    parameters: plan.size,
    chiSquare,
    df,
    baseline,
    ...fields,
    srmr: groups.reduce((sum, group, g) => sum + (group.n / n) * residualSize(group, implied[g]!, plan.means), 0),
    logLikelihood,
    aic: 2 * (plan.size - logLikelihood),
    bic: plan.size * Math.log(n) - 2 * logLikelihood,
    reason: Object.values(fields).includes(null) ? 'not-applicable' : null,
  }
}

/** Columns that act on others and that nothing acts on: the baseline lets them be related. */
function givenColumns({ cells, observed }: SemPlan): number[] {
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

/** A pattern with some of the items only. */
function narrowed(pattern: Pattern, items: readonly number[]): Pattern[] {
  const places = items.map((item) => pattern.at.indexOf(item))
  const at = places.flatMap((place, i) => (place < 0 ? [] : [i]))
  const kept = places.filter((place) => place >= 0)
  return at.length === 0 ? [] : [{ ...pattern, at, means: Float64Array.from(kept, (place) => pattern.means[place]!), covariances: submatrix(pattern.covariances, kept) }]
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
