import type { Text } from '@gap5/contract/language.ts'
import type { KanoRow } from '@gap5/contract/measure/results.ts'
import { kanoOfPairs } from '@gap5/methods'
import { estimateOf, withheld } from './estimates.ts'
import type { RatedItem } from './rated-items.ts'
import type { CodeCounts, Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

/** One row a feature that was asked as a Kano pair (functional and dysfunctional, 1 like … 5 dislike). */
export function kanoRows(items: readonly RatedItem[], kano: StudyScores<Figures>['kano'], minimumN: number): KanoRow[] {
  return items.flatMap(({ key, title }) => {
    const asked = kano.find(({ item }) => item === key)
    return asked ? [kanoRow({ item: key, title }, asked.pairs, minimumN)] : []
  })
}

function kanoRow(feature: { item: string; title: Text }, pairs: CodeCounts, minimumN: number): KanoRow {
  const found = kanoOfPairs(pairs.counts, { missing: pairs.missing })
  const { n, missing, counts, category: first, second, fong } = found
  const head = { ...feature, n, missing }
  if (n === 0 || n < minimumN) {
    const reason = n === 0 ? ('no-answers' as const) : ('below-minimum-n' as const)
    const nothing = withheld(reason, n, missing)
    return { ...head, counts: null, category: null, runnerUp: null, clear: null, better: nothing, worse: nothing, reason }
  }
  const clear = fong?.clear ?? null
  return {
    ...head,
    counts: { ...counts },
    category: first,
    runnerUp: clear === false ? second : null,
    clear,
    better: estimateOf(found.better, 0),
    worse: estimateOf(found.worse, 0),
    reason: null,
  }
}
