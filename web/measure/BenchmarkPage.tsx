import { todayIn } from '../kit/period.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import type { Benchmark, SideBySide } from '@gap5/contract/measure/side-by-side.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { IntervalPlot } from '../kit/charts/IntervalPlot.tsx'
import { TrendLine } from '../kit/charts/TrendLine.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { FilterBar } from '../kit/FilterBar.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Select } from '../kit/Select.tsx'
import { PageSkeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { FigureSelect } from './FigureSelect.tsx'
import { Against } from './PeriodsPage.tsx'
import { PastTable } from './PastTable.tsx'
import { SideMethod } from './SideMethod.tsx'
import { SideTable } from './SideTable.tsx'
import { unitManner } from './unitManner.ts'

const name = { en: 'Benchmark', zh: '对标' }

/** An index is worth having where it is held against one's own past and against competitors: both stand here. */
export function BenchmarkPage() {
  const { org, organisation } = useOrganisation()
  const { query } = useAddress()
  const asked = Object.fromEntries(['study', 'figure', 'measure', 'against', 'from', 'to'].flatMap((key) => (valueOf(query, key) === null ? [] : [[key, valueOf(query, key)]])))
  const { data, isPlaceholderData } = useQuery({
    queryKey: [org, 'benchmark', asked],
    queryFn: ({ signal }) => api.get<Benchmark>(addressed(`/api/o/${org}/benchmark`, asked), { signal }),
    placeholderData: keepPreviousData,
  })
  if (data === undefined) return <PageSkeleton />
  const { comparison } = data
  return (
    <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}>
      <PageHeader {...(comparison && { over: name })} title={comparison?.conclusion.text ?? name} documentTitle={name} under={comparison?.conclusion.evidence ?? undefined} />
      {comparison === null || data.study === null ? <NoStudy /> : (
        <>
          <FilterBar filters={[]} period={{ today: todayIn(organisation.timeZone) }} />
          <Body benchmark={data} comparison={comparison} />
        </>
      )}
    </div>
  )
}

function NoStudy() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  return (
    <Card>
      <EmptyState icon={<Scale size={20} aria-hidden />} title={{ en: 'No study of your own service yet', zh: '还没有关于本方服务的调查' }} action={<ButtonLink to={paths.newStudy(org)}>{say({ en: 'New study', zh: '新建调查' })}</ButtonLink>}>
        {say({ en: 'Publish a study about your own service, and one about each competitor with the same questionnaire. They are held against each other here.', zh: '请先发布关于本方服务的调查，再用同一问卷为各竞争对手各建一项调查，即可在此对照。' })}
      </EmptyState>
    </Card>
  )
}

function Body({ benchmark, comparison }: { benchmark: Benchmark; comparison: SideBySide }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { query, change } = useAddress()
  const row = comparison.rows.find(({ measure }) => measure === benchmark.measure)
  const hasRivals = comparison.sides.some(({ kind }) => kind === 'competitor')
  return (
    <div className="grid gap-3.5">
      <Card>
        <div className="unprinted grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <Select
            label={{ en: 'Own study', zh: '本方调查' }}
            value={benchmark.study}
            onValueChange={(study) => change({ study, measure: null })}
            options={benchmark.studies.map(({ handle, title, competitors }) => ({ value: handle, label: title, hint: { en: competitors === 1 ? '1 competitor' : `${competitors} competitors`, zh: `${competitors}家竞争对手` } }))}
          />
          <FigureSelect figures={comparison.figures} figure={comparison.figure} />
          <Select label={{ en: 'Index', zh: '指数' }} value={benchmark.measure} onValueChange={(measure) => change({ measure })} options={benchmark.measures.map(({ measure, title }) => ({ value: measure, label: title }))} />
          <Against against={valueOf(query, 'against') ?? 'before'} />
        </div>
      </Card>
      {row && (
        <div className="grid items-start gap-3.5 xl:grid-cols-2">
          <Card title={{ en: 'Against our own past', zh: '与自己的过去相比' }} {...(benchmark.past ? { description: benchmark.past.conclusion.text } : {})}>
            <Past benchmark={benchmark} row={row} />
          </Card>
          <Card title={{ en: 'Against competitors', zh: '与竞争对手相比' }}>
            {hasRivals ? (
              <IntervalPlot
                title={row.title}
                hideTitle
                rows={comparison.sides.flatMap((side, at) => {
                  const estimate = row.estimates[at]
                  return side.kind === 'past' || !estimate ? [] : [{ key: side.key, label: side.title, estimate }]
                })}
                scale={row.scale ?? around(row.estimates)}
                {...(row.estimates[0]?.value == null ? {} : { reference: { value: row.estimates[0].value, label: { en: 'ourselves', zh: '本方' } } })}
                {...unitManner(row.unit)}
              />
            ) : (
              <EmptyState icon={<Scale size={20} aria-hidden />} title={{ en: 'No competitor was asked the same', zh: '没有以相同题项调查的竞争对手' }} action={<ButtonLink to={paths.newStudy(org)}>{say({ en: 'New study', zh: '新建调查' })}</ButtonLink>}>
                {say({ en: 'Make a study about a competitor with the same questionnaire and ask people who know that service.', zh: '请用同一问卷新建关于竞争对手的调查，并向了解其服务的人发放。' })}
              </EmptyState>
            )}
          </Card>
        </div>
      )}
      <Card title={{ en: 'Figures', zh: '数据表' }}>
        <SideTable sides={comparison} org={org} onChoose={(measure) => change({ measure })} />
        <SideMethod sides={comparison} />
      </Card>
    </div>
  )
}

function Past({ benchmark: { past }, row }: { benchmark: Benchmark; row: SideBySide['rows'][number] }) {
  const { say } = useLanguage()
  if (past === null || past.points.length < 2) return <p className="text-mute">{say({ en: 'Only one period so far. The next quarter or wave makes the first comparison.', zh: '目前只有一个时期，下一季度或下一轮即可比较。' })}</p>
  return (
    <div className="grid gap-4">
    <TrendLine
      title={row.title}
      description={past.of === 'waves' ? { en: 'By wave', zh: '按轮次' } : { en: 'By quarter', zh: '按季度' }}
      points={past.points.map(({ key, title, estimate, partial }) => ({ key, label: title, estimate, partial }))}
      scale={row.unit === 'level' && row.scale ? row.scale : row.unit === 'share' ? { min: 0, max: 1 } : around(past.points.map(({ estimate }) => estimate))}
      {...unitManner(row.unit)}
    />
    <PastTable past={past} unit={row.unit} />
    </div>
  )
}

/** Of a figure without a scale of its own. */
function around(estimates: readonly (Estimate | null)[]): { min: number; max: number } {
  const ends = estimates.flatMap((estimate) => [estimate?.lower, estimate?.upper]).filter((x) => x != null)
  return { min: Math.floor(Math.min(...ends, 0)), max: Math.ceil(Math.max(...ends, 1)) }
}
