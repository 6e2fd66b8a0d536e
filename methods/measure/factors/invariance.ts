import type { Columns } from '../../columns.ts'
import { chiSquareUpper } from '../../numbers/chiSquare.ts'
import { type Reason, type Result, type Warning } from '../../result.ts'
import type { FitIndices } from './fitIndices.ts'
import { semEstimate, type SemEstimate } from './semEstimate.ts'
import type { SemModel } from './semModel.ts'
import type { EqualAcrossGroups } from './semPlan.ts'
import { semHead, semStudy, type SemOptions } from './semStudy.ts'

export interface Invariance extends Result {
  steps: InvarianceStep[]
  /** The last step up to which every one holds; null where not even the first could be estimated. */
  reached: InvarianceStep['step'] | null
}

/** One more thing held equal in every group. */
export interface InvarianceStep {
  /** `configural`: the form; `metric`: loadings too; `scalar`: intercepts too; `strict`: residual variances too. */
  step: 'configural' | 'metric' | 'scalar' | 'strict'
  estimate: SemEstimate
  /** Against the step before; absent for the first, null where one of the two has no solution. */
  difference: InvarianceDifference | null | undefined
  /** Whether the drop of CFI stays within .01; for the first step, whether there is a solution. */
  holds: boolean
  reason: Reason | null
}

export interface InvarianceDifference {
  /** Scaled where the two are. Null where the scaling of the difference is not positive. */
  chiSquare: number | null
  df: number
  /** Null where the step adds no degrees of freedom. */
  p: number | null
  /** Null where an index is not defined. */
  cfi: number | null
  rmsea: number | null
  reason: Reason | null
}

const ladder: { step: InvarianceStep['step']; equal: EqualAcrossGroups[] }[] = [
  { step: 'configural', equal: [] },
  { step: 'metric', equal: ['loadings'] },
  { step: 'scalar', equal: ['loadings', 'intercepts'] },
  { step: 'strict', equal: ['loadings', 'intercepts', 'residuals'] },
]

/**
 * Whether a model measures the same in several groups, in four steps, each with the likelihood ratio test against the step before. A step holds while CFI
 * drops by no more than .01; RMSEA should not rise by more than .015. Means of factors may be compared when the scalar step holds. Exceptions (`except`)
 * make invariance partial. Null with the reason of the first step; `one-group` where there is nothing to compare with, `no-answers` where nobody belongs to any.
 *
 * Sources: Meredith (1993) Psychometrika 58; Chen (2007) Structural Equation Modeling 14; Cheung & Rensvold (2002) Structural Equation Modeling 9.
 */
export function measurementInvariance(columns: Columns, model: SemModel, options: Omit<SemOptions, 'equal' | 'means'> & { groups: readonly (string | null)[] }): Invariance {
  const labels = new Set(options.groups.filter((label) => label !== null))
  if (labels.size < 2) return notCompared(options.groups.length, labels.size === 0 ? 'no-answers' : 'one-group')
  const studies = ladder.map(({ equal }) => semStudy(columns, model, { ...options, equal, means: true }))
  const estimates = studies.map(semEstimate)
  const steps = ladder.map(({ step }, i) => stepOf(step, estimates[i]!, i === 0 ? undefined : estimates[i - 1]!))
  const failed = steps.findIndex(({ holds }) => !holds)
  const reached = failed < 0 ? 'strict' : (steps[failed - 1]?.step ?? null)
  const { conventions, ...head } = semHead('measurement-invariance', studies[0]!)
  const warnings = estimates.flatMap((estimate, i) => estimate.warnings.map((warning): Warning => ({ ...warning, detail: { ...warning.detail, step: ladder[i]!.step } })))
  return { ...head, conventions: { ...conventions, holds: 'CFI drops by .01 at most' }, steps, reached, reason: reached === null ? estimates[0]!.reason : null, warnings }
}

function notCompared(missing: number, reason: Reason): Invariance {
  return { method: 'measurement-invariance', n: 0, missing, deletion: 'listwise', conventions: { holds: 'CFI drops by .01 at most' }, steps: [], reached: null, reason, warnings: [] }
}

function stepOf(step: InvarianceStep['step'], estimate: SemEstimate, before: SemEstimate | undefined): InvarianceStep {
  if (!before) return { step, estimate, difference: undefined, holds: estimate.solution !== null, reason: null }
  const difference = differenceOf(estimate, before)
  const holds = difference !== null && difference.cfi !== null && difference.cfi >= -0.01
  return { step, estimate, difference, holds, reason: difference ? null : (estimate.reason ?? before.reason) }
}

/** A model against the one it is nested in, the freer: likelihood ratio test and changes of indices. Null where one has no solution. */
export function differenceOf(nested: SemEstimate, freer: SemEstimate): InvarianceDifference | null {
  if (!nested.solution || !freer.solution) return null
  const [a, b] = [nested.solution.fit, freer.solution.fit]
  const df = a.df - b.df
  const factor = differenceFactor(a, b)
  const chiSquare = factor === null ? null : Math.max(0, (a.chiSquare - b.chiSquare) / factor)
  const fields = {
    chiSquare,
    p: df > 0 && chiSquare !== null ? chiSquareUpper(chiSquare, df) : null,
    cfi: minus(indices(a).cfi, indices(b).cfi),
    rmsea: minus(indices(a).rmsea, indices(b).rmsea),
  }
  return { df, ...fields, reason: Object.values(fields).includes(null) ? 'not-applicable' : null }
}

/** The robust indices where there are such. */
function indices({ cfi, rmsea, scaled }: FitIndices): { cfi: number | null; rmsea: number | null } {
  return scaled?.robust ?? { cfi, rmsea }
}

/** What a difference of chi-squares is divided by; null where that is not positive, as may happen in small samples. Source: Satorra & Bentler (2001) Psychometrika 66. */
function differenceFactor(nested: FitIndices, freer: FitIndices): number | null {
  const [a, b] = [nested.scaled?.factor, freer.scaled?.factor]
  if (a === undefined || nested.df === freer.df) return 1
  const factor = (nested.df * a - freer.df * (b ?? 0)) / (nested.df - freer.df)
  return factor > 0 ? factor : null
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b
}
