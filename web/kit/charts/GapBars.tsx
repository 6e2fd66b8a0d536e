import { aroundZero, axis, type Axis } from '@gap5/contract/charts/axis.ts'
import { extentOf, said, signOf, type Sign } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor, type Row, type Rows } from '@gap5/contract/charts/rows.ts'
import { useLanguage } from '../language.tsx'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { Grid, gridFoot } from './Grid.tsx'
import { columnsOf, summaryOf, tipOf, type Labelled, type Manner } from './labelled.ts'
import { NoFigure } from './NoFigure.tsx'
import { RowGround } from './RowGround.tsx'
import { RowLabel } from './RowLabel.tsx'
import { useMarks } from './useMarks.ts'

/** A difference with its interval. */
export type GapBarRow = Labelled

export type GapBarsProps = ChartProps & { rows: readonly GapBarRow[]; decimals?: number }

/** Signed bars from zero with their intervals; faint where the interval includes zero. */
export function GapBars({ rows, decimals = 1, ...frame }: GapBarsProps) {
  const speech = useLanguage()
  const manner: Manner = { decimals, as: 'signed', figureName: { en: 'Difference', zh: '差值' } }
  const columns = columnsOf({ en: 'Row', zh: '行' }, speech, manner)
  return (
    <ChartFrame {...frame} legend={<GapLegend />} table={{ columns, rows, rowKey: (row) => row.key }}>
      {(width, naming) => <Picture rows={rows} width={width} naming={naming} manner={manner} />}
    </ChartFrame>
  )
}

type PictureProps = { rows: readonly GapBarRow[]; width: number; naming: object; manner: Manner }

function Picture({ rows, width, naming, manner }: PictureProps) {
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
          <g key={row.key} className="outline-none" {...mark(row.key, summaryOf(row, speech, manner))}>
            <RowGround row={layout.rows[index]!} width={width} active={row.key === active} />
            <Bar bar={row} row={layout.rows[index]!} layout={layout} x={x} width={width} manner={manner} />
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.estimate.value ?? 0)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipOf(rows[shown]!, speech, manner)} />
        </ChartTip>
      )}
    </>
  )
}

type BarProps = { bar: GapBarRow; row: Row; layout: Rows; x: Axis; width: number; manner: Manner }

function Bar({ bar, row, layout, x, width, manner }: BarProps) {
  const speech = useLanguage()
  const { value, lower, upper, n } = bar.estimate
  const sign = signOf(bar.estimate)
  const text = sign === 'below' ? 'fill-below font-bold' : 'fill-ink'
  return (
    <>
      <RowLabel row={row} beside={layout.beside} className={text} />
      {value !== null && sign && (
        <rect
          x={Math.min(x(0), x(value))}
          y={row.y - 9}
          width={Math.max(Math.abs(x(value) - x(0)), 1)}
          height={18}
          rx={3}
          className={bars[sign]}
        />
      )}
      {lower !== null && upper !== null && <BarWhisker from={x(lower)} to={x(upper)} y={row.y} />}
      {value === null ? (
        <NoFigure estimate={bar.estimate} x={width - 50} y={row.y} />
      ) : (
        <text x={width - 50} y={row.y + 4} textAnchor="end" fontSize={12} className={text}>
          {said(value, speech, manner.decimals, manner.as)}
        </text>
      )}
      <text x={width - 4} y={row.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
        {`n ${speech.figure(n)}`}
      </text>
    </>
  )
}

const bars: Record<Sign, string> = {
  below: 'fill-below',
  'perhaps-below': 'fill-below-tint',
  'perhaps-above': 'fill-inside-tint',
  above: 'fill-accent',
}

/** The interval on a bar: dark, with a light edge, so that it is seen on the bar and off it. */
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
