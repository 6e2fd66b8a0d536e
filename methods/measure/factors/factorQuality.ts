import type { Reason, Result } from '../../result.ts'
import { constructQuality } from '../omega.ts'
import type { SemEstimate, SemSolution } from './semEstimate.ts'
import { semHead, type SemStudy } from './semStudy.ts'

export interface FactorQuality extends Result {
  factors: FactorReliability[] | null
  /** Every pair of factors. */
  pairs: FactorPair[] | null
}

/** Reliability and convergent validity of a factor whose items are columns. A field is null for a factor of factors (`not-applicable`) or with an improper item. */
export interface FactorReliability {
  group: string
  id: string
  /** Average variance extracted: mean of the squared standardised loadings (Fornell & Larcker). */
  ave: number | null
  /** Composite reliability from standardised loadings. */
  compositeReliability: number | null
  /** The same two in the units of the items: `sum lambda² psi` or `(sum lambda)² psi` over itself plus the residual variances. */
  rawAve: number | null
  omega: number | null
  reason: Reason | null
}

export interface FactorPair {
  group: string
  first: string
  second: string
  /** Null where a variance is not positive. */
  correlation: number | null
  /** Fornell–Larcker: the root of AVE of both exceeds the correlation. Null without an AVE. */
  distinct: boolean | null
  reason: Reason | null
}

/** AVE, composite reliability and the Fornell–Larcker criterion of a measurement model. Sources: Fornell & Larcker (1981) JMR 18; Raykov (1997) for omega. */
export function factorQuality(study: SemStudy, { solution, reason }: SemEstimate): FactorQuality {
  const head = { ...semHead('factor-quality', study), warnings: [] }
  if (!solution || !study.groups) return { ...head, factors: null, pairs: null, reason }
  const found = study.groups.map(({ id }, g) => {
    const factors = study.model.factors.map((factor) => reliabilityOf(study, id, g, solution, factor.id))
    return { factors, pairs: pairsOf(study, id, g, solution, factors) }
  })
  return { ...head, factors: found.flatMap(({ factors }) => factors), pairs: found.flatMap(({ pairs }) => pairs), reason: null }
}

function reliabilityOf({ plan }: SemStudy, group: string, g: number, { parameters, implied }: SemSolution, id: string): FactorReliability {
  const own = parameters.filter((parameter) => parameter.group === group)
  const loadings = own.filter(({ kind, from }) => kind === 'loading' && from === id)
  const nothing = (reason: Reason) => ({ group, id, ave: null, compositeReliability: null, rawAve: null, omega: null, reason })
  if (loadings.some(({ to }) => plan.names.indexOf(to) >= plan.observed)) return nothing('not-applicable')
  const standardised = loadings.flatMap((loading) => (loading.standardised === null ? [] : [loading.standardised]))
  const residuals = loadings.map(({ to }) => own.find((other) => other.kind === 'covariance' && other.from === to && other.to === to)!.estimate)
  if (standardised.length < loadings.length || residuals.some((left) => left < 0)) return nothing('improper')
  const variance = implied[g]!.all.values[plan.names.indexOf(id) * (plan.names.length + 1)]!
  const left = residuals.reduce((sum, x) => sum + x, 0)
  const squares = variance * loadings.reduce((sum, { estimate }) => sum + estimate ** 2, 0)
  const square = variance * loadings.reduce((sum, { estimate }) => sum + estimate, 0) ** 2
  return { group, id, ...constructQuality(standardised), rawAve: squares / (squares + left), omega: square / (square + left), reason: null }
}

function pairsOf({ plan, model }: SemStudy, group: string, g: number, { implied }: SemSolution, factors: readonly FactorReliability[]): FactorPair[] {
  const v = plan.names.length
  const { values } = implied[g]!.all
  return model.factors.flatMap((_, j) =>
    model.factors.slice(0, j).map((_, i): FactorPair => {
      const [a, b] = [plan.observed + i, plan.observed + j]
      const product = values[a * (v + 1)]! * values[b * (v + 1)]!
      const correlation = values[a * (v + 1)]! > 0 && product > 0 ? values[a * v + b]! / Math.sqrt(product) : null
      const [first, second] = [factors[i]!, factors[j]!]
      const distinct = correlation === null || first.ave === null || second.ave === null ? null : Math.min(first.ave, second.ave) > correlation ** 2
      return { group, first: first.id, second: second.id, correlation, distinct, reason: correlation === null ? 'improper' : distinct === null ? (first.reason ?? second.reason) : null }
    }),
  )
}
