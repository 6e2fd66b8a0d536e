import type { Matrix } from '../../numbers/matrix.ts'
import type { SemGroup } from './semStudy.ts'
import type { SemPlan } from './semPlan.ts'

/**
 * Where the search for the parameters begins: loadings by the centroid of each factor's items, factors correlated as the sums of their items are,
 * half of what is left of an item its residual, paths at 0. Parameters shared by groups start from the last of them.
 */
export function startValues(plan: SemPlan, groups: readonly SemGroup[]): Float64Array {
  const start = new Float64Array(plan.size)
  for (const [g, { saturated }] of groups.entries()) {
    const draft = draftOf(plan, g, saturated.covariances)
    for (const { kind, from, to, group, free } of plan.cells) {
      if (group !== g || free < 0) continue
      if (kind === 'loading') start[free] = draft.loading(from, to)
      else if (kind === 'covariance') start[free] = draft.covariance(from, to)
      else start[free] = kind === 'intercept' && to < plan.observed ? saturated.means[to]! : 0
    }
  }
  return start
}

interface Draft {
  loading: (factor: number, item: number) => number
  covariance: (a: number, b: number) => number
}

function draftOf(plan: SemPlan, group: number, s: Matrix): Draft {
  const { observed: p, names } = plan
  const loadings = plan.cells.filter((cell) => cell.group === group && cell.kind === 'loading')
  const raw = new Map<number, Map<number, number>>()
  const units = new Float64Array(names.length).fill(1)
  for (let f = p; f < names.length; f++) {
    const own = loadings.filter(({ from }) => from === f)
    const centroid = centroidLoadings(own.map(({ to }) => to).filter((item) => item < p), s)
    raw.set(f, centroid)
    const marker = own.find(({ free, value }) => free < 0 && value !== 0)
    units[f] = marker ? (centroid.get(marker.to) ?? 1) / marker.value : 1
  }
  const item = (f: number, i: number) => (raw.get(f)?.get(i) ?? 0.7) / units[f]!
  const common = new Float64Array(p)
  for (const { from, to } of loadings) if (to < p) common[to]! += (item(from, to) * units[from]!) ** 2
  const correlation = (a: number, b: number) => 0.9 * composite(raw.get(a), raw.get(b), s)
  const variance = (i: number) => (i < p ? s.values[i * (p + 1)]! : units[i]! ** 2)
  return {
    loading: item,
    covariance: (a, b) => {
      if (a === b) return a >= p ? units[a]! ** 2 : variance(a) - Math.min(common[a]!, 0.8 * variance(a))
      if (a < p && b < p) return loadings.some(({ to }) => to === a || to === b) ? 0 : 0.5 * s.values[a * p + b]!
      return a < p || b < p ? 0 : correlation(a, b) * units[a]! * units[b]!
    },
  }
}

/** Loadings of a factor of variance 1: sums of covariances with the other items, in the direction of the first. */
function centroidLoadings(items: readonly number[], s: Matrix): Map<number, number> {
  const p = s.rows
  const sd = (i: number) => Math.sqrt(s.values[i * (p + 1)]!)
  const at = (i: number, j: number) => s.values[i * p + j]! / (sd(i) * sd(j))
  const sign = new Map(items.map((i) => [i, at(items[0]!, i) < 0 ? -1 : 1]))
  const reach = new Map(items.map((i) => [i, items.reduce((sum, j) => (i === j ? sum : sum + sign.get(i)! * sign.get(j)! * at(i, j)), 0)]))
  const total = [...reach.values()].reduce((sum, x) => sum + x, 0)
  return new Map(items.map((i) => {
    const loading = total > 0 && items.length > 1 ? Math.min(0.9, Math.max(0.2, reach.get(i)! / Math.sqrt(total))) : 0.8
    return [i, sign.get(i)! * loading * sd(i)]
  }))
}

/** Correlation of the sums of two factors' items, each in the direction of its loading and of variance 1. */
function composite(a: ReadonlyMap<number, number> | undefined, b: ReadonlyMap<number, number> | undefined, s: Matrix): number {
  const p = s.rows
  const along = (x: ReadonlyMap<number, number>, y: ReadonlyMap<number, number>) => {
    let sum = 0
    for (const [i, l] of x) for (const [j, m] of y) sum += (Math.sign(l) * Math.sign(m) * s.values[i * p + j]!) / Math.sqrt(s.values[i * (p + 1)]! * s.values[j * (p + 1)]!)
    return sum
  }
  if (!a || !b || a.size === 0 || b.size === 0) return 0
  return along(a, b) / Math.sqrt(along(a, a) * along(b, b))
}
