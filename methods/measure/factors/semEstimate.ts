import { cholesky } from '../../numbers/cholesky.ts'
import { submatrix, type Matrix } from '../../numbers/matrix.ts'
import { normalUpper, normalUpperQuantile } from '../../numbers/normal.ts'
import type { Interval, Reason, Result, Warning } from '../../result.ts'
import { observedInformation } from './curvature.ts'
import { fitIndices, leastSquaresFit, type FitIndices } from './fitIndices.ts'
import { valueOf, type Implied } from './implied.ts'
import { leastSquares, unrelatedPlan, type Distance } from './leastSquares.ts'
import { robustOf } from './robust.ts'
import { informationInverse, likeliest, slopesAt, type Maximum } from './scoring.ts'
import type { SemTerm } from './semModel.ts'
import type { Cell } from './semPlan.ts'
import { semHead, type SemGroup, type SemStudy } from './semStudy.ts'
import { deltaError, standardiser } from './standardised.ts'
import { startValues } from './starts.ts'

/** An estimated model. `solution` is null where there is none. */
export interface SemEstimate extends Result {
  solution: SemSolution | null
}

export interface SemSolution {
  iterations: number
  /** Group by group; shared parameters stand in every group. */
  parameters: SemParameter[]
  explained: SemExplained[]
  fit: FitIndices
  /** Group by group, for the variables in the order of `plan.names`. */
  implied: Implied[]
  /** Values of the free parameters, and the covariances of their errors. */
  free: Float64Array
  errors: Matrix
}

export interface SemParameter extends SemTerm {
  /** Empty where there are no groups. */
  group: string
  fixed: boolean
  estimate: number
  /** Null for a fixed parameter (`not-applicable`); so for z, p and interval. */
  se: number | null
  z: number | null
  /** Two-sided. */
  p: number | null
  interval: Interval | null
  /** In units of standard deviations, with its standard error by the delta method. Null where a variance is not positive (`improper`). */
  standardised: number | null
  standardisedSe: number | null
  reason: Reason | null
}

/** Share of a variable's variance that others explain. */
export interface SemExplained {
  group: string
  variable: string
  /** Null where the variable's variance is not positive. */
  r2: number | null
  reason: Reason | null
}

/**
 * Estimates a model: by maximum likelihood, or as the study says. Reasons: those of the study; `singular` where the data cannot determine every parameter, and then warning
 * `not-identified` names one of them (more parameters than moments, a factor of too few items, …); `not-converged`.
 *
 * A solution that cannot be true stands, with a warning `improper` for each fault, `detail.fault` being `negative-variance` (Heywood case),
 * `correlation-above-one` or `latent-covariances` (not positive definite).
 *
 * Sources: Jöreskog (1970) Biometrika 57; Bollen (1989) Structural Equations with Latent Variables; FIML, Arbuckle (1996).
 */
export function semEstimate(study: SemStudy): SemEstimate {
  const head = semHead(`sem-${study.settings.estimator}`, study)
  const nothing = (reason: Reason, warnings: Warning[] = []) => ({ ...head, solution: null, reason, warnings })
  if (!study.groups) return nothing(study.reason!, shortcomings(study))
  const { plan, groups } = study
  const p = plan.observed
  const spare = groups.length * ((p * (p + 1)) / 2 + (plan.means ? p : 0)) - plan.size
  if (spare < 0) return nothing('singular', [{ code: 'not-identified', detail: { df: spare } }])
  const found = study.distance ? byLeastSquares(study, groups[0]!, study.distance) : byLikelihood(study, groups)
  if (!found) return nothing('not-converged')
  if ('undetermined' in found) {
    const cell = plan.cells.find(({ free }) => free === found.undetermined)!
    return nothing('singular', [{ code: 'not-identified', detail: { kind: cell.kind, from: plan.names[cell.from]!, to: plan.names[cell.to]! } }])
  }
  const solution = solutionOf(study, groups, found)
  return { ...head, solution, reason: null, warnings: improperParts(study, groups, solution) }
}

/** What a search for the parameters comes to. */
type Outcome = Pick<SemSolution, 'iterations' | 'fit' | 'implied' | 'free' | 'errors'>

function byLikelihood(study: SemStudy, groups: readonly SemGroup[]): Outcome | { undetermined: number } | null {
  const found = likeliest(study.plan, groups, startValues(study.plan, groups))
  if (!found) return null
  const information = errorsOf(study, groups, found)
  if ('undetermined' in information) return information
  const robust = study.settings.robust === 'none' ? null : robustOf(study, groups, found, information.inverse)
  const implied = found.groups.map((group) => group.implied)
  const fit = fitIndices(study, groups, implied, found.value, robust?.scaling ?? null)
  return { iterations: found.iterations, fit, implied, free: found.parameters, errors: robust?.errors ?? information.inverse }
}

