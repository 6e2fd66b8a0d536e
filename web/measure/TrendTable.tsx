import { intervalSaid, plainInterval, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Trend, TrendPeriod, TrendSeries } from '@gap5/contract/measure/trend.ts'
import { addressed } from '../kit/address.ts'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { selectionIn, type StudyPlace } from './results.ts'
import { inTable } from './unitManner.ts'

type Row = TrendPeriod & { at: number }

/** A line a period: of one series everything, of several their figures. The count leads to the answers. */
export function TrendTable({ place, trend }: { place: StudyPlace; trend: Trend }) {
  const speech = useLanguage()
  const rows = trend.periods.map((period, at): Row => ({ ...period, at })).toReversed()
  const [only, ...others] = trend.series
  if (!only) return null
  const columns = others.length === 0 ? detailed(only, speech) : trend.series.map((series, place) => figureColumn(series, `series ${place}`, series.title, speech))
  return (
    <Table<Row>
      caption={{ en: 'Figures by period', zh: '各时段数据' }}
      rows={rows}
      rowKey={({ period }) => period}
      columns={[{ key: 'period', header: { en: 'Period', zh: '时段' }, render: (row) => <Period row={row} place={place} /> }, ...columns]}
    />
  )
}

function Period({ row, place }: { row: Row; place: StudyPlace }) {
  const { say } = useLanguage()
  const { query } = useAddress()
  const selection = selectionIn(query)
  const to = addressed(paths.responses(place.org, place.study), { ...selection, from: row.firstDay, to: row.lastDay })
  return (
    <span className="whitespace-nowrap">
      <Link to={to}>{say(row.title)}</Link>
      {row.partial && <span className="ml-1.5 text-xs text-mute">{say({ en: 'not whole', zh: '不完整' })}</span>}
    </span>
  )
}

function figureColumn({ points, unit }: TrendSeries, key: string, header: Column<Row>['header'], speech: Speech): Column<Row> {
  const { as, decimals } = inTable(unit)
  return {
    key,
    header,
    render: ({ at }) => {
      const estimate = points[at]?.estimate
      if (!estimate || estimate.value === null) return <span className="text-xs text-mute">{speech.say(reasonWords[estimate?.reason ?? 'no-answers'])}</span>
      return said(estimate.value, speech, decimals, as)
    },
    sort: ({ at }) => points[at]?.estimate.value ?? null,
  }
}

function detailed(series: TrendSeries, speech: Speech): Column<Row>[] {
  const { as, decimals } = inTable(series.unit)
  const estimateOf = ({ at }: Row) => series.points[at]!.estimate
  const limitsOf = (row: Row) => ({ ...estimateOf(row), lower: series.points[row.at]!.limits?.lower ?? null, upper: series.points[row.at]!.limits?.upper ?? null })
  return [
    figureColumn(series, 'figure', { en: 'Figure', zh: '数值' }, speech),
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: (row) => intervalSaid(estimateOf(row), speech, decimals, as), plain: plainInterval(estimateOf) },
    { key: 'limits', header: { en: 'Control limits', zh: '控制限' }, render: (row) => intervalSaid(limitsOf(row), speech, decimals, as) },
    { key: 'n', header: 'n', render: (row) => speech.figure(estimateOf(row).n), sort: (row) => estimateOf(row).n },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => speech.figure(estimateOf(row).missing), sort: (row) => estimateOf(row).missing },
    {
      key: 'signal',
      header: { en: 'Signal', zh: '信号' },
      align: 'start',
      render: ({ at }) => series.signals.filter(({ to }) => to === at).map(({ text }) => speech.say(text)).join(' ') || '—',
    },
  ]
}
