import { useQuery } from '@tanstack/react-query'
import { useOrganisation } from '../access/me.ts'
import { valuesOf, type Query } from '../kit/address.ts'
import { FilterBar, type Filter } from '../kit/FilterBar.tsx'
import { Button } from '../kit/Button.tsx'
import { todayIn } from '../kit/period.ts'
import { useLanguage } from '../kit/language.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { unitsQuery } from '../people/unitsData.ts'
import { useStudy } from './studiesData.ts'

const ofScores = ['measure', 'low', 'high']
const single = ['from', 'to', 'marks', ...ofScores]

/** What the list is narrowed to as a result is, by whoever came from a figure; empty where it shows all. */
export function narrowingIn(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([key]) => key.startsWith('a.') || single.includes(key)))
}

/** Period and attributes, as over a result; and the score that a figure led here with. */
export function ResponseNarrowing() {
  const { say } = useLanguage()
  const { org, organisation } = useOrganisation()
  const { attributes } = useStudy()
  const { query, clear } = useAddress()
  const units = useQuery({ ...unitsQuery(org), enabled: attributes.some(({ type }) => type === 'unit'), throwOnError: false }).data ?? []
  const filters = attributes.flatMap(({ key, title, type, values }): Filter[] => {
    const chosen = valuesOf(query, `a.${key}`)
    const known = type === 'unit' ? units.map((unit) => ({ value: unit.code, label: unit.title })) : values.map((each) => ({ value: each.value, label: each.title }))
    const others = chosen.filter((value) => !known.some((each) => each.value === value)).map((value) => ({ value, label: value }))
    return known.length + others.length === 0 ? [] : [{ key: `a.${key}`, label: title, options: [...known, ...others] }]
  })
  const score = ofScores.filter((key) => query[key] !== undefined)
  return (
    <FilterBar filters={filters} period={{ today: todayIn(organisation.timeZone) }}>
      {score.length > 0 && (
        <Button look="quiet" size="small" onClick={() => clear(ofScores)}>
          {say({ en: 'Without the score', zh: '不看得分' })}
        </Button>
      )}
    </FilterBar>
  )
}
