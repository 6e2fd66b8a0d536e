import type { ReactNode } from 'react'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useGuest } from '../../kit/guest.ts'
import type { Words } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { comparable } from '../ComparisonCard.tsx'

/** The choices of a reading, above its picture; a locked link shows one of them only. */
export function Choices({ children }: { children: ReactNode }) {
  if (useGuest()?.mayNarrow === false) return null
  return <div className="unprinted mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
}

/** A choice that does more than stand in the address. */
export function ChoiceMenu({ label, value, choices, onChoose }: { label: Words; value: string; choices: readonly Choice[]; onChoose: (key: string) => void }) {
  return (
    <Select
      label={label}
      value={value}
      onValueChange={onChoose}
      options={choices.map(({ key, title, unfit }) => ({ value: key, label: title, ...(unfit ? { hint: unfit, disabled: true } : {}) }))}
    />
  )
}

/** One choice that stands in the address under `param`; what cannot be chosen says why. `usual` is not written. */
export function ChoiceSelect({ label, param, value, choices, usual }: { label: Words; param: string; value: string; choices: readonly Choice[]; usual?: string }) {
  const { change } = useAddress()
  return <ChoiceMenu label={label} value={value} choices={choices} onChoose={(chosen) => change({ [param]: chosen === usual ? null : chosen })} />
}

const nothing = 'nothing'

/** The attribute that splits a reading, or none. */
export function BySelect({ label, param = 'by', value, result, withTime = false }: { label: Words; param?: string; value: string | null; result: StudyResult; withTime?: boolean }) {
  const { change } = useAddress()
  const attributes = comparable(result).filter(({ type }) => withTime || type !== 'time')
  return (
    <Select
      label={label}
      value={value ?? nothing}
      onValueChange={(chosen) => change({ [param]: chosen === nothing ? null : chosen })}
      options={[{ value: nothing, label: { en: 'Everybody together', zh: '不分组' } }, ...attributes.map(({ key, title }) => ({ value: key, label: title }))]}
    />
  )
}
