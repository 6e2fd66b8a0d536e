import type { Measure } from '@gap5/contract/measure/measures.ts'
import { commonScale, questionsOf } from './rated-items.ts'
import type { StudyFrame } from './study-result.ts'

/** The ends between which a measure's levels lie; null where its items have no scale in common. */
export function measureScale({ definition, provider }: StudyFrame, measure: Measure): { min: number; max: number } | null {
  if (measure.figure === 'inside' || measure.figure === 'top-box') return { min: 0, max: 1 }
  if (measure.figure === 'nps') return { min: -100, max: 100 }
  if (measure.figure === 'weight') return { min: 0, max: 100 }
  const { items } = questionsOf(definition, provider)
  const own = items.filter((item) => measure.level === 'overall' || (measure.level === 'item' ? item.key : item.dimension) === measure.key)
  const roles = measure.figure === 'importance' ? (['importance'] as const) : (['perception', 'satisfaction', 'recommendation', 'effort', 'intention'] as const)
  const asked = own.filter((item) => measure.level !== 'overall' || item.dimension !== null).flatMap(({ levels }) => roles.flatMap((role) => levels[role] ?? []))
  return commonScale(asked)
}
