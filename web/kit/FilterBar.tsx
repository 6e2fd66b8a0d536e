import { useState, type ReactNode } from 'react'
import { ListFilter } from 'lucide-react'
import { valueOf, valuesOf } from './address.ts'
import { Button } from './Button.tsx'
import { FilterChip, type Filter } from './FilterChip.tsx'
import { useIsFixed } from './guest.ts'
import { useLanguage } from './language.tsx'
import { Menu } from './Menu.tsx'
import { periodWords } from './period.ts'
import { PeriodChip } from './PeriodChip.tsx'
import { useAddress } from './useAddress.ts'

export type { Filter } from './FilterChip.tsx'

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
  const isFixed = useIsFixed()
  const chosen = filters.filter((filter) => valuesOf(query, filter.key).length > 0 || filter.key === asked)
  const more = filters.filter((filter) => !chosen.includes(filter))
  const narrowed = valueOf(query, 'from') ?? valueOf(query, 'to') ?? chosen[0]
  if (isFixed)
    return (
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <FixedSelection filters={chosen} />
        <div className="ml-auto flex flex-wrap items-center gap-2 text-mute">{children}</div>
      </div>
    )
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

/** What the page was narrowed to by whoever shared it: said, not to be changed. */
function FixedSelection({ filters }: { filters: readonly Filter[] }) {
  const { say, language } = useLanguage()
  const { query } = useAddress()
  const period = periodWords({ from: valueOf(query, 'from'), to: valueOf(query, 'to') }, language)
  const chosen = filters.map(({ key, label, options }) => {
    const names = valuesOf(query, key).map((value) => say(options.find((option) => option.value === value)?.label ?? value))
    return `${say(label)}${say({ en: ': ', zh: '：' })}${names.join(say({ en: ', ', zh: '、' }))}`
  })
  return <p className="text-body">{[say(period), ...chosen].join(' • ')}</p>
}
