import type { Text } from '@gap5/contract/language.ts'
import { useLanguage, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { axis, reach } from './axis.ts'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { NoFigure } from './NoFigure.tsx'
import { estimateSaid, extentOf, intervalSaid, said, type Interval } from './figures.ts'
import { Grid, gridFoot } from './Grid.tsx'
import { PointMark, Whisker, standingText, type Standing } from './PointMark.tsx'
import { RowLabel } from './RowLabel.tsx'
import { rowsFor } from './rows.ts'
import { useMarks } from './useMarks.ts'

export type ZoneRow = {
  key: string
  label: Words
  /** Means on the instrument's scale; null where there are too few answers. */
  adequate: number | null
  desired: number | null
  perceived: Interval
  /** As decided by the interval, see the method; null where it cannot be decided. */
  status: Exclude<Standing, 'unknown'> | null
}

export type ZoneOfToleranceChartProps = ChartProps & {
  rows: readonly ZoneRow[]
  scale: { min: number; max: number }
  decimals?: number
  /** Draws the whole scale, not only the part where something stands. */
  wholeScale?: boolean
}

export const standingWords: Record<Exclude<Standing, 'unknown'>, Text> = {
  below: { en: 'below the zone', zh: '低于容忍区域' },
  'at-lower-limit': { en: 'at the lower limit', zh: '处于下限' },
  inside: { en: 'inside the zone', zh: '在容忍区域内' },
  'at-upper-limit': { en: 'at the upper limit', zh: '处于上限' },
  above: { en: 'above the zone', zh: '高于容忍区域' },
}
const undecided: Text = { en: 'not decided', zh: '无法判定' }

/** For each row a band from adequate to desired, and the perceived level on it with its interval. */
export function ZoneOfToleranceChart({
  rows,
  scale,
  decimals = 1,
  wholeScale = false,
  ...frame
}: ZoneOfToleranceChartProps) {
  const speech = useLanguage()
  return (
    <ChartFrame
      {...frame}
      legend={<ZoneLegend rows={rows} />}
      table={{ columns: columns(speech, decimals), rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => (
        <Picture
          rows={rows}
          width={width}
          naming={naming}
          decimals={decimals}
          reach={wholeScale ? [scale.min, scale.max] : reach(extent(rows), scale)}
        />
      )}
    </ChartFrame>
  )
}

function Picture({
  rows,
  width,
  naming,
  decimals,
  reach,
}: {
  rows: readonly ZoneRow[]
  width: number
  naming: object
  decimals: number
  reach: [number, number]
}) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    40,
  )
  const x = axis(reach, [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.key === active)
  const place = layout.rows[shown]
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} />
        {rows.map((row, index) => (
          <g key={row.key} className="outline-none" {...mark(row.key, summary(row, speech, decimals))}>
            <ZoneMark
              row={row}
              place={layout.rows[index]!}
              x={x}
              beside={layout.beside}
              width={width}
              active={row.key === active}
              value={said(row.perceived.value, speech, decimals)}
            />
          </g>
        ))}
      </svg>
      {place && (
        <ChartTip x={x(rows[shown]!.perceived.value ?? reach[0])} y={place.y + 8} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipLines(rows[shown]!, speech, decimals)} />
        </ChartTip>
      )}
    </>
  )
}

type MarkProps = {
  row: ZoneRow
  place: ReturnType<typeof rowsFor>['rows'][number]
  x: (value: number) => number
  beside: boolean
  width: number
  active: boolean
  value: string
}

function ZoneMark({ row, place, x, beside, width, active, value }: MarkProps) {
  const { adequate, desired, perceived } = row
  const standing = row.status ?? 'unknown'
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
        className={
          standing === 'below' ? 'fill-below font-bold' : standing === 'above' ? 'fill-above font-bold' : undefined
        }
      />
      {adequate !== null && desired !== null && <Band from={x(adequate)} to={x(desired)} y={place.y} />}
      {perceived.lower !== null && perceived.upper !== null && (
        <Whisker from={x(perceived.lower)} to={x(perceived.upper)} y={place.y} standing={standing} />
      )}
      {perceived.value !== null && <PointMark standing={standing} x={x(perceived.value)} y={place.y} size={6.5} />}
      {perceived.value === null && <NoFigure estimate={perceived} x={width - 4} y={place.y} />}
      <text x={width - 4} y={place.y + 4} textAnchor="end" fontSize={12} className={standingText[standing]}>
        {perceived.value !== null && value}
      </text>
    </>
  )
}

