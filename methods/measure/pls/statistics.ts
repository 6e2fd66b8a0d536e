import type { ItemMoments } from './covariances.ts'
import { constructPairs, htmtOf } from './discriminant.ts'
import { indexable, indexValue } from './latentIndex.ts'
import type { PlsParameters } from './parameters.ts'
import { isReflective } from './reliability.ts'
import { effectPairs } from './structural.ts'
import type { PlsStudy } from './study.ts'

/** One of the figures that a resample gives: what it is, and of which item, construct or pair. */
export interface PlsStatistic {
  kind: 'weight' | 'loading' | 'path' | 'total' | 'indirect' | 'r2' | 'alpha' | 'rhoC' | 'ave' | 'rhoA' | 'htmt' | 'index'
  /** The item, the construct, or where the path starts. */
  of: string
  /** Where the path ends, or the other construct of a pair. */
  to?: string
}

type Reader = (of: ItemMoments, found: PlsParameters) => number

/** The figures of a study, and a function that writes them down one after the other. */
export interface StatisticsOfStudy {
  list: PlsStatistic[]
  write: (of: ItemMoments, found: PlsParameters, out: Float64Array, start: number) => void
}

/** The figures of a study in a fixed order, and how each is read off; NaN where a resample does not give it. */
export function statisticsOf(study: PlsStudy): StatisticsOfStudy {
  const { plan, model, itemIds } = study
  const size = plan.constructs
  const id = (q: number) => model.constructs[q]!.id
  const entries: { statistic: PlsStatistic; read: Reader }[] = []
  const add = (statistic: PlsStatistic, read: Reader) => entries.push({ statistic, read })
  for (const [i, item] of itemIds.entries()) add({ kind: 'weight', of: item }, (_, { weights }) => weights[i]!)
  for (const [i, item] of itemIds.entries()) add({ kind: 'loading', of: item }, (_, { loadings }) => loadings[i]!)
  for (const [at, { from, to }] of plan.paths.entries()) add({ kind: 'path', of: id(from), to: id(to) }, (_, { paths }) => paths[at]!)
  for (const { from, to, indirect } of effectPairs(plan)) {
    const at = from * size + to
    add({ kind: 'total', of: id(from), to: id(to) }, (_, { total }) => total[at]!)
    if (indirect) add({ kind: 'indirect', of: id(from), to: id(to) }, (_, { total, direct }) => total[at]! - direct[at]!)
  }
  for (let q = 0; q < size; q++) {
    if (plan.predecessors[q]!.length > 0) add({ kind: 'r2', of: id(q) }, (_, { r2 }) => r2[q]!)
    if (!isReflective(plan, q)) continue
    for (const kind of ['alpha', 'rhoC', 'ave', 'rhoA'] as const) add({ kind, of: id(q) }, (_, { reliability }) => reliability[kind][q]!)
  }
  for (const q of indexable(study)) add({ kind: 'index', of: id(q) }, (of, { weights }) => indexValue(study, of, weights, q))
  const pairs = constructPairs(size).filter(([a, b]) => !plan.modeB[a] && !plan.modeB[b])
  return {
    list: [...entries.map(({ statistic }) => statistic), ...pairs.map(([a, b]): PlsStatistic => ({ kind: 'htmt', of: id(a), to: id(b) }))],
    write: (of, found, out, start) => {
      let at = start
      for (const { read } of entries) out[at++] = read(of, found)
      const ratio = htmtOf(plan, of)
      for (const [a, b] of pairs) out[at++] = ratio(a, b)
    },
  }
}
