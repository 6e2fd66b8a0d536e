import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Attribute, Collector } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { writeQuery } from '../kit/address.ts'
import { useLanguage } from '../kit/language.tsx'
import { Select, type Option } from '../kit/Select.tsx'
import { TextField } from '../kit/TextField.tsx'
import { unitsQuery } from '../people/unitsData.ts'
import { useStudy } from './studiesData.ts'

const none = ''

/** Makes the link carry attribute values, one link a branch: `?branch=north`. */
export function LinkValues({ collector, onChange }: { collector: Collector; onChange: (query: string) => void }) {
  const { say } = useLanguage()
  const { attributes } = useStudy()
  const [values, setValues] = useState<Record<string, string>>({})
  const settable = attributes.filter(({ key, settableByLink }) => settableByLink && !(key in collector.attributes))
  if (settable.length === 0) return null
  const change = (key: string, value: string) => {
    const next = { ...values, [key]: value }
    setValues(next)
    onChange(writeQuery(next))
  }
  return (
    <fieldset>
      <legend className="mb-1.5 text-mute">{say({ en: 'A link for', zh: '专属链接' })}</legend>
      <AttributeValues attributes={settable} values={values} onChange={change} />
    </fieldset>
  )
}

type ValuesProps = { attributes: readonly Attribute[]; values: Readonly<Record<string, string>>; onChange: (key: string, value: string) => void }

/** A field for the value of each attribute. */
export function AttributeValues({ attributes, values, onChange }: ValuesProps) {
  return (
    <div className="grid gap-2.5 sm:grid-cols-2">
      {attributes.map((attribute) => (
        <AttributeValue key={attribute.key} attribute={attribute} value={values[attribute.key] ?? none} onChange={(value) => onChange(attribute.key, value)} />
      ))}
    </div>
  )
}

type ValueProps = { attribute: Attribute; value: string; onChange: (value: string) => void }

/** One attribute's value: a unit, one of its choices, or what is typed. */
export function AttributeValue({ attribute, value, onChange }: ValueProps) {
  const { org } = useOrganisation()
  const units = useQuery({ ...unitsQuery(org), enabled: attribute.type === 'unit' }).data ?? []
  if (attribute.type !== 'unit' && attribute.type !== 'choice') {
    return <TextField label={attribute.title} value={value} onValueChange={onChange} maxLength={200} />
  }
  const options: Option[] =
    attribute.type === 'unit'
      ? units.map(({ code, title }) => ({ value: code, label: title }))
      : attribute.values.map(({ value, title }) => ({ value, label: title }))
  return (
    <Select
      label={attribute.title}
      value={value === none ? anyValue : value}
      onValueChange={(chosen) => onChange(chosen === anyValue ? none : chosen)}
      options={[{ value: anyValue, label: { en: 'not set', zh: '不指定' } }, ...options]}
    />
  )
}

const anyValue = ' '
