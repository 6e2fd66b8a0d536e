import type { Trend } from '@gap5/contract/measure/trend.ts'
import { useLanguage } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'

/** Which chart was drawn and how it is to be read. */
export function TrendMethod({ trend }: { trend: Trend }) {
  const { say, figure } = useLanguage()
  const kinds = new Set(trend.series.map(({ chart }) => chart.kind))
  const [first] = trend.series
  const from = trend.baseline && trend.periods[trend.baseline.from]?.title
  const to = trend.baseline && trend.periods[trend.baseline.to]?.title
  const lines = [
    ...(kinds.has('xmr')
      ? [{ en: 'XmR chart: centre = mean of the whole periods; limits = centre ± 2.66 × mean moving range, so that they follow what periods usually do, not only how many answered.', zh: 'XmR控制图：中心线为各完整时段的均值，控制限 = 中心线 ± 2.66 × 平均移动极差，反映时段之间的正常波动，而非仅由答卷数决定。' }]
      : []),
    ...(kinds.has('p')
      ? [{ en: 'p chart: centre = share over all answers; limits = centre ± 3 × √(p(1 − p)/n) with the n of each period.', zh: 'p控制图：中心线为全部回答的占比，控制限 = 中心线 ± 3 × √(p(1 − p)/n)，n为各时段的答卷数。' }]
      : []),
    ...(from && to && first ? [{ en: `Centre and limits rest on ${figure(first.chart.periods)} whole periods from ${from.en} to ${to.en}.`, zh: `中心线与控制限依据${from.zh}至${to.zh}共${figure(first.chart.periods)}个完整时段。` }] : []),
    { en: 'Signals: one point outside the limits; two of three far out on one side; eight in a row on one side; six in a row rising or falling. On noise alone about one point in a hundred gives a signal.', zh: '信号规则：一点超出控制限；连续三点中有两点明显偏向同侧；连续八点在同侧；连续六点上升或下降。纯属波动时约每百点出现一次信号。' },
    { en: 'Slope: straight line through the whole periods, standard error by Newey and West, from eight periods on. The last change is tested by Welch’s t (shares: two proportions), adjusted by Holm over the series shown.', zh: '斜率：过各完整时段的直线，标准误用Newey–West法，至少八个时段。最近一次变化用Welch t检验（占比用两比例检验），按Holm法对所示序列校正。' },
    { en: `Weeks are those of ISO 8601; days are those of the organisation’s time zone. A period that is not over, or cut by the filter, is shown hollow and counts for nothing. Below ${trend.minimumN} answers there is a gap.`, zh: `周按ISO 8601，日期按组织所在时区。未结束或被筛选截断的时段以空心点显示，不参与判断。少于${trend.minimumN}份答卷的时段留空。` },
  ]
  return (
    <div className="mt-3">
      <MethodNote source={{ en: 'Wheeler & Chambers (1992), chapter 3; Montgomery (2013), chapter 7; Newey & West (1987), Econometrica 55', zh: 'Wheeler与Chambers（1992）第3章；Montgomery（2013）第7章；Newey与West（1987），Econometrica 55' }}>
        <ul className="list-disc pl-4.5">
          {lines.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </MethodNote>
    </div>
  )
}
