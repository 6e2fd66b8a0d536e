import { useQuery } from '@tanstack/react-query'
import { useOrganisation } from '../access/me.ts'
import type { Words } from '../kit/language.tsx'
import { unitsQuery } from '../people/unitsData.ts'
import { useStudy } from './studiesData.ts'

/** Says an attribute's value as people know it: the unit's name, the choice's title, else the value itself. */
export function useValueWords(): (key: string, value: string) => Words {
  const { org } = useOrganisation()
  const { attributes } = useStudy()
  const needsUnits = attributes.some(({ type }) => type === 'unit')
  const units = useQuery({ ...unitsQuery(org), enabled: needsUnits, throwOnError: false }).data ?? []
  return (key, value) => {
    const attribute = attributes.find((each) => each.key === key)
    if (attribute?.type === 'unit') return units.find(({ code }) => code === value)?.title ?? value
    return attribute?.values.find((each) => each.value === value)?.title ?? value
  }
}
