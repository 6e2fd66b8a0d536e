import { causesFirst, variablesOf, type SemModel, type SemPath, type SemTerm } from './semModel.ts'

export type EqualAcrossGroups = 'loadings' | 'intercepts' | 'residuals' | 'regressions' | 'latent-variances' | 'latent-covariances'

export interface PlanOptions {
  identification: 'marker' | 'unit-variance'
  means: boolean
  groups: number
  equal: readonly EqualAcrossGroups[]
  /** Parameters that may differ between groups all the same. */
  except: readonly SemTerm[]
}

/**
 * One entry of the model's matrices in one group. With variables v = (columns, factors), `v = alpha + A v + e`, `cov(e) = S`: a loading or a
 * regression is A[to, from], a covariance S[to, from], an intercept alpha[to].
 */
export interface Cell {
  kind: SemTerm['kind']
  from: number
  to: number
  group: number
  /** Which free parameter stands here; -1 for a fixed number. */
  free: number
  /** The number of a fixed cell. */
  value: number
}

export interface SemPlan {
  names: readonly string[]
  /** The first so many of the names are columns. */
  observed: number
  groups: number
  means: boolean
  cells: readonly Cell[]
  /** Number of free parameters. */
  size: number
  /** Positions of the variables, causes before effects. */
  order: readonly number[]
}

/** Lays a model out in cells, group by group. The model must be without problems. */
export function planOf(model: SemModel, options: PlanOptions): SemPlan {
  const names = variablesOf(model)
  const observed = names.length - model.factors.length
  const at = new Map(names.map((name, i) => [name, i]))
  const paths = pathsOf(model)
  const free = new Map<string, number>()
  const representative = representatives(model)
  const cells: Cell[] = []
  for (let group = 0; group < options.groups; group++) {
    for (const term of termsOf(model, names, observed, options, group)) {
      const own = `${term.kind} ${term.from} ${term.to}`
      const shared = sharedAcross(term, names, observed, options)
      const key = `${shared ? '' : group} ${representative.get(own) ?? own}`
      if (term.value === null && !free.has(key)) free.set(key, free.size)
      cells.push({ kind: term.kind, from: at.get(term.from)!, to: at.get(term.to)!, group, free: term.value === null ? free.get(key)! : -1, value: term.value ?? 0 })
    }
  }
  const order = causesFirst(names, paths).order.map((name) => at.get(name)!)
  return { names, observed, groups: options.groups, means: options.means, cells, size: free.size, order }
}

export function pathsOf({ factors, regressions = [] }: SemModel): SemPath[] {
  return [...factors.flatMap(({ id, items }) => items.map((to) => ({ from: id, to }))), ...regressions]
}

type Term = SemTerm & { value: number | null }

function termsOf(model: SemModel, names: readonly string[], observed: number, options: PlanOptions, group: number): Term[] {
  const { factors, regressions = [] } = model
  const later = group > 0
  const unit = options.identification === 'unit-variance'
  const terms: Term[] = factors.flatMap(({ id, items }) => items.map((to, i) => ({ kind: 'loading' as const, from: id, to, value: !unit && i === 0 ? 1 : null })))
  terms.push(...regressions.map(({ from, to }) => ({ kind: 'regression' as const, from, to, value: null })))
  const single = new Set(factors.filter(({ items }) => items.length === 1).map(({ items }) => items[0]!))
  for (const [i, name] of names.entries()) {
    const scaled = i >= observed && unit && !(later && options.equal.includes('loadings'))
    terms.push({ kind: 'covariance', from: name, to: name, value: scaled ? 1 : i < observed && single.has(name) ? 0 : null })
  }
  terms.push(...covariancePairs(model, names, observed).map(({ from, to }) => ({ kind: 'covariance' as const, from, to, value: null })))
  if (options.means) {
    const moving = later && options.equal.includes('intercepts')
    terms.push(...names.map((name, i): Term => ({ kind: 'intercept', from: name, to: name, value: i >= observed && !moving ? 0 : null })))
  }
  for (const { value, ...term } of model.fixed ?? []) fix(terms, term, value)
  return terms
}

function fix(terms: Term[], term: SemTerm, value: number): void {
  const found = terms.find((other) => sameTerm(other, term))
  if (found) found.value = value
  else terms.push({ ...term, value })
}

function sameTerm(a: SemTerm, b: SemTerm): boolean {
  if (a.kind !== b.kind) return false
  return (a.from === b.from && a.to === b.to) || (a.kind === 'covariance' && a.from === b.to && a.to === b.from)
}

/** Covariances of the model off the diagonal: automatic ones, then given ones. */
function covariancePairs(model: SemModel, names: readonly string[], observed: number): SemPath[] {
  const { factors, regressions = [], covariances = [], automaticCovariances = true } = model
  const structural = names.filter((name, i) => i >= observed || regressions.some(({ from, to }) => from === name || to === name))
  const causes = structural.filter((name) => !pathsOf(model).some(({ to }) => to === name))
  const shown = new Set(factors.flatMap(({ items }) => items))
  const outcomes = structural.filter((name) => !shown.has(name) && regressions.some(({ to }) => to === name) && !regressions.some(({ from }) => from === name))
  const pairs = automaticCovariances ? [...pairsOf(causes), ...pairsOf(outcomes)] : []
  const kind = 'covariance'
  return [...pairs, ...covariances.filter((given) => !pairs.some((pair) => sameTerm({ kind, ...pair }, { kind, ...given })))]
}

function pairsOf(names: readonly string[]): SemPath[] {
  return names.flatMap((to, i) => names.slice(0, i).map((from) => ({ from, to })))
}

function sharedAcross(term: SemTerm, names: readonly string[], observed: number, { equal, except }: PlanOptions): boolean {
  if (except.some((other) => sameTerm(other, term))) return false
  const latent = (name: string) => names.indexOf(name) >= observed
  if (term.kind === 'loading') return equal.includes('loadings')
  if (term.kind === 'regression') return equal.includes('regressions')
  if (term.kind === 'intercept') return !latent(term.to) && equal.includes('intercepts')
  if (term.from !== term.to) return latent(term.from) && latent(term.to) && equal.includes('latent-covariances')
  return equal.includes(latent(term.to) ? 'latent-variances' : 'residuals')
}

/** By the name of a parameter, the name of the one whose value it shares. */
function representatives({ equal = [] }: SemModel): Map<string, string> {
  const found = new Map<string, string>()
  for (const terms of equal) {
    const [first] = terms
    for (const { kind, from, to } of terms) {
      for (const own of kind === 'covariance' ? [`${kind} ${from} ${to}`, `${kind} ${to} ${from}`] : [`${kind} ${from} ${to}`]) found.set(own, `= ${first!.kind} ${first!.from} ${first!.to}`)
    }
  }
  return found
}
