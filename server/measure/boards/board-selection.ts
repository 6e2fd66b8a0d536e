/** What a card is about, once the board is switched to a period and a unit. Pure. */
import type { StudyCard } from '@gap5/contract/measure/boards.ts'
import type { Days } from '@gap5/contract/measure/board-period.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Unit } from '@gap5/contract/people/units.ts'

export type Switched = {
  days: Days
  /** Codes of the unit and of all below it; null where no unit is chosen. */
  units: readonly string[] | null
}

export type CardSelection = { selection: Selection; followsUnit: boolean }

/** A card keeps what it was narrowed to; what it leaves open follows the board. */
export function selectionOfCard({ attributes }: Pick<StudyCard, 'attributes'>, unitAttribute: string | null, { days, units }: Switched): CardSelection {
  const base = { ...days, marks: 'usual' as const }
  if (units === null) return { selection: { ...base, attributes }, followsUnit: true }
  const own = unitAttribute === null ? undefined : attributes[unitAttribute]
  if (unitAttribute === null || (own !== undefined && !own.every((code) => units.includes(code)))) {
    return { selection: { ...base, attributes }, followsUnit: false }
  }
  return { selection: { ...base, attributes: { ...attributes, [unitAttribute]: own ?? [...units] } }, followsUnit: true }
}

/** A unit and everything below it, by code; just the code where there is no such unit. */
export function withBelow(units: readonly Unit[], code: string): string[] {
  const top = units.find((unit) => unit.code === code)
  if (top === undefined) return [code]
  const found = [top]
  for (const unit of found) found.push(...units.filter(({ parentId }) => parentId === unit.id))
  return found.map((unit) => unit.code)
}