/** Adequate to desired, with an edge at each so that the limits are seen where the ground is faint. Drawn backwards it is hollow: adequate lies above desired. */
function Band({ from, to, y }: { from: number; to: number; y: number }) {
  const [left, right] = from <= to ? [from, to] : [to, from]
  return (
    <>
      <rect
        x={left}
        y={y - 11}
        width={right - left}
        height={22}
        rx={5}
        className={from <= to ? 'fill-band' : 'fill-none stroke-band-edge [stroke-dasharray:3_3]'}
      />
      <path
        d={`M${from},${y - 8}V${y + 8}M${to},${y - 8}V${y + 8}`}
        className="fill-none stroke-band-edge stroke-[1.5]"
        strokeLinecap="round"
      />
    </>
  )
}

function ZoneLegend({ rows }: { rows: readonly ZoneRow[] }) {
  const present = (['below', 'at-lower-limit', 'inside', 'at-upper-limit', 'above'] as const).filter((status) =>
    rows.some((row) => row.status === status),
  )
  return (
    <Legend
      entries={[
        {
          mark: <rect x={0} y={1} width={22} height={10} rx={3} className="fill-band" />,
          label: { en: 'adequate to desired', zh: '适当至理想' },
        },
        ...present.map((status) => ({
          mark: (
            <>
              <Whisker from={2} to={20} y={6} standing={status} />
              <PointMark standing={status} x={11} y={6} size={4.5} />
            </>
          ),
          label: { en: `perceived, ${standingWords[status].en}`, zh: `感知，${standingWords[status].zh}` },
        })),
      ]}
    />
  )
}

type Speech = ReturnType<typeof useLanguage>

function summary(row: ZoneRow, speech: Speech, decimals: number): string {
  const status = speech.say(row.status ? standingWords[row.status] : undecided)
  const perceived = estimateSaid(row.perceived, speech, decimals)
  const [adequate, desired] = [row.adequate, row.desired].map((level) => said(level, speech, decimals))
  return speech.say({
    en: `${speech.say(row.label)}: perceived ${perceived}, ${status}; adequate ${adequate}, desired ${desired}; n ${speech.figure(row.perceived.n)}`,
    zh: `${speech.say(row.label)}：感知 ${perceived}，${status}；适当 ${adequate}，理想 ${desired}；n ${speech.figure(row.perceived.n)}`,
  })
}

function tipLines(row: ZoneRow, speech: Speech, decimals: number): [string, string][] {
  const { say, figure } = speech
  return [
    [say({ en: 'Perceived', zh: '感知' }), said(row.perceived.value, speech, decimals + 1)],
    [say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(row.perceived, speech, decimals + 1)],
    [say({ en: 'Adequate', zh: '适当' }), said(row.adequate, speech, decimals + 1)],
    [say({ en: 'Desired', zh: '理想' }), said(row.desired, speech, decimals + 1)],
    [say({ en: 'Standing', zh: '位置' }), say(row.status ? standingWords[row.status] : undecided)],
    ['n', figure(row.perceived.n)],
    [say({ en: 'Missing', zh: '缺失' }), figure(row.perceived.missing)],
  ]
}

function columns(speech: Speech, decimals: number): Column<ZoneRow>[] {
  return [
    { key: 'label', header: { en: 'Row', zh: '行' }, render: (row) => speech.say(row.label) },
    {
      key: 'adequate',
      header: { en: 'Adequate', zh: '适当' },
      render: (row) => said(row.adequate, speech, decimals),
      sort: (row) => row.adequate,
    },
    {
      key: 'desired',
      header: { en: 'Desired', zh: '理想' },
      render: (row) => said(row.desired, speech, decimals),
      sort: (row) => row.desired,
    },
    {
      key: 'perceived',
      header: { en: 'Perceived', zh: '感知' },
      render: (row) => said(row.perceived.value, speech, decimals),
      sort: (row) => row.perceived.value,
    },
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (row) => intervalSaid(row.perceived, speech, decimals),
    },
    {
      key: 'status',
      header: { en: 'Standing', zh: '位置' },
      render: (row) => speech.say(row.status ? standingWords[row.status] : undecided),
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(row.perceived.n), sort: (row) => row.perceived.n },
  ]
}

function extent(rows: readonly ZoneRow[]): number[] {
  return rows
    .flatMap((row) => [row.adequate, row.desired, ...extentOf([row.perceived])])
    .filter((value) => value !== null)
}
