import type { Language } from '@gap5/contract/language.ts'
import { Combobox } from '../kit/Combobox.tsx'
import { Select } from '../kit/Select.tsx'

type Entry<Value> = { name: string; value: Value; onValueChange: (value: Value) => void }

/** The zone of the browser itself stands first; `UTC` is missing from some browsers' lists. */
export function TimeZoneField({ value, onValueChange, name }: Entry<string>) {
  const zones = [...new Set([value, ...Intl.supportedValuesOf('timeZone'), 'UTC'])]
  return (
    <Combobox
      label={{ en: 'Time zone', zh: '时区' }}
      hint={{ en: 'Days, weeks and months of results begin by it.', zh: '结果中的日、周、月按此时区划分。' }}
      name={name}
      value={value}
      onValueChange={(zone) => zone !== null && onValueChange(zone)}
      options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
    />
  )
}

export function LanguageField({ value, onValueChange, name }: Entry<Language>) {
  return (
    <Select
      label={{ en: 'Main language', zh: '主要语言' }}
      hint={{ en: 'Public pages begin with it where a visitor asks for neither.', zh: '访客浏览器未指明语言时，公开页面默认使用该语言。' }}
      name={name}
      value={value}
      onValueChange={onValueChange}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  )
}
