import { useLanguage, type Speech, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { aroundZero, axis } from './axis.ts'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { NoFigure } from './NoFigure.tsx'
import { estimateSaid, extentOf, intervalSaid, said, type Interval } from './figures.ts'
import { Grid, gridFoot } from './Grid.tsx'
import { RowLabel } from './RowLabel.tsx'
import { rowsFor } from './rows.ts'
import { useMarks } from './useMarks.ts'

/** A difference with its interval. */
export type GapBarRow = { key: string; label: Words; estimate: Interval }

export type GapBarsProps = ChartProps & { rows: readonly GapBarRow[]; decimals?: number }

/** How sure the sign is: the whole interval on one side of zero, or not. */
type Sign = 'below' | 'perhaps-below' | 'perhaps-above' | 'above'

const bars: Record<Sign, string> = {
  below: 'fill-below',
  'perhaps-below': 'fill-below-tint',
  'perhaps-above': 'fill-inside-tint',
  above: 'fill-accent',
}

/** Signed bars from zero with their intervals; faint where the interval includes zero. */
export function GapBars({ rows, decimals = 1, ...frame }: GapBarsProps) {
  const speech = useLanguage()
  return (
    <ChartFrame
      {...frame}
      legend={<GapLegend />}
      table={{ columns: columns(speech, decimals), rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => <Picture rows={rows} width={width} naming={naming} decimals={decimals} />}
    </ChartFrame>
  )
}

function Picture({
  rows,
  width,
  naming,
  decimals,
}: {
  rows: readonly GapBarRow[]
  width: number
  naming: object
  decimals: number
}) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    96,
    18,
  )
  const x = axis(aroundZero(extentOf(rows.map((row) => row.estimate))), [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid
          x={x}
          top={4}
          bottom={layout.bottom}
          anchor={0}
          say={(value) => speech.signed(value, Number.isInteger(value) ? 0 : 1)}
        />
        <line x1={x(0)} x2={x(0)} y1={4} y2={layout.bottom} className="stroke-axis" />
        {rows.map((row, index) => (
          <g key={row.key} className="outline-none" {...mark(row.key, summary(row, speech, decimals))}>
            <Bar
              row={row}
              place={layout.rows[index]!}
              x={x}
              beside={layout.beside}
              width={width}
              active={row.key === active}
              decimals={decimals}
            />
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.estimate.value ?? 0)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipLines(rows[shown]!, speech, decimals)} />
        </ChartTip>
      )}
    </>
  )
}

type BarProps = {
  row: GapBarRow
  place: ReturnType<typeof rowsFor>['rows'][number]
  x: (value: number) => number
  beside: boolean
  width: number
  active: boolean
  decimals: number
}

function Bar({ row, place, x, beside, width, active, decimals }: BarProps) {
  const speech = useLanguage()
  const { value, lower, upper, n } = row.estimate
  const sign = signOf(row.estimate)
  const text = sign === 'below' ? 'fill-below font-bold' : 'fill-ink'
  return (
    <>
      <rect
        x={0}
        y={place.top}
        width={width}
        height={place.height}
        rx={6}
        className={active ? 'fill-sunken/70' : 'fill-transparent'}
      />
      <RowLabel
        lines={place.lines}
        x={place.labelX}
        y={place.labelY}
        beside={beside}
        className={sign === 'below' ? text : undefined}
      />
      {value !== null && sign && (
        <rect
          x={Math.min(x(0), x(value))}
          y={place.y - 9}
          width={Math.max(Math.abs(x(value) - x(0)), 1)}
          height={18}
          rx={3}
          className={bars[sign]}
        />
      )}
      {lower !== null && upper !== null && <BarWhisker from={x(lower)} to={x(upper)} y={place.y} />}
      {value === null && <NoFigure estimate={row.estimate} x={width - 50} y={place.y} />}
      <text x={width - 50} y={place.y + 4} textAnchor="end" fontSize={12} className={text}>
        {value !== null && said(value, speech, decimals, 'signed')}
      </text>
      <text x={width - 4} y={place.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
        {`n ${speech.figure(n)}`}
      </text>
    </>
  )
}

/** The interval on a bar: dark on light and light-edged, so that it is seen on both. */
function BarWhisker({ from, to, y }: { from: number; to: number; y: number }) {
  const path = `M${from},${y}H${to}M${from},${y - 4}v8M${to},${y - 4}v8`
  return (
    <>
      <path d={path} strokeLinecap="round" className="fill-none stroke-card stroke-[3.5]" />
      <path d={path} strokeLinecap="round" className="fill-none stroke-ink stroke-[1.25]" />
    </>
  )
}

function GapLegend() {
  return (
    <Legend
      entries={[
        {
          mark: <rect y={1} width={22} height={10} rx={3} className="fill-below" />,
          label: { en: 'below zero', zh: '低于零' },
        },
        {
          mark: <rect y={1} width={22} height={10} rx={3} className="fill-accent" />,
          label: { en: 'above zero', zh: '高于零' },
        },
        {
          mark: (
            <>
              <rect y={1} width={11} height={10} className="fill-below-tint" />
              <rect x={11} y={1} width={11} height={10} className="fill-inside-tint" />
            </>
          ),
          label: { en: 'faint: the 95 % interval includes zero', zh: '浅色：95% 区间包含零' },
        },
      ]}
    />
  )
}

function signOf({ value, lower, upper }: Interval): Sign | null {
  if (value === null) return null
  if (value < 0) return upper !== null && upper < 0 ? 'below' : 'perhaps-below'
  return lower !== null && lower > 0 ? 'above' : 'perhaps-above'
}

function summary(row: GapBarRow, speech: Speech, decimals: number): string {
  const estimate = estimateSaid(row.estimate, speech, decimals, 'signed')
  return speech.say({
    en: `${speech.say(row.label)}: ${estimate}; n ${speech.figure(row.estimate.n)}`,
    zh: `${speech.say(row.label)}：${estimate}；n ${speech.figure(row.estimate.n)}`,
  })
}

function tipLines({ estimate }: GapBarRow, speech: Speech, decimals: number): [string, string][] {
  const { say, figure } = speech
  return [
    [say({ en: 'Difference', zh: '差值' }), said(estimate.value, speech, decimals + 1, 'signed')],
    [say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(estimate, speech, decimals + 1, 'signed')],
    ['n', figure(estimate.n)],
    [say({ en: 'Missing', zh: '缺失' }), figure(estimate.missing)],
  ]
}

function columns(speech: Speech, decimals: number): Column<GapBarRow>[] {
  return [
    { key: 'label', header: { en: 'Row', zh: '行' }, render: (row) => speech.say(row.label) },
    {
      key: 'value',
      header: { en: 'Difference', zh: '差值' },
      render: (row) => said(row.estimate.value, speech, decimals, 'signed'),
      sort: (row) => row.estimate.value,
    },
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (row) => intervalSaid(row.estimate, speech, decimals, 'signed'),
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(row.estimate.n), sort: (row) => row.estimate.n },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => speech.figure(row.estimate.missing) },
  ]
}
