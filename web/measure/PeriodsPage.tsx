import { useQuery } from '@tanstack/react-query'
import type { SideBySide } from '@gap5/contract/measure/side-by-side.ts'
import { valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { DateField } from '../kit/DateField.tsx'
import { useGuest } from '../kit/guest.ts'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { FigureSelect } from './FigureSelect.tsx'
import { FindingBody, FindingPage, type FindingProps } from './FindingPage.tsx'
import { findingQuery } from './findings.ts'
import { selectionIn } from './results.ts'
import { SideDifferences } from './SideDifferences.tsx'
import { SideMethod } from './SideMethod.tsx'
import { SideTable } from './SideTable.tsx'

/** What changed between two periods, dimension by dimension. */
export function PeriodsPage() {
  return <FindingPage>{(props) => <PeriodsFinding {...props} />}</FindingPage>
}

function PeriodsFinding({ place, result }: FindingProps) {
  const { query } = useAddress()
  const against = valueOf(query, 'against') ?? 'before'
  const figure = valueOf(query, 'figure')
  const asked = { ...selectionIn(query), against, ...(figure === null ? {} : { figure }) }
  const { data: sides, isPlaceholderData } = useQuery(findingQuery<SideBySide>(place, 'periods', asked))
  const isGuest = useGuest() !== null
  const now = sides?.sides[0]
  const view = { page: 'periods' as const, asked: { ...asked, ...(now?.from && now.to ? { from: now.from, to: now.to } : {}) } }
  return (
    <FindingBody place={place} result={result} name={{ en: 'Periods', zh: '时期对比' }} conclusion={sides?.conclusion} view={view} isOld={isPlaceholderData}>
      <div className="grid gap-3.5">
        <Card>
          <div className="unprinted mb-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-[1.4fr_1.4fr_1fr_1fr]">
            <FigureSelect figures={sides?.figures ?? []} figure={sides?.figure ?? null} />
            {!isGuest && <Against against={against} />}
          </div>
          {sides === undefined ? <Skeleton lines={8} /> : <SideDifferences sides={sides} side={1} />}
        </Card>
        {sides && (
          <Card title={{ en: 'Figures', zh: '数据表' }}>
            <SideTable sides={sides} org={place.org} />
            <SideMethod sides={sides} />
          </Card>
        )}
      </div>
    </FindingBody>
  )
}

const free = 'free'

/** The period itself is chosen above, as on every page; here, what it is compared with. */
export function Against({ against }: { against: string }) {
  const { change } = useAddress()
  const [from = '', to = ''] = against.includes('..') ? against.split('..') : []
  const isFree = from !== ''
  const range = (start: string, end: string) => change({ against: start !== '' && end !== '' && start <= end ? `${start}..${end}` : null })
  return (
    <>
      <Select
        label={{ en: 'Compared with', zh: '对比时期' }}
        value={isFree ? free : against}
        onValueChange={(chosen) => change({ against: chosen === free ? lastYear() : chosen === 'before' ? null : chosen })}
        options={[
          { value: 'before', label: { en: 'The period before', zh: '上一时期' } },
          { value: 'year', label: { en: 'The same a year earlier', zh: '去年同期' } },
          { value: free, label: { en: 'Two days of your choice', zh: '自选日期' } },
        ]}
      />
      {isFree && <DateField label={{ en: 'From', zh: '开始' }} value={from} max={to} onValueChange={(day) => range(day, to)} />}
      {isFree && <DateField label={{ en: 'To', zh: '结束' }} value={to} min={from} onValueChange={(day) => range(from, day)} />}
    </>
  )
}

function lastYear(): string {
  const year = new Date().getFullYear() - 1
  return `${year}-01-01..${year}-12-31`
}
