import type { KanoRow } from '@gap5/contract/measure/results.ts'
import { kano } from '@gap5/methods'
import { estimateOf, withheld } from './estimates.ts'
import { level } from './level-scores.ts'
import type { RatedItem } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

/** One row a feature that was asked as a Kano pair (functional and dysfunctional, 1 like … 5 dislike). */
export function kanoRows(items: readonly RatedItem[], answers: SelectedAnswers, minimumN: number): KanoRow[] {
  const pairs = items.filter(({ levels }) => levels.functional && levels.dysfunctional)
  return pairs.map((item) => kanoRow(item, answers, minimumN))
}

function kanoRow(item: RatedItem, answers: SelectedAnswers, minimumN: number): KanoRow {
  const found = kano(level(item, 'functional', answers), level(item, 'dysfunctional', answers))
  const { n, missing, counts, category, second, fong } = found
  const head = { item: item.key, title: item.title, n, missing }
  if (n === 0 || n < minimumN) {
    const reason = n === 0 ? ('no-answers' as const) : ('below-minimum-n' as const)
    const nothing = withheld(reason, n, missing)
    return { ...head, counts: null, category: null, runnerUp: null, clear: null, better: nothing, worse: nothing, reason }
  }
  const clear = fong?.clear ?? null
  return {
    ...head,
    counts: { ...counts },
    category,
    runnerUp: clear === false ? second : null,
    clear,
    better: estimateOf(found.better, 0),
    worse: estimateOf(found.worse, 0),
    reason: null,
  }
}
