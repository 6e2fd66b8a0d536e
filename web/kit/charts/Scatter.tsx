import { axis, decimalsOf, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import type { Interval } from '@gap5/contract/measure/charts/figures.ts'
import { widthOf, wrapped } from '@gap5/contract/charts/wrapped.ts'
import { useLanguage, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { ChartFrame, NumberKey, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { overlap, placeLabels } from './placeLabels.ts'
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
  corners?: { topLeft: Words; topRight: Words; bottomLeft: Words; bottomRight: Words }
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
  const height = Math.max(300, Math.min(Math.round(width * 0.72), 520))
  const x = axis([across.range[0], across.range[1]], [44, width - 10])
  const y = axis([up.range[0], up.range[1]], [height - 42, 26])
  const at = shown.map((point) => ({ left: x(point.x.value ?? 0), top: y(point.y.value ?? 0) }))
  const names = shortNames(shown.map((point) => say(point.label))).map((name, i) => `${i + 1} ${name}`.trimEnd())
  const named = corners ? cornerTexts({ x, y, cross, at }, corners, say) : []
  const spots = at.map(({ left, top }, i) => ({ x: left, y: top, width: widthOf(names[i]!, 11) + 2, shortWidth: widthOf(String(i + 1), 11) + 2 }))
  const labels = placeLabels(spots, { left: x(x.from), right: width - 2, top: 2, bottom: y(y.from) }, [...named.map(({ box }) => box), ...(intervals ? shown.flatMap((point) => intervalBoxes(point, x, y)) : [])])
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

/** The strips that the intervals of a point cover. */
function intervalBoxes({ x: across, y: up }: ScatterPoint, x: Axis, y: Axis) {
  const [left, top] = [x(across.value ?? 0), y(up.value ?? 0)]
  const flat = across.lower !== null && across.upper !== null ? [{ left: x(across.lower), right: x(across.upper), top: top - 1, bottom: top + 1 }] : []
  const steep = up.lower !== null && up.upper !== null ? [{ left: left - 1, right: left + 1, top: y(up.upper), bottom: y(up.lower) }] : []
  return [...flat, ...steep]
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

function isWithin(value: number, { from, to }: Axis): boolean {
  return value >= from && value <= to
}

/** A long name is cut; those that would then be alike are left to their numbers. */
function shortNames(names: readonly string[]): string[] {
  const cut = names.map((name) => wrapped(name, 150, 11, 1)[0] ?? '')
  return cut.map((name, i) => (name !== names[i] && cut.filter((other) => other === name).length > 1 ? '' : name))
}

type Box = { left: number; right: number; top: number; bottom: number }
type CornerText = { text: string; left: number; top: number; anchor: 'start' | 'end'; box: Box }
type Plot = { x: Axis; y: Axis; cross: { x: number; y: number } | null; at: readonly { left: number; top: number }[] }

/** Each name in its outer corner; where a point stands there, beside a line that bounds the quadrant. */
function cornerTexts({ x, y, cross, at }: Plot, { topLeft, topRight, bottomLeft, bottomRight }: NonNullable<ScatterProps<never>['corners']>, say: (words: Words) => string): CornerText[] {
  const points = at.map(({ left, top }) => ({ left: left - 7, right: left + 7, top: top - 7, bottom: top + 7 }))
  const [left, right, top, bottom] = [x(x.from) + 6, x(x.to) - 6, y(y.to) + 15, y(y.from) - 7]
  const middle = cross && { x: x(cross.x), y: y(cross.y) }
  const placed = (words: Words, isLeft: boolean, isTop: boolean): CornerText => {
    const [outerX, outerY, anchor] = [isLeft ? left : right, isTop ? top : bottom, isLeft ? ('start' as const) : ('end' as const)]
    const text = say(words)
    const places = [
      { left: outerX, top: outerY, anchor },
      ...(middle ? [{ left: outerX, top: isTop ? middle.y - 7 : middle.y + 15, anchor }, { left: isLeft ? middle.x - 6 : middle.x + 6, top: outerY, anchor: isLeft ? ('end' as const) : ('start' as const) }] : []),
    ].map((place) => ({ ...place, text, box: boxOf(text, place) }))
    return places.find(({ box }) => !points.some((point) => overlap(point, box))) ?? places[0]!
  }
  return [placed(topLeft, true, true), placed(topRight, false, true), placed(bottomLeft, true, false), placed(bottomRight, false, false)]
}

function boxOf(text: string, { left, top, anchor }: Pick<CornerText, 'left' | 'top' | 'anchor'>): Box {
  const width = widthOf(text, 11.5)
  const start = anchor === 'start' ? left : left - width
  return { left: start, right: start + width, top: top - 12, bottom: top + 3 }
}
