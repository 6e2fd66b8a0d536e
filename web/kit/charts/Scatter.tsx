import { decimalsOf, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import { isWithin, scatterPlan, type Corners, type CornerText } from '@gap5/contract/charts/scatter.ts'
import type { Interval } from '@gap5/contract/measure/charts/figures.ts'
import { wrapped } from '@gap5/contract/charts/wrapped.ts'
import { useLanguage, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { ChartFrame, NumberKey, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { useMarks } from './useMarks.ts'

export type ScatterPoint = {
  key: string
  label: Words
  x: Interval
  y: Interval
  /** Filled, hollow (not certain), or in the tone of something bad or outstanding; shapes differ too. */
  look?: 'solid' | 'hollow' | 'below' | 'above'
  /** For a screen reader: name and figures in a sentence. */
  summary: string
  tip: readonly (readonly [string, string])[]
}

export type ScatterAxis = { title: Words; range: readonly [number, number]; say?: (value: number) => string }

export type ScatterProps<Row> = ChartProps & {
  points: readonly ScatterPoint[]
  x: ScatterAxis
  y: ScatterAxis
  /** Where the quadrants are cut. */
  cross?: { x: number; y: number } | null
  /** The line on which both are equal. */
  diagonal?: boolean
  /** Names of the quadrants. */
  corners?: Corners<Words>
  /** Draws each point's 95 % intervals. */
  intervals?: boolean
  table: { columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string }
}

/** Two figures of each thing against each other: numbered points in named quadrants; the names stand beside them where there is room. */
export function Scatter<Row>({ points, x, y, cross = null, diagonal = false, corners, intervals = false, table, ...frame }: ScatterProps<Row>) {
  return (
    <ChartFrame {...frame} table={table}>
      {(width, naming) => <Picture {...{ points, x, y, cross, diagonal, corners, intervals, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = Omit<ScatterProps<never>, 'table' | 'title'> & { width: number; naming: object }

function Picture({ points, x: across, y: up, cross = null, diagonal = false, corners, intervals = false, width, naming }: PictureProps) {
  const { say } = useLanguage()
  const shown = points.filter(({ x, y }) => x.value !== null && y.value !== null)
  const { active, mark } = useMarks(shown.map((point) => point.key))
  const { height, x, y, at, names, labels, corners: named } = scatterPlan({
    points: shown.map((point) => ({ name: say(point.label), x: point.x, y: point.y })),
    x: across.range,
    y: up.range,
    cross,
    corners: corners ? { topLeft: say(corners.topLeft), topRight: say(corners.topRight), bottomLeft: say(corners.bottomLeft), bottomRight: say(corners.bottomRight) } : null,
    intervals,
    width,
  })
  const tipped = shown.findIndex((point) => point.key === active)
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <Ground {...{ x, y, across, up, cross, diagonal, named, width, height }} />
        {intervals && shown.map((point, i) => <Cross key={point.key} point={point} x={x} y={y} at={at[i]!} />)}
        {labels.map(({ isLed, left, baseline }, i) =>
          isLed ? <line key={shown[i]!.key} x1={at[i]!.left} y1={at[i]!.top} x2={left + 4} y2={baseline - 4} className="stroke-edge" strokeWidth={0.75} /> : null,
        )}
        {shown.map((point, i) => (
          <g key={point.key} className="outline-none" {...mark(point.key, point.summary)}>
            <circle cx={at[i]!.left} cy={at[i]!.top} r={12} className="fill-transparent" />
            {point.key === active && <circle cx={at[i]!.left} cy={at[i]!.top} r={9} className="fill-none stroke-accent stroke-2" />}
            <Dot look={point.look ?? 'solid'} {...at[i]!} />
            <text x={labels[i]!.left} y={labels[i]!.baseline} fontSize={11} className={point.look === 'below' ? 'fill-below font-semibold' : 'fill-body'}>
              {labels[i]!.isShort ? i + 1 : names[i]}
            </text>
          </g>
        ))}
      </svg>
      {tipped >= 0 && (
        <ChartTip x={at[tipped]!.left} y={at[tipped]!.top + 8} width={width}>
          <TipLines title={say(shown[tipped]!.label)} lines={shown[tipped]!.tip} />
        </ChartTip>
      )}
      <NumberKey labels={shown.map((point) => point.label)} />
    </>
  )
}

const looks = {
  solid: 'fill-accent stroke-card',
  hollow: 'fill-card stroke-accent stroke-2',
  below: 'fill-below stroke-card',
  above: 'fill-above stroke-card',
}

/** A disc; a ring where it is uncertain; a triangle down for what is bad, up for what stands out. */
function Dot({ look, left, top }: { look: keyof typeof looks; left: number; top: number }) {
  if (look === 'below') return <path d={`M${left - 6},${top - 4.5}h12l-6,10z`} className={looks.below} />
  if (look === 'above') return <path d={`M${left - 6},${top + 4.5}h12l-6,-10z`} className={looks.above} />
  return <circle cx={left} cy={top} r={5} className={looks[look]} />
}

function Cross({ point, x, y, at }: { point: ScatterPoint; x: Axis; y: Axis; at: { left: number; top: number } }) {
  const held = (value: number, of: Axis) => of(Math.max(of.from, Math.min(of.to, value)))
  const across = point.x.lower !== null && point.x.upper !== null ? `M${held(point.x.lower, x)},${at.top}H${held(point.x.upper, x)}` : ''
  const up = point.y.lower !== null && point.y.upper !== null ? `M${at.left},${held(point.y.lower, y)}V${held(point.y.upper, y)}` : ''
  return <path aria-hidden d={across + up} className="fill-none stroke-accent/45" strokeWidth={1.5} />
}

type GroundProps = { x: Axis; y: Axis; across: ScatterAxis; up: ScatterAxis; cross: { x: number; y: number } | null; diagonal: boolean; named: readonly CornerText[]; width: number; height: number }

function Ground({ x, y, across, up, cross, diagonal, named, width, height }: GroundProps) {
  const { say, figure } = useLanguage()
  const marksOf = (of: Axis) => ticks(of.from, of.to, 5)
  const sayOf = (given: ScatterAxis, marks: readonly number[]) => given.say ?? ((value: number) => figure(value, decimalsOf(marks)))
  const [acrossMarks, upMarks] = [marksOf(x), marksOf(y)]
  const [from, to] = [Math.max(x.from, y.from), Math.min(x.to, y.to)]
  return (
    <g aria-hidden fontSize={11} className="fill-mute">
      {acrossMarks.map((value) => (
        <g key={`x${value}`}>
          <line x1={x(value)} x2={x(value)} y1={y(y.from)} y2={y(y.to)} className="stroke-grid" />
          <text x={x(value)} y={y(y.from) + 15} textAnchor="middle">{sayOf(across, acrossMarks)(value)}</text>
        </g>
      ))}
      {upMarks.map((value) => (
        <g key={`y${value}`}>
          <line x1={x(x.from)} x2={x(x.to)} y1={y(value)} y2={y(value)} className="stroke-grid" />
          <text x={x(x.from) - 6} y={y(value) + 4} textAnchor="end">{sayOf(up, upMarks)(value)}</text>
        </g>
      ))}
      <rect x={x(x.from)} y={y(y.to)} width={x(x.to) - x(x.from)} height={y(y.from) - y(y.to)} className="fill-none stroke-line" />
      {diagonal && from < to && <line x1={x(from)} y1={y(from)} x2={x(to)} y2={y(to)} className="stroke-axis [stroke-dasharray:2_3]" />}
      {cross && isWithin(cross.x, x) && <line x1={x(cross.x)} x2={x(cross.x)} y1={y(y.from)} y2={y(y.to)} className="stroke-ink/60 [stroke-dasharray:5_3]" />}
      {cross && isWithin(cross.y, y) && <line x1={x(x.from)} x2={x(x.to)} y1={y(cross.y)} y2={y(cross.y)} className="stroke-ink/60 [stroke-dasharray:5_3]" />}
      {named.map(({ text, left, top, anchor }) => (
        <text key={text + top} x={left} y={top} textAnchor={anchor} className="font-semibold">{text}</text>
      ))}
      <text x={x(x.to)} y={height - 6} textAnchor="end" className="fill-body">{`${say(across.title)} →`}</text>
      <text x={0} y={11} className="fill-body">{`↑ ${wrapped(say(up.title), width - 20, 11, 1)[0] ?? ''}`}</text>
    </g>
  )
}
