import { useState } from 'react'
import { X } from 'lucide-react'
import { Checkbox } from './Checkbox.tsx'
import { chipClasses } from './chip.ts'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { Popover } from './Popover.tsx'
import { useAddress } from './useAddress.ts'
import { valuesOf } from './address.ts'

/** What a page can be narrowed by; `key` is its key in the address. Values of one filter are joined by "or", filters by "and". */
export type Filter = {
  key: string
  label: Words
  options: readonly { value: string; label: Words; count?: number }[]
}

/** One filter and what is chosen of it. */
export function FilterChip({
  filter,
  startsOpen,
  onDone,
}: {
  filter: Filter
  startsOpen: boolean
  onDone: () => void
}) {
  const { say, figure } = useLanguage()
  const { query, change, clear } = useAddress()
  const [open, setOpen] = useState(startsOpen)
  const values = valuesOf(query, filter.key)
  const names = values.map((value) => say(filter.options.find((option) => option.value === value)?.label ?? value))
  const toggle = (value: string, on: boolean) =>
    change({ [filter.key]: on ? [...values, value] : values.filter((each) => each !== value) })
  return (
    <span className={classes(chipClasses, values.length > 0 ? 'border-accent/50' : 'border-line')}>
      <Popover
        open={open}
        onOpenChange={(next) => {
          setOpen(next)
          if (!next) onDone()
        }}
        trigger={
          <button
            type="button"
            className="h-8.5 max-w-72 truncate rounded-control px-3 text-body hover:text-ink pointer-coarse:h-11"
          >
            {say(filter.label)}
            {say({ en: ': ', zh: '：' })}
            <b className="font-semibold text-ink">
              {names.length === 0 ? say({ en: 'all', zh: '全部' }) : names.join(say({ en: ', ', zh: '、' }))}
            </b>
          </button>
        }
        title={filter.label}
      >
        <div className="flex max-h-72 min-w-40 flex-col overflow-y-auto pr-2">
          {filter.options.map((option) => (
            <Checkbox
              key={option.value}
              checked={values.includes(option.value)}
              onCheckedChange={(on) => toggle(option.value, on)}
              label={option.label}
              detail={option.count === undefined ? undefined : figure(option.count)}
            />
          ))}
        </div>
      </Popover>
      {values.length > 0 && (
        <button
          type="button"
          className="unprinted flex h-8.5 w-8 items-center justify-center text-mute hover:text-ink pointer-coarse:h-11 pointer-coarse:w-10"
          aria-label={say({ en: `Remove filter ${say(filter.label)}`, zh: `移除筛选：${say(filter.label)}` })}
          onClick={() => clear([filter.key])}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}
