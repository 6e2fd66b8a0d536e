import { axis, reach, type Axis } from '@gap5/contract/charts/axis.ts'
import { said } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor, type Row } from '@gap5/contract/charts/rows.ts'
import { useLanguage } from '../language.tsx'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { Grid, gridFoot } from './Grid.tsx'
import { NoFigure } from './NoFigure.tsx'
import { PointMark, standingText, Whisker, type Standing } from './PointMark.tsx'
import { RowGround } from './RowGround.tsx'
import { RowLabel } from './RowLabel.tsx'
import { useMarks } from './useMarks.ts'
import { extentOfZones, standingOf, standingWords, zoneColumns, zoneSummary, zoneTip, type ZoneRow } from './zone.ts'

export type { ZoneRow } from './zone.ts'

export type ZoneOfToleranceChartProps = ChartProps & {
  rows: readonly ZoneRow[]
  scale: { min: number; max: number }
  decimals?: number
  /** Draws the whole scale, not only the part where something stands. */
  wholeScale?: boolean
}

/** For each row a band from adequate to desired, and the perceived level on it with its interval. */
export function ZoneOfToleranceChart(props: ZoneOfToleranceChartProps) {
  const { rows, scale, decimals = 1, wholeScale = false, ...frame } = props
  const speech = useLanguage()
  const within = wholeScale ? ([scale.min, scale.max] as const) : reach(extentOfZones(rows), scale)
  return (
    <ChartFrame
      {...frame}
      legend={<ZoneLegend rows={rows} />}
      table={{ columns: zoneColumns(speech, decimals), rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => <Picture {...{ rows, within, decimals, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = {
  rows: readonly ZoneRow[]
  within: readonly [number, number]
  decimals: number
  width: number
  naming: object
}

function Picture({ rows, within, decimals, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    40,
  )
  const x = axis(within, [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} />
        {rows.map((zone, index) => (
          <g key={zone.key} className="outline-none" {...mark(zone.key, zoneSummary(zone, speech, decimals))}>
            <RowGround row={layout.rows[index]!} width={width} active={zone.key === active} />
            <RowLabel row={layout.rows[index]!} beside={layout.beside} className={standingText[standingOf(zone)]} />
            <Zone zone={zone} row={layout.rows[index]!} x={x} width={width} decimals={decimals} />
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.perceived.value ?? x.from)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={zoneTip(rows[shown]!, speech, decimals)} />
        </ChartTip>
      )}
    </>
  )
}

type ZoneProps = { zone: ZoneRow; row: Row; x: Axis; width: number; decimals: number }

function Zone({ zone, row: { y }, x, width, decimals }: ZoneProps) {
  const speech = useLanguage()
  const { adequate, desired, perceived } = zone
  const standing = standingOf(zone)
  return (
    <>
      {adequate !== null && desired !== null && <Band from={x(adequate)} to={x(desired)} y={y} />}
      {perceived.lower !== null && perceived.upper !== null && (
        <Whisker from={x(perceived.lower)} to={x(perceived.upper)} y={y} standing={standing} />
      )}
      {perceived.value !== null && <PointMark standing={standing} x={x(perceived.value)} y={y} size={6.5} />}
      {perceived.value === null ? (
        <NoFigure estimate={perceived} x={width - 4} y={y} />
      ) : (
        <text x={width - 4} y={y + 4} textAnchor="end" fontSize={12} className={standingText[standing]}>
          {said(perceived.value, speech, decimals)}
        </text>
      )}
    </>
  )
}

/**
 * Adequate to desired, with an edge at each so that the limits are seen where the ground is faint. Hollow and dashed
 * where adequate lies above desired.
 */
function Band({ from, to, y }: { from: number; to: number; y: number }) {
  const [left, right] = from <= to ? [from, to] : [to, from]
  const ground = from <= to ? 'fill-band' : 'fill-none stroke-band-edge [stroke-dasharray:3_3]'
  return (
    <>
      <rect x={left} y={y - 11} width={right - left} height={22} rx={5} className={ground} />
      <path
        d={`M${from},${y - 8}V${y + 8}M${to},${y - 8}V${y + 8}`}
        strokeLinecap="round"
        className="fill-none stroke-band-edge stroke-[1.5]"
      />
    </>
  )
}

const standings: Standing[] = ['below', 'at-lower-limit', 'inside', 'at-upper-limit', 'above']

function ZoneLegend({ rows }: { rows: readonly ZoneRow[] }) {
  const present = standings.filter((standing) => rows.some((row) => row.status === standing))
  return (
    <Legend
      entries={[
        {
          mark: <rect y={1} width={22} height={10} rx={3} className="fill-band" />,
          label: { en: 'adequate to desired', zh: '适当至理想' },
        },
        ...present.map((standing) => ({
          mark: (
            <>
              <Whisker from={2} to={20} y={6} standing={standing} />
              <PointMark standing={standing} x={11} y={6} size={4.5} />
            </>
          ),
          label: {
            en: `perceived, ${standingWords[standing].en}`,
            zh: `感知，${standingWords[standing].zh}`,
          },
        })),
      ]}
    />
  )
}
