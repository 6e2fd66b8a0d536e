import { useState } from 'react'
import type { Words } from '../kit/language.tsx'
import { Select, type Option } from '../kit/Select.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useAddress } from '../kit/useAddress.ts'

const all = 'all'

type Props = {
  label: Words
  placeholder: Words
  search: string | null
  /** One thing to narrow by; its key in the address. */
  by: { key: string; label: Words; value: string | null; everything: Words; options: readonly Option[] }
}

/** Words to search for (on Enter) and one thing to narrow by; both stand in the address. */
export function SearchBar({ label, placeholder, search, by }: Props) {
  const { change } = useAddress()
  const [typed, setTyped] = useState(search ?? '')
  return (
    <search className="mb-4 grid gap-2.5 sm:grid-cols-[minmax(0,20rem)_14rem]">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change({ search: typed.trim() || null })
        }}
      >
        <TextField label={label} hideLabel type="search" placeholder={placeholder} maxLength={200} value={typed} onValueChange={setTyped} />
      </form>
      <Select
        label={by.label}
        hideLabel
        value={by.value ?? all}
        onValueChange={(chosen) => change({ [by.key]: chosen === all ? null : chosen })}
        options={[{ value: all, label: by.everything }, ...by.options]}
      />
    </search>
  )
}
