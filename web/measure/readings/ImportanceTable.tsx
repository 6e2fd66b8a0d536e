import { probability } from '@gap5/contract/language.ts'
import { said } from '@gap5/contract/measure/charts/figures.ts'
import type { ImportanceReading, IpaPoint } from '@gap5/contract/measure/readings/importance-performance.ts'
import { quadrantWords } from '@gap5/contract/measure/readings/words.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { countColumns, Figure, figureColumn, ReadingMethod } from './cells.tsx'

/** All figures of importance and performance, the most urgent first. */
export function ImportanceTable({ reading }: { reading: ImportanceReading }) {
  const speech = useLanguage()
  return (
    <Table
      caption={{ en: 'Importance and performance by statement', zh: '各题项的重要性与绩效' }}
      rows={reading.points}
      rowKey={(point) => point.item}
      columns={columnsOf(reading, speech)}
      footer={<Method reading={reading} />}
    />
  )
}

function columnsOf({ form, oneScale, points }: ImportanceReading, speech: Speech): Column<IpaPoint>[] {
  const { say } = speech
  const derived = form !== 'stated'
  const hasStated = points.some(({ stated }) => stated !== null)
  return [
    { key: 'item', header: { en: 'Statement', zh: '题项' }, render: (point) => <span className="block max-w-96 min-w-40">{say(point.title)}</span>, sort: (point) => say(point.title) },
    { key: 'quadrant', header: { en: 'Quadrant', zh: '象限' }, align: 'start', render: (point) => <Quadrant point={point} />, sort: (point) => point.quadrant },
    ...(hasStated ? [figureColumn<IpaPoint>('stated', { en: 'Importance, stated', zh: '重要性（自述）' }, (point) => point.stated, 2)] : []),
    ...(derived ? [figureColumn<IpaPoint>('importance', { en: 'Importance, derived', zh: '重要性（推导）' }, (point) => point.importance, form === 'shares' ? 1 : 2, { as: form === 'shares' ? 'percent' : 'figure' })] : []),
    figureColumn('performance', { en: 'Performance', zh: '绩效' }, (point) => point.performance, 2),
    ...(oneScale
      ? [
          figureColumn<IpaPoint>('gap', { en: 'Difference', zh: '差值' }, (point) => point.gap, 2, { as: 'signed', hint: { en: 'Performance − importance of the same respondents', zh: '同一受访者的绩效 − 重要性' } }),
          { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, hint: { en: 'Paired t test, Holm over all statements', zh: '配对t检验，按Holm法对全部题项校正' }, render: (point: IpaPoint) => (point.gapTest ? probability(point.gapTest.adjustedP) : '—'), sort: (point: IpaPoint) => point.gapTest?.adjustedP ?? null },
        ]
      : []),
    ...(points.some(({ priority }) => priority !== null)
      ? [{ key: 'priority', header: { en: 'Over the diagonal', zh: '对角线距离' }, hint: { en: '(importance − performance) ÷ √2: the further above the line, the more urgent', zh: '（重要性 − 绩效）÷ √2：在线上方越远越紧迫' }, render: (point: IpaPoint) => said(point.priority, speech, 2, 'signed'), sort: (point: IpaPoint) => point.priority }]
      : []),
    ...countColumns<IpaPoint>((point) => point.performance),
  ]
}

function Quadrant({ point }: { point: IpaPoint }) {
  const { say } = useLanguage()
  if (point.quadrant === null) return <Figure estimate={point.performance.value === null ? point.performance : point.importance} decimals={2} />
  const tone = { concentrate: 'below', 'keep-up': 'inside', 'low-priority': 'plain', 'possible-overkill': 'warn' } as const
  return <Tag tone={tone[point.quadrant]}>{say(quadrantWords[point.quadrant])}</Tag>
}

function Method({ reading }: { reading: ImportanceReading }) {
  const { figure } = useLanguage()
  const { outcome, statedDerived, importancePerformance, crosshair, points } = reading
  const r = (value: number) => figure(value, 2)
  const lines = [
    { en: 'Quadrants: a value on a line counts as high. The lines stand at the means of all statements unless chosen otherwise.', zh: '象限：落在分界线上的按高计。分界默认取全部题项的均值，可另选。' },
    ...(crosshair.importance !== null && crosshair.performance !== null ? [{ en: `Lines now: performance ${r(crosshair.performance)}, importance ${r(crosshair.importance)}.`, zh: `当前分界：绩效${r(crosshair.performance)}，重要性${r(crosshair.importance)}。` }] : []),
    { en: 'Stated importance and performance: means of whoever answered, with t intervals. The difference needs both answers of a respondent.', zh: '自述重要性与绩效：取作答者的均值与t区间；差值需同一受访者两项都作答。' },
    ...(outcome
      ? [
          { en: `Derived importance: how performance goes with overall satisfaction (${outcome.title.en}), on complete answers: correlation; partial correlation, all other statements held constant; the same of ln(performance) (Deng); standardised regression coefficients; shares of R² (Shapley up to 12 statements, Johnson’s relative weights beyond). Negative values stay negative.`, zh: `推导重要性：绩效与总体满意度（${outcome.title.zh}）的关系，仅用完整作答：相关系数；控制其他题项的偏相关；ln（绩效）的偏相关（Deng）；标准化回归系数；R²的份额（12题以内用Shapley，以上用Johnson相对权重）。负值保留。` },
        ]
      : []),
    ...(statedDerived === null ? [] : [{ en: `Stated and derived importance correlate at ${r(statedDerived)} over ${points.length} statements.`, zh: `在${points.length}个题项上，自述与推导重要性的相关系数为${r(statedDerived)}。` }]),
    ...(importancePerformance === null ? [] : [{ en: `Importance and performance correlate at ${r(importancePerformance)}; above .70 stated importance says little of its own.`, zh: `重要性与绩效的相关系数为${r(importancePerformance)}；超过0.70时自述重要性的信息有限。` }]),
  ]
  return <ReadingMethod lines={lines} source="Martilla & James (1977), Journal of Marketing 41(1); Bacon (2003); Deng (2007), Tourism Management 28; Abalo, Varela & Manzano (2007)" />
}
