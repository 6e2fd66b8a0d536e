import { useState, type ReactNode } from 'react'
import { ListFilter, X } from 'lucide-react'
import { Button } from './Button.tsx'
import { Checkbox } from './Checkbox.tsx'
import { classes } from './classes.ts'
import { DateField } from './DateField.tsx'
import { useLanguage, type Words } from './language.tsx'
import { periodWords, presets, type Period } from './period.ts'
import { Popover } from './Popover.tsx'
import { Menu } from './Menu.tsx'
import { useAddress } from './useAddress.ts'
import { valueOf, valuesOf } from './address.ts'

/** What a page can be narrowed by; `key` is its key in the address. Values of one filter are joined by "or", filters by "and". */
export type Filter = { key: string; label: Words; options: readonly { value: string; label: Words; count?: number }[] }

export type FilterBarProps = {
  filters: readonly Filter[]
  /** Offers a period under `from` and `to` (calendar dates, both inclusive). `today` as yyyy-mm-dd in the organisation's time zone. */
  period?: { today: string } | false
  /** At the right: n, live, share, export. */
  children?: ReactNode
}

/** Chips that narrow a page. What is chosen lives in the address alone, so it can be shared, reloaded and gone back from. */
export function FilterBar({ filters, period, children }: FilterBarProps) {
  const { say } = useLanguage()
  const { query, clear } = useAddress()
  const [asked, setAsked] = useState<string | null>(null)
  const chosen = filters.filter((filter) => valuesOf(query, filter.key).length > 0 || filter.key === asked)
  const more = filters.filter((filter) => !chosen.includes(filter))
  const narrowed = valueOf(query, 'from') ?? valueOf(query, 'to') ?? chosen[0]
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {period && <PeriodChip today={period.today} />}
      {chosen.map((filter) => (
        <FilterChip key={filter.key} filter={filter} startsOpen={filter.key === asked} onDone={() => setAsked(null)} />
      ))}
      {more.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button icon={<ListFilter size={15} aria-hidden />} className="unprinted">
              {say({ en: 'Filter', zh: '筛选' })}
            </Button>
          }
          entries={more.map((filter) => ({ label: filter.label, onSelect: () => setAsked(filter.key) }))}
        />
      )}
      {narrowed && (
        <Button
          look="quiet"
          className="unprinted"
          onClick={() => clear(['from', 'to', ...filters.map((filter) => filter.key)])}
        >
          {say({ en: 'Clear', zh: '清除' })}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2 text-mute">{children}</div>
    </div>
  )
}

const chip = 'inline-flex items-center rounded-control border bg-card text-sm'

function FilterChip({ filter, startsOpen, onDone }: { filter: Filter; startsOpen: boolean; onDone: () => void }) {
  const { say, figure } = useLanguage()
  const { query, change, clear } = useAddress()
  const [open, setOpen] = useState(startsOpen)
  const values = valuesOf(query, filter.key)
  const names = values.map((value) => say(filter.options.find((option) => option.value === value)?.label ?? value))
  const toggle = (value: string, on: boolean) =>
    change({ [filter.key]: on ? [...values, value] : values.filter((each) => each !== value) })
  return (
    <span className={classes(chip, values.length > 0 ? 'border-accent/50' : 'border-line')}>
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

function PeriodChip({ today }: { today: string }) {
  const { say, language } = useLanguage()
  const { query, change } = useAddress()
  const period: Period = { from: valueOf(query, 'from'), to: valueOf(query, 'to') }
  return (
    <span className={classes(chip, period.from || period.to ? 'border-accent/50' : 'border-line')}>
      <Popover
        title={{ en: 'Period', zh: '时段' }}
        trigger={
          <button type="button" className="h-8.5 rounded-control px-3 font-semibold text-ink pointer-coarse:h-11">
            {say(periodWords(period, language))}
          </button>
        }
      >
        <div className="grid gap-1 sm:grid-cols-2">
          {presets(today).map((preset) => (
            <Button
              key={preset.key}
              size="small"
              look={preset.period.from === period.from && preset.period.to === period.to ? 'primary' : 'quiet'}
              className="justify-start!"
              onClick={() => change(preset.period)}
            >
              {say(preset.label)}
            </Button>
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-3 border-t border-hair pt-3">
          <DateField
            label={{ en: 'From', zh: '开始' }}
            value={period.from ?? ''}
            max={period.to ?? ''}
            onValueChange={(from) => change({ from: from || null })}
          />
          <DateField
            label={{ en: 'To', zh: '结束' }}
            value={period.to ?? ''}
            min={period.from ?? ''}
            onValueChange={(to) => change({ to: to || null })}
          />
        </div>
      </Popover>
    </span>
  )
}
