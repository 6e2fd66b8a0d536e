import { symmetricInverse } from '../../numbers/cholesky.ts'
import { matrix, submatrix } from '../../numbers/matrix.ts'
import type { Reason, Result, Warning } from '../../result.ts'
import { studyMoments, type ItemMoments } from './covariances.ts'
import { discriminant, type PlsPair } from './discriminant.ts'
import { failureWarnings } from './failure.ts'
import { parameterFinder, type PlsParameters } from './parameters.ts'
import { blockItems, blockSize, type PlsPlan } from './plan.ts'
import { isReflective } from './reliability.ts'
import { plsResidual, type PlsResidual } from './residual.ts'
import { effectPairs, structural } from './structural.ts'
import { headOf, type PlsStudy } from './study.ts'

/** An estimated path model. `solution` is null where there is none; then the warnings name the item or construct at fault. */
export interface PlsEstimate extends Result {
  solution: PlsSolution | null
}

export interface PlsSolution {
  iterations: number
  indicators: PlsIndicator[]
  constructs: PlsBlock[]
  /** Constructs that others act on. */
  explained: PlsExplained[]
  paths: PlsPathEstimate[]
  /** Every pair with an effect, direct or by way of others. */
  effects: PlsEffect[]
  /** Every pair of constructs: correlation, HTMT, Fornell–Larcker. */
  pairs: PlsPair[]
  goodnessOfFit: { value: number | null; reason: Reason | null }
  srmr: PlsResidual
}

export interface PlsIndicator {
  id: string
  construct: string
  /** The composite is the weighted sum of standardised (or, unscaled, of centred) items and has variance 1. */
  weight: number
  /** Correlation with the own composite; corrected for attenuation under consistent PLS. */
  loading: number
  /** Correlation with every composite, by construct. */
  crossLoadings: Record<string, number>
  /** Variance inflation among the items of the block; matters for formative ones. Null where they are linearly dependent. */
  vif: number | null
  reason: Reason | null
}

export interface PlsBlock {
  id: string
  mode: 'A' | 'B'
  items: number
  /** Null for a formative block (`not-applicable`) and for one of a single item (`single-item`). */
  reliability: { alpha: number | null; rhoC: number | null; ave: number | null; rhoA: number | null; reason: Reason | null }
}

export interface PlsExplained {
  id: string
  r2: number
  /** Null where there are too few respondents. */
  adjustedR2: number | null
  reason: Reason | null
}

export interface PlsPathEstimate {
  from: string
  to: string
  estimate: number
  /** Loss of R² without this predecessor over what R² leaves, scores held fixed. .02 small, .15 medium, .35 large. */
  f2: number | null
  /** Variance inflation among the predecessors of the same construct. */
  vif: number
  reason: Reason | null
}

export interface PlsEffect {
  from: string
  to: string
  direct: number
  indirect: number
  total: number
}

/**
 * Estimates a path model by partial least squares. Reasons: `too-few` respondents; `no-variance` of an item or composite; `singular` where items
 * of a formative block or causes of a construct are linearly dependent; `not-converged`; `improper` where consistent PLS is inadmissible
 * (a rho_A outside of (0, 1] or corrected correlations that cannot be). The warnings name which.
 *
 * Sources: Tenenhaus, Esposito Vinzi, Chatelin & Lauro (2005) CSDA 48; Dijkstra & Henseler (2015) MIS Quarterly 39 for the consistent form;
 * Henseler, Hubona & Ray (2016) IMDS 116 for what to report.
 */
export function plsEstimate(study: PlsStudy): PlsEstimate {
  const head = headOf('pls', study)
  const moments = studyMoments(study)
  const found = study.n === 0 ? { reason: 'no-answers' as const, construct: -1 } : parameterFinder(study)(moments)
  if ('reason' in found) return { ...head, solution: null, reason: found.reason, warnings: failureWarnings(study, found) }
  const solution = solutionOf(study, moments, found)
  return { ...head, solution, reason: null, warnings: warningsOf(study, solution) }
}

function solutionOf(study: PlsStudy, moments: ItemMoments, found: PlsParameters): PlsSolution {
  const { plan, model } = study
  const id = (q: number) => model.constructs[q]!.id
  return {
    iterations: found.iterations,
    indicators: indicatorsOf(study, moments, found),
    constructs: model.constructs.map((construct, q) => ({
      id: construct.id,
      mode: plan.modeB[q] ? 'B' : 'A',
      items: blockSize(plan, q),
      reliability: reliabilityOf(plan, q, found),
    })),
    explained: model.constructs.flatMap((_, q) => explainedOf(id(q), found.r2[q]!, plan.predecessors[q]!.length, study.n)),
    paths: pathsOf(plan, id, found),
    effects: effectsOf(plan, id, found),
    pairs: discriminant(study, moments, found),
    goodnessOfFit: goodnessOfFit(plan, found),
    srmr: plsResidual(plan, study.settings, moments, found),
  }
}