function byLeastSquares(study: SemStudy, group: SemGroup, distance: Distance): Outcome | { undetermined: number } | null {
  const { plan, settings } = study
  const n = settings.divisor === 'n' ? group.n : group.n - 1
  const found = leastSquares(plan, group, n, startValues(plan, [group]), distance)
  const unrelated = unrelatedPlan(plan)
  const baseline = leastSquares(unrelated, group, n, startValues(unrelated, [group]), distance)
  if (!found || !baseline) return null
  if ('undetermined' in found.errors) return found.errors
  return { iterations: found.iterations, fit: leastSquaresFit(study, group, found, baseline), implied: [found.implied], free: found.parameters, errors: found.errors.inverse }
}

/** Which item or group kept the data from serving. */
function shortcomings({ reason, at }: SemStudy): Warning[] {
  const code = reason === 'no-variance' ? 'no-variance' : reason === 'singular' ? 'collinear' : 'small-sample'
  return at === '' || reason === 'not-converged' ? [] : [{ code, detail: { at } }]
}

/** Covariances of the estimates: the inverse of the information asked for. */
function errorsOf({ plan, settings }: SemStudy, groups: readonly SemGroup[], found: Maximum): { inverse: Matrix } | { undetermined: number } {
  const expected = informationInverse(slopesAt(plan, found).information)
  if ('undetermined' in expected || settings.information === 'expected') return expected
  const units = Float64Array.from({ length: plan.size }, (_, i) => Math.sqrt(expected.inverse.values[i * (plan.size + 1)]!))
  return informationInverse(observedInformation(plan, groups, found, units))
}

function solutionOf(study: SemStudy, groups: readonly SemGroup[], found: Outcome): SemSolution {
  const { implied, free, errors } = found
  return {
    ...found,
    parameters: groups.flatMap((group, g) => parametersOf(study, g, group.id, implied[g]!, free, errors)),
    explained: groups.flatMap((group, g) => explainedOf(study, g, group.id, implied[g]!)),
  }
}

function parametersOf({ plan, settings }: SemStudy, group: number, id: string, implied: Implied, free: Float64Array, errors: Matrix): SemParameter[] {
  const standard = standardiser(plan, group, implied, free)
  const reach = normalUpperQuantile((1 - settings.level) / 2)
  return plan.cells.filter((cell) => cell.group === group).map((cell) => {
    const estimate = valueOf(cell, free)
    const se = cell.free < 0 ? null : Math.sqrt(errors.values[cell.free * (plan.size + 1)]!)
    const derived = standard.cell(cell)
    const standardisedSe = derived && deltaError(derived.slopes, errors)
    return {
      ...termOf(plan.names, cell),
      group: id,
      fixed: cell.free < 0,
      estimate,
      se,
      z: se && estimate / se,
      p: se && 2 * normalUpper(Math.abs(estimate / se)),
      interval: se === null ? null : { level: settings.level, lower: estimate - reach * se, upper: estimate + reach * se },
      standardised: derived && derived.value,
      standardisedSe,
      reason: standardisedSe === null ? 'improper' : se === null ? 'not-applicable' : null,
    }
  })
}

export function termOf(names: readonly string[], { kind, from, to }: Cell): SemTerm {
  return { kind, from: names[from]!, to: names[to]! }
}

function explainedOf({ plan }: SemStudy, group: number, id: string, { all, residual }: Implied): SemExplained[] {
  const v = plan.names.length
  const explained = [...plan.names.keys()].filter((i) => plan.cells.some((cell) => cell.group === group && cell.to === i && (cell.kind === 'loading' || cell.kind === 'regression')))
  return explained.map((i) => {
    const variance = all.values[i * (v + 1)]!
    const r2 = variance > 0 ? 1 - residual.values[i * (v + 1)]! / variance : null
    return { group: id, variable: plan.names[i]!, r2, reason: r2 === null ? 'improper' : null }
  })
}

function improperParts({ plan }: SemStudy, groups: readonly SemGroup[], { parameters, implied }: SemSolution): Warning[] {
  const negative = parameters.filter(({ kind, from, to, estimate }) => kind === 'covariance' && from === to && estimate < 0)
  const warnings = negative.map(({ to, group, estimate }): Warning => ({ code: 'improper', detail: { fault: 'negative-variance', variable: to, group, estimate } }))
  const latent = plan.names.flatMap((_, i) => (i >= plan.observed ? [i] : []))
  for (const [g, { all }] of implied.entries()) {
    const part = submatrix(all, latent)
    const group = groups[g]!.id
    const m = latent.length
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < i; j++) {
        const product = part.values[i * (m + 1)]! * part.values[j * (m + 1)]!
        if (product > 0 && part.values[i * m + j]! ** 2 > product) {
          warnings.push({ code: 'improper', detail: { fault: 'correlation-above-one', first: plan.names[latent[j]!]!, second: plan.names[latent[i]!]!, group } })
        }
      }
    }
    if (m > 0 && !cholesky(part)) warnings.push({ code: 'improper', detail: { fault: 'latent-covariances', group } })
  }
  return warnings
}
