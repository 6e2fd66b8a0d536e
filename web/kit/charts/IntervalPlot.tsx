import { axis, reach, type Axis } from '@gap5/contract/charts/axis.ts'
import { extentOf, said, type Saying } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor, type Row } from '@gap5/contract/charts/rows.ts'
import { useLanguage, type Words } from '../language.tsx'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { Grid, gridFoot } from './Grid.tsx'
import { columnsOf, summaryOf, tipOf, type Labelled, type Manner } from './labelled.ts'
import { NoFigure } from './NoFigure.tsx'
import { PointMark, Whisker, type Standing } from './PointMark.tsx'
import { RowGround } from './RowGround.tsx'
import { RowLabel } from './RowLabel.tsx'
import { useMarks } from './useMarks.ts'

export type IntervalRow = Labelled & {
  /** Where a group of its size lies by chance. */
  ground?: { lower: number; upper: number } | null
  standing?: Standing
}

export type IntervalPlotProps = ChartProps & {
  rows: readonly IntervalRow[]
  scale: { min: number; max: number }
  /** All groups together, as a line to compare with. */
  reference?: { value: number; label: Words }
  as?: Saying
  decimals?: number
}

/** Groups side by side: each a mean with its 95 % interval. */
export function IntervalPlot({ rows, scale, reference, as = 'figure', decimals = 1, ...frame }: IntervalPlotProps) {
  const speech = useLanguage()
  const manner: Manner = { decimals, as, figureName: { en: 'Mean', zh: '均值' } }
  const columns = columnsOf({ en: 'Group', zh: '组' }, speech, manner)
  return (
    <ChartFrame
      {...frame}
      legend={<IntervalLegend reference={reference} hasIntervals={rows.some(({ estimate }) => estimate.lower !== null)} hasGround={rows.some(({ ground }) => ground)} />}
      table={{ columns, rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => <Picture {...{ rows, scale, reference, manner, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = Pick<IntervalPlotProps, 'rows' | 'scale' | 'reference'> & {
  manner: Manner
  width: number
  naming: object
}

function Picture({ rows, scale, reference, manner, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    100,
    14,
  )
  const isShare = manner.as === 'percent'
  const values = [...extentOf(rows.map((row) => row.estimate)), ...(reference ? [reference.value] : []), ...rows.flatMap(({ ground }) => (ground ? [ground.lower, ground.upper] : []))]
  const x = axis(isShare ? [scale.min, scale.max] : reach(values, scale), [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} anchor={scale.max - scale.min > 20 ? 0 : x.from} say={isShare ? (value) => speech.percent(value) : undefined} />
        {reference && (
          <line
            x1={x(reference.value)}
            x2={x(reference.value)}
            y1={4}
            y2={layout.bottom}
            className="stroke-ink/70 [stroke-dasharray:4_3]"
          />
        )}
        {rows.map((group, index) => (
          <g key={group.key} className="outline-none" {...mark(group.key, summaryOf(group, speech, manner))}>
            <RowGround row={layout.rows[index]!} width={width} active={group.key === active} />
            <RowLabel row={layout.rows[index]!} beside={layout.beside} />
            <Group group={group} row={layout.rows[index]!} x={x} width={width} manner={manner} />
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.estimate.value ?? x.from)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipOf(rows[shown]!, speech, manner)} />
        </ChartTip>
      )}
    </>
  )
}

type GroupProps = { group: IntervalRow; row: Row; x: Axis; width: number; manner: Manner }

function Group({ group, row: { y }, x, width, manner }: GroupProps) {
  const speech = useLanguage()
  const { value, lower, upper, n } = group.estimate
  const { standing = 'inside', ground } = group
  return (
    <>
      {ground && <rect x={x(ground.lower)} y={y - 9} width={x(ground.upper) - x(ground.lower)} height={18} rx={4} className="fill-band" />}
      {lower !== null && upper !== null && <Whisker from={x(lower)} to={x(upper)} y={y} standing={standing} capped />}
      {value !== null && <PointMark standing={standing} x={x(value)} y={y} />}
      {value === null ? (
        <NoFigure estimate={group.estimate} x={width - 54} y={y} />
      ) : (
        <text x={width - 54} y={y + 4} textAnchor="end" fontSize={12} className="fill-ink">
          {said(value, speech, manner.decimals, manner.as)}
        </text>
      )}
      <text x={width - 4} y={y + 4} textAnchor="end" fontSize={11} className="fill-mute">
        {`n ${speech.figure(n)}`}
      </text>
    </>
  )
}

function IntervalLegend({ reference, hasIntervals, hasGround }: Pick<IntervalPlotProps, 'reference'> & { hasIntervals: boolean; hasGround: boolean }) {
  const mean = (
    <>
      {hasIntervals && <Whisker from={2} to={20} y={6} standing="inside" capped />}
      <PointMark standing="inside" x={11} y={6} size={4.5} />
    </>
  )
  const line = <line x1={11} x2={11} y1={0} y2={12} className="stroke-ink [stroke-dasharray:3_2]" />
  return (
    <Legend
      entries={[
        { mark: mean, label: hasIntervals ? { en: 'mean with its 95 % interval', zh: '均值及其 95% 区间' } : { en: 'mean', zh: '均值' } },
        ...(reference ? [{ mark: line, label: reference.label }] : []),
        ...(hasGround ? [{ mark: <rect y={1} width={22} height={10} rx={3} className="fill-band" />, label: { en: 'what chance explains', zh: '偶然可解释的范围' } }] : []),
      ]}
    />
  )
}
