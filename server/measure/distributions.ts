import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { Distribution } from '@gap5/contract/measure/results.ts'
import { distribution, mean } from '@gap5/methods'
import { estimateOf } from './estimates.ts'
import { level } from './level-scores.ts'
import type { RatedItem } from './rated-items.ts'
import type { SelectedAnswers } from './selected-answers.ts'

/** How the answers to every rating spread, one row a variable. */
export function distributions(items: readonly RatedItem[], answers: SelectedAnswers, minimumN: number): Distribution[] {
  return items.flatMap((item) => (Object.keys(item.levels) as Role[]).map((role) => distributionOf(item, role, answers, minimumN)))
}

function distributionOf(item: RatedItem, role: Role, answers: SelectedAnswers, minimumN: number): Distribution {
  const variable = item.levels[role]
  if (!variable) throw new Error(`${item.key} has no ${role}`)
  const values = level(item, role, answers)
  const { counts, between, n } = distribution(values, variable)
  const isShown = n >= minimumN && n > 0
  return {
    variable: variable.key,
    item: item.key,
    role,
    title: item.title,
    dimension: item.dimension,
    min: variable.min,
    max: variable.max,
    reversed: variable.reversed,
    counts: isShown ? counts.map(({ count }) => count) : null,
    other: isShown ? between : 0,
    ...answers.absences(variable),
    estimate: estimateOf(mean(values), minimumN),
  }
}
