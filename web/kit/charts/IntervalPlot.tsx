import { useLanguage, type Speech, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { axis, reach } from './axis.ts'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { NoFigure } from './NoFigure.tsx'
import { estimateSaid, extentOf, intervalSaid, said, type Interval, type Saying } from './figures.ts'
import { Grid, gridFoot } from './Grid.tsx'
import { PointMark, Whisker } from './PointMark.tsx'
import { RowLabel } from './RowLabel.tsx'
import { rowsFor } from './rows.ts'
import { useMarks } from './useMarks.ts'

export type IntervalRow = { key: string; label: Words; estimate: Interval }

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
  const entries = [
    { mark: <Legended />, label: { en: 'mean with its 95 % interval', zh: '均值及其 95% 区间' } },
    ...(reference
      ? [
          {
            mark: <line x1={11} x2={11} y1={0} y2={12} className="stroke-ink [stroke-dasharray:3_2]" />,
            label: reference.label,
          },
        ]
      : []),
  ]
  return (
    <ChartFrame
      {...frame}
      legend={<Legend entries={entries} />}
      table={{ columns: columns(speech, decimals, as), rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => <Picture {...{ rows, scale, reference, as, decimals, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = Required<Pick<IntervalPlotProps, 'rows' | 'scale' | 'as' | 'decimals'>> &
  Pick<IntervalPlotProps, 'reference'> & { width: number; naming: object }

function Picture({ rows, scale, reference, as, decimals, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    100,
    14,
  )
  const values = extentOf(rows.map((row) => row.estimate))
  const within =
    as === 'percent'
      ? ([scale.min, scale.max] as const)
      : reach(reference ? [...values, reference.value] : values, scale)
  const x = axis(within, [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid
          x={x}
          top={4}
          bottom={layout.bottom}
          say={as === 'percent' ? (value) => speech.percent(value) : undefined}
        />
        {reference && (
          <line
            x1={x(reference.value)}
            x2={x(reference.value)}
            y1={4}
            y2={layout.bottom}
            className="stroke-ink/70 [stroke-dasharray:4_3]"
          />
        )}
        {rows.map((row, index) => {
          const place = layout.rows[index]!
          const { value, lower, upper, n } = row.estimate
          return (
            <g key={row.key} className="outline-none" {...mark(row.key, summary(row, speech, decimals, as))}>
              <rect
                x={0}
                y={place.top}
                width={width}
                height={place.height}
                rx={6}
                className={row.key === active ? 'fill-sunken/70' : 'fill-transparent'}
              />
              <RowLabel lines={place.lines} x={place.labelX} y={place.labelY} beside={layout.beside} />
              {lower !== null && upper !== null && (
                <Whisker from={x(lower)} to={x(upper)} y={place.y} standing="inside" capped />
              )}
              {value !== null && <PointMark standing="inside" x={x(value)} y={place.y} />}
              {value === null && <NoFigure estimate={row.estimate} x={width - 54} y={place.y} />}
              <text x={width - 54} y={place.y + 4} textAnchor="end" fontSize={12} className="fill-ink">
                {value !== null && said(value, speech, decimals, as)}
              </text>
              <text x={width - 4} y={place.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
                {`n ${speech.figure(n)}`}
              </text>
            </g>
          )
        })}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.estimate.value ?? within[0])} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipLines(rows[shown]!, speech, decimals, as)} />
        </ChartTip>
      )}
    </>
  )
}

function Legended() {
  return (
    <>
      <Whisker from={2} to={20} y={6} standing="inside" capped />
      <PointMark standing="inside" x={11} y={6} size={4.5} />
    </>
  )
}

function summary(row: IntervalRow, speech: Speech, decimals: number, as: Saying): string {
  const estimate = estimateSaid(row.estimate, speech, decimals, as)
  return speech.say({
    en: `${speech.say(row.label)}: ${estimate}; n ${speech.figure(row.estimate.n)}`,
    zh: `${speech.say(row.label)}：${estimate}；n ${speech.figure(row.estimate.n)}`,
  })
}

function tipLines({ estimate }: IntervalRow, speech: Speech, decimals: number, as: Saying): [string, string][] {
  return [
    [speech.say({ en: 'Mean', zh: '均值' }), said(estimate.value, speech, decimals + 1, as)],
    [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(estimate, speech, decimals + 1, as)],
    ['n', speech.figure(estimate.n)],
    [speech.say({ en: 'Missing', zh: '缺失' }), speech.figure(estimate.missing)],
  ]
}

function columns(speech: Speech, decimals: number, as: Saying): Column<IntervalRow>[] {
  return [
    { key: 'label', header: { en: 'Group', zh: '组' }, render: (row) => speech.say(row.label) },
    {
      key: 'value',
      header: { en: 'Mean', zh: '均值' },
      render: (row) => said(row.estimate.value, speech, decimals, as),
      sort: (row) => row.estimate.value,
    },
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (row) => intervalSaid(row.estimate, speech, decimals, as),
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(row.estimate.n), sort: (row) => row.estimate.n },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => speech.figure(row.estimate.missing) },
  ]
}
