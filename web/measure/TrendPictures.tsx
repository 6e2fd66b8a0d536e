import { counted } from '@gap5/contract/language.ts'
import type { Trend, TrendSeries } from '@gap5/contract/measure/trend.ts'
import { TrendLine, type TrendPoint } from '../kit/charts/TrendLine.tsx'
import { TrendLegend } from '../kit/charts/TrendMarks.tsx'
import { useLanguage } from '../kit/language.tsx'
import { unitManner } from './unitManner.ts'

/** One large picture, or several small ones drawn on the same scale where they can be compared. */
export function TrendPictures({ trend }: { trend: Trend }) {
  const { say, figure } = useLanguage()
  const { series } = trend
  const isOne = series.length === 1
  const together = isOne ? null : commonRange(series)
  const all = series.flatMap((each) => pointsOf(each, trend))
  return (
    <>
      <div className={isOne ? undefined : 'grid gap-x-6 gap-y-5 sm:grid-cols-2 xl:grid-cols-3'}>
        {series.map((each) => (
          <TrendLine
            key={`${each.measure} ${each.group}`}
            title={each.title}
            description={isOne ? described : each.conclusion.text}
            points={pointsOf(each, trend)}
            centre={each.chart.centre}
            scale={together ?? drawnScale(each)}
            wholeScale={together !== null}
            height={isOne ? 280 : 150}
            hideLegend={!isOne}
            {...unitManner(each.unit)}
          />
        ))}
      </div>
      {!isOne && <TrendLegend points={all} />}
      {isOne && series[0]?.chart.reason === 'too-few-periods' && (
        <p className="mt-2 text-mute">{say({ en: 'Limits need six whole periods with enough answers.', zh: '控制限至少需要六个答卷足够的完整时段。' })}</p>
      )}
      {trend.earlierPeriods > 0 && (
        <p className="mt-2 text-mute">{say({ en: `${counted(trend.earlierPeriods, 'earlier period is', 'earlier periods are')} not shown.`, zh: `更早的${figure(trend.earlierPeriods)}个时段未显示。` })}</p>
      )}
      {trend.notShown > 0 && (
        <p className="mt-2 text-mute">{say({ en: `${counted(trend.notShown, 'response', 'responses')} of smaller groups ${trend.notShown === 1 ? 'is' : 'are'} not shown.`, zh: `较小的组共${figure(trend.notShown)}份答卷未显示。` })}</p>
      )}
    </>
  )
}

const described = {
  en: 'Each period with its 95 % interval; dashed: control limits. A diamond is more than noise.',
  zh: '各时段数值及其95% 区间；虚线为控制限，菱形为超出正常波动。',
}

function pointsOf({ points, signals }: TrendSeries, { periods }: Trend): TrendPoint[] {
  return points.map(({ estimate, limits }, at) => ({
    key: periods[at]?.period ?? String(at),
    label: periods[at]?.title ?? String(at),
    estimate,
    limits,
    partial: periods[at]?.partial ?? false,
    signal: signals.find(({ from, to, rule }) => (rule === 'two-of-three' ? at === from || at === to : at >= from && at <= to))?.text ?? null,
  }))
}

function endsOf({ points }: TrendSeries): number[] {
  return points.flatMap(({ estimate, limits }) => [estimate.value, estimate.lower, estimate.upper, limits?.lower, limits?.upper]).filter((x) => typeof x === 'number')
}

/** Room for all of them, where all are in one unit. */
function commonRange(series: readonly TrendSeries[]): { min: number; max: number } | null {
  if (series.some(({ unit }) => unit !== series[0]?.unit)) return null
  return around(series.flatMap(endsOf), series[0]?.unit === 'share')
}

function drawnScale(series: TrendSeries): { min: number; max: number } {
  const { scale, unit } = series
  if (unit === 'difference' || unit === 'points' || scale === null) return around(endsOf(series), unit === 'share')
  const ends = endsOf(series)
  return { min: Math.min(scale.min, ...ends), max: Math.max(scale.max, ...ends) }
}

function around(ends: readonly number[], isShare: boolean): { min: number; max: number } {
  if (ends.length === 0) return { min: 0, max: 1 }
  if (isShare) return { min: Math.max(0, Math.floor(Math.min(...ends) * 10) / 10), max: Math.min(1, Math.ceil(Math.max(...ends) * 10) / 10) }
  return { min: Math.floor(Math.min(...ends)), max: Math.ceil(Math.max(...ends)) }
}
