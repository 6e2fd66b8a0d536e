import type { ReactNode } from 'react'
import { boardPeriods, boardPeriodTitles, type NamedPeriod } from '@gap5/contract/measure/board-period.ts'
import type { BoardData } from '@gap5/contract/measure/boards.ts'
import { valueOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { chipClasses } from '../../kit/chip.ts'
import { classes } from '../../kit/classes.ts'
import { DateField } from '../../kit/DateField.tsx'
import { useGuest, useIsFixed } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { periodWords } from '../../kit/period.ts'
import { Popover } from '../../kit/Popover.tsx'
import { Select } from '../../kit/Select.tsx'
import { useAddress } from '../../kit/useAddress.ts'

const anyUnit = '*'

/** The period and the unit all cards follow, kept in the address. */
export function BoardSwitchBar({ data, children }: { data: BoardData; children?: ReactNode }) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const isFixed = useIsFixed()
  const isPeriodKept = useGuest()?.named.includes('period') === true
  const unit = valueOf(query, 'unit')
  const named = data.units.find(({ code }) => code === unit)
  const options = [{ value: anyUnit, label: { en: 'All units', zh: '全部机构' } }, ...data.units.map(({ code, title }) => ({ value: code, label: title }))]
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {isFixed ? (
        <p className="text-body">{[<PeriodName key="period" data={data} />, named && ` • ${say(named.title)}`]}</p>
      ) : (
        <>
          {isPeriodKept ? <PeriodName data={data} /> : <PeriodSwitch data={data} />}
          {data.units.length > 1 && (
            <Select className="w-48" hideLabel label={{ en: 'Unit', zh: '机构' }} value={unit ?? anyUnit} options={options} onValueChange={(code) => change({ unit: code === anyUnit ? null : code })} />
          )}
        </>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2 text-mute">{children}</div>
    </div>
  )
}

function PeriodName({ data }: { data: BoardData }) {
  const { say, language } = useLanguage()
  const isNamed = (boardPeriods as readonly string[]).includes(data.period)
  const days = say(periodWords(data.days, language))
  if (!isNamed || data.period === 'all') return <>{days}</>
  return <>{say({ en: `${boardPeriodTitles[data.period as NamedPeriod].en} (${days})`, zh: `${boardPeriodTitles[data.period as NamedPeriod].zh}（${days}）` })}</>
}

function PeriodSwitch({ data }: { data: BoardData }) {
  const { say } = useLanguage()
  const { change } = useAddress()
  const choose = (from: string, to: string) => change({ period: from && to ? `${from}..${to}` : null })
  const { from, to } = data.days
  return (
    <span className={classes(chipClasses, 'border-line')}>
      <Popover
        title={{ en: 'Period', zh: '时段' }}
        trigger={
          <button type="button" className="h-8.5 rounded-control px-3 font-semibold text-ink pointer-coarse:h-11">
            <PeriodName data={data} />
          </button>
        }
      >
        <div className="grid gap-1 sm:grid-cols-2">
          {boardPeriods.map((period) => (
            <Button key={period} size="small" look={period === data.period ? 'primary' : 'quiet'} className="justify-start!" onClick={() => change({ period })}>
              {say(boardPeriodTitles[period])}
            </Button>
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-3 border-t border-hair pt-3">
          <DateField label={{ en: 'From', zh: '开始' }} value={from ?? ''} max={to ?? ''} onValueChange={(day) => choose(day, to ?? day)} />
          <DateField label={{ en: 'To', zh: '结束' }} value={to ?? ''} min={from ?? ''} onValueChange={(day) => choose(from ?? day, day)} />
        </div>
      </Popover>
    </span>
  )
}
