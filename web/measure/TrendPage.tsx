import { useQuery } from '@tanstack/react-query'
import { trendGrains, type Trend, type TrendGrain } from '@gap5/contract/measure/trend.ts'
import { valueOf, valuesOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { Combobox } from '../kit/Combobox.tsx'
import { useIsFixed } from '../kit/guest.ts'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { comparable } from './ComparisonCard.tsx'
import { FindingBody, FindingPage, type FindingProps } from './FindingPage.tsx'
import { findingQuery } from './findings.ts'
import { chosenMeasures, measureOptions } from './measureSets.ts'
import { selectionIn } from './results.ts'
import { TrendMethod } from './TrendMethod.tsx'
import { TrendPictures } from './TrendPictures.tsx'
import { TrendTable } from './TrendTable.tsx'

const nothing = 'nothing'

/** Any figure over time, with the limits that tell change from noise. */
export function TrendPage() {
  return <FindingPage>{(props) => <TrendFinding {...props} />}</FindingPage>
}

function TrendFinding({ place, result }: FindingProps) {
  const { query } = useAddress()
  const measures = chosenMeasures(valuesOf(query, 'measure'), result)
  const by = comparable(result).find(({ key, type }) => type !== 'time' && key === valueOf(query, 'by'))?.key ?? null
  const grain = trendGrains.find((each) => each === valueOf(query, 'grain')) ?? 'month'
  const baseline = valueOf(query, 'baseline')
  const asked = { ...selectionIn(query), measure: by === null ? measures : measures.slice(0, 1), grain, ...(by === null ? {} : { by }), ...(baseline === null ? {} : { baseline }) }
  const { data: trend, isPlaceholderData } = useQuery(findingQuery<Trend>(place, 'trend', asked, measures.length > 0))
  return (
    <FindingBody place={place} result={result} name={{ en: 'Over time', zh: '趋势' }} conclusion={trend?.conclusion} view={{ page: 'trend', asked }} isOld={isPlaceholderData}>
      <div className="grid gap-3.5">
        <Card>
          <Choices {...{ place, result, measures, by, grain, trend }} />
          {trend === undefined ? <Skeleton lines={8} /> : <TrendPictures trend={trend} />}
        </Card>
        {trend && (
          <Card title={{ en: 'Figures', zh: '数据表' }}>
            <TrendTable place={place} trend={trend} />
            <TrendMethod trend={trend} />
          </Card>
        )}
      </div>
    </FindingBody>
  )
}

const grainOptions: { value: TrendGrain; label: { en: string; zh: string } }[] = [
  { value: 'week', label: { en: 'Week', zh: '周' } },
  { value: 'month', label: { en: 'Month', zh: '月' } },
  { value: 'quarter', label: { en: 'Quarter', zh: '季度' } },
]

type ChoicesProps = FindingProps & { measures: string[]; by: string | null; grain: TrendGrain; trend: Trend | undefined }

function Choices({ result, measures, by, grain, trend }: ChoicesProps) {
  const { query, change } = useAddress()
  const isFixed = useIsFixed()
  const attributes = comparable(result).filter(({ type }) => type !== 'time')
  if (isFixed) return null
  return (
    <div className="unprinted mb-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_1.4fr]">
      <Combobox
        label={{ en: 'Figure', zh: '指标' }}
        value={measures.join(',')}
        onValueChange={(chosen) => change({ measure: chosen === null ? null : chosen.split(',') })}
        options={measureOptions(result.measures)}
      />
      <Select label={{ en: 'By', zh: '粒度' }} value={grain} onValueChange={(chosen) => change({ grain: chosen === 'month' ? null : chosen, baseline: null })} options={grainOptions} />
      <Select
        label={{ en: 'One picture for each', zh: '分组显示' }}
        value={by ?? nothing}
        onValueChange={(chosen) => change({ by: chosen === nothing ? null : chosen })}
        options={[{ value: nothing, label: { en: 'Everybody together', zh: '不分组' } }, ...attributes.map(({ key, title }) => ({ value: key, label: title }))]}
      />
      <Combobox
        label={{ en: 'Limits rest on', zh: '控制限依据' }}
        value={valueOf(query, 'baseline') ?? nothing}
        onValueChange={(chosen) => change({ baseline: chosen === nothing ? null : chosen })}
        options={[{ value: nothing, label: { en: 'All whole periods', zh: '全部完整时段' } }, ...baselinesOf(trend)]}
      />
    </div>
  )
}

/** From the first whole period to each that leaves enough to rest on. */
function baselinesOf(trend: Trend | undefined) {
  const whole = trend?.periods.filter(({ partial }) => !partial) ?? []
  const [first] = whole
  const least = 6
  if (!first) return []
  return whole.slice(least - 1, -1).map(({ lastDay, title }) => ({
    value: `${first.firstDay}..${lastDay}`,
    label: { en: `${first.title.en} to ${title.en}`, zh: `${first.title.zh}至${title.zh}` },
  }))
}