function indicatorsOf(study: PlsStudy, { matrix: s }: ItemMoments, found: PlsParameters): PlsIndicator[] {
  const { plan, model, itemIds } = study
  const whole = matrix(plan.items, plan.items, s)
  return model.constructs.flatMap((construct, q) => {
    const at = blockItems(plan, q)
    const inverse = symmetricInverse(submatrix(whole, at))
    return at.map((item, i): PlsIndicator => {
      const crossLoadings: Record<string, number> = {}
      for (const [r, other] of model.constructs.entries()) crossLoadings[other.id] = found.crossLoadings[item * plan.constructs + r]!
      const vif = inverse ? inverse.values[i * at.length + i]! * s[item * plan.items + item]! : null
      const [weight, loading] = [found.weights[item]!, found.loadings[item]!]
      return { id: itemIds[item]!, construct: construct.id, weight, loading, crossLoadings, vif, reason: vif === null ? 'singular' : null }
    })
  })
}

function reliabilityOf(plan: PlsPlan, q: number, { reliability }: PlsParameters): PlsBlock['reliability'] {
  const of = (values: Float64Array) => (Number.isNaN(values[q]) ? null : values[q]!)
  const found = { alpha: of(reliability.alpha), rhoC: of(reliability.rhoC), ave: of(reliability.ave), rhoA: of(reliability.rhoA) }
  if (!Object.values(found).includes(null)) return { ...found, reason: null }
  return { ...found, reason: isReflective(plan, q) ? 'no-variance' : plan.modeB[q] ? 'not-applicable' : 'single-item' }
}

function explainedOf(id: string, r2: number, causes: number, n: number): PlsExplained[] {
  if (causes === 0) return []
  const adjustedR2 = n > causes + 1 ? 1 - ((1 - r2) * (n - 1)) / (n - causes - 1) : null
  return [{ id, r2, adjustedR2, reason: adjustedR2 === null ? 'too-few' : null }]
}

function pathsOf(plan: PlsPlan, id: (q: number) => string, found: PlsParameters): PlsPathEstimate[] {
  const { regress } = structural(plan)
  const spare = new Float64Array(plan.constructs)
  return plan.paths.map(({ from, to }, at) => {
    const others = plan.predecessors[to]!.filter((q) => q !== from)
    const r2 = found.r2[to]!
    const without = others.length > 0 ? regress(found.correlations, to, others, spare) : 0
    const shared = others.length > 0 ? regress(found.correlations, from, others, spare) : 0
    const f2 = 1 - r2 > 1e-12 ? (r2 - without) / (1 - r2) : null
    return { from: id(from), to: id(to), estimate: found.paths[at]!, f2, vif: 1 / (1 - shared), reason: f2 === null ? 'out-of-range' : null }
  })
}

function effectsOf(plan: PlsPlan, id: (q: number) => string, { direct, total }: PlsParameters): PlsEffect[] {
  const size = plan.constructs
  return effectPairs(plan).map(({ from, to }) => {
    const at = from * size + to
    return { from: id(from), to: id(to), direct: direct[at]!, indirect: total[at]! - direct[at]!, total: total[at]! }
  })
}

/**
 * Root of mean communality (of blocks with several items) times mean R². Descriptive only: it does not tell a wrong model.
 * Source: Tenenhaus et al. (2005) section 5.
 */
function goodnessOfFit(plan: PlsPlan, { loadings, r2 }: PlsParameters): PlsSolution['goodnessOfFit'] {
  const counted = loadings.filter((_, i) => blockSize(plan, plan.constructOf[i]!) > 1)
  const explained = r2.filter((value) => !Number.isNaN(value))
  if (counted.length === 0) return { value: null, reason: 'single-item' }
  const communality = counted.reduce((sum, l) => sum + l * l, 0) / counted.length
  return { value: Math.sqrt((communality * explained.reduce((sum, value) => sum + value, 0)) / explained.length), reason: null }
}

function warningsOf(study: PlsStudy, { indicators, constructs, paths }: PlsSolution): Warning[] {
  const { plan, model, n } = study
  const formative = new Set(constructs.filter(({ mode }) => mode === 'B').map(({ id }) => id))
  const wanted = 10 * Math.max(...model.constructs.map((_, q) => Math.max(plan.predecessors[q]!.length, plan.modeB[q] ? blockSize(plan, q) : 0)))
  const warnings: Warning[] = []
  if (n < wanted) warnings.push({ code: 'small-sample', detail: { n, wanted } })
  for (const { id, reliability } of constructs) {
    const { rhoC } = reliability
    if (rhoC !== null && rhoC < 0.7) warnings.push({ code: 'low-reliability', detail: { construct: id, rhoC, wanted: 0.7 } })
  }
  for (const { id, construct, loading, vif } of indicators) {
    if (loading < 0) warnings.push({ code: 'negative-item', detail: { item: id, loading } })
    if (formative.has(construct) && vif !== null && vif > 5) warnings.push({ code: 'collinear', detail: { item: id, vif } })
  }
  for (const { from, to, vif } of paths) if (vif > 5) warnings.push({ code: 'collinear', detail: { from, to, vif } })
  return warnings
}

/**
 * Respondents needed to find a path of at least this size, at the 5 % level with a power of 80 %: `(2.486 / |path|)²`.
 * Source: Kock & Hadaya (2018) Information Systems Journal 28, equation 5.
 */
export function plsSampleSize(smallestPath: number): number | null {
  return smallestPath === 0 ? null : Math.ceil((2.486 / Math.abs(smallestPath)) ** 2)
}
