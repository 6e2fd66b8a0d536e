import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { Distribution } from '@gap5/contract/measure/results.ts'
import { mean } from '@gap5/methods'
import { estimateOf } from './estimates.ts'
import type { RatedItem } from './rated-items.ts'
import type { Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

/** How the answers to every rating spread, one row a variable. */
export function distributions(items: readonly RatedItem[], figures: StudyScores<Figures>, minimumN: number): Distribution[] {
  return items.flatMap((item) => (Object.keys(item.levels) as Role[]).map((role) => distributionOf(item, role, figures, minimumN)))
}

function distributionOf(item: RatedItem, role: Role, { answers }: StudyScores<Figures>, minimumN: number): Distribution {
  const variable = item.levels[role]
  const given = answers.find((candidate) => candidate.variable === variable?.key)
  if (!variable || !given) throw new Error(`${item.key} has no ${role}`)
  const { values, spread } = given
  const isShown = spread.n >= minimumN && spread.n > 0
  return {
    variable: variable.key,
    item: item.key,
    role,
    title: item.title,
    dimension: item.dimension,
    min: variable.min,
    max: variable.max,
    reversed: variable.reversed,
    counts: isShown ? spread.points : null,
    other: isShown ? spread.betweenPoints : 0,
    ...spread.absences,
    estimate: estimateOf(mean(values), minimumN),
  }
}
