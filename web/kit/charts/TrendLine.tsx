import { axis, decimalsOf, reach, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import { extentOf, said, type Saying } from '@gap5/contract/measure/charts/figures.ts'
import { areas, pieces } from '@gap5/contract/charts/lines.ts'
import { widthOf } from '@gap5/contract/charts/wrapped.ts'
import { useLanguage, type Words } from '../language.tsx'
import { ChartFrame, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import type { Labelled, Manner } from './labelled.ts'
import { ControlLimits, TrendLegend, TrendMark } from './TrendMarks.tsx'
import { trendColumns, trendSummary, trendTip } from './trend.ts'
import { useMarks } from './useMarks.ts'

/** One period; periods are in order and equally long. */
export type TrendPoint = Labelled & {
  /** Within, it is noise. */
  limits?: { lower: number; upper: number } | null
  /** Not over, or cut off: drawn hollow. */
  partial?: boolean
  /** Why it is more than noise: drawn as a diamond. */
  signal?: Words | null
}

export type TrendLineProps = ChartProps & {
  points: readonly TrendPoint[]
  scale: { min: number; max: number }
  as?: Saying
  decimals?: number
  height?: number
  /** What limits are around. */
  centre?: number | null
  /** Draws the whole scale, so that charts beside each other can be compared. */
  wholeScale?: boolean
  /** Leaves the legend to the page, where several charts stand beside each other. */
  hideLegend?: boolean
}

/** A level over time with the band of its 95 % interval; a period without a figure leaves a gap. */
export function TrendLine(props: TrendLineProps) {
  const { points, scale, as = 'figure', decimals = 1, height = 220, centre = null, wholeScale = false, hideLegend = false, ...frame } = props
  const speech = useLanguage()
  const manner: Manner = { decimals, as, figureName: { en: 'Mean', zh: '均值' } }
  const columns = trendColumns(points, speech, manner)
  return (
    <ChartFrame {...frame} legend={hideLegend ? undefined : <TrendLegend points={points} />} table={{ columns, rows: points, rowKey: (point) => point.key }}>
      {(width, naming) => <Picture {...{ points, scale, manner, height, centre, wholeScale, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = Required<Pick<TrendLineProps, 'points' | 'scale' | 'height' | 'centre' | 'wholeScale'>> & {
  manner: Manner
  width: number
  naming: object
}

function Picture({ points, scale, manner, height, centre, wholeScale, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(points.map((point) => point.key))
  const ends = [...extentOf(points.map((point) => point.estimate)), ...points.flatMap(({ limits }) => (limits ? [limits.lower, limits.upper] : []))]
  const y = axis(wholeScale ? [scale.min, scale.max] : reach(ends, scale), [height - 26, 8])
  const x = axis([0, Math.max(points.length - 1, 1)], [44, width - 22])
  const places = points.map((point, index) => ({ x: x(index), ...point.estimate }))
  const shown = points.findIndex((point) => point.key === active)
  const half = points.length > 1 ? (x(1) - x(0)) / 2 : 20
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <Levels y={y} width={width} manner={manner} />
        <Periods points={points} x={x} y={height - 6} />
        {points.map((point, index) => (
          <g key={point.key} className="outline-none" {...mark(point.key, trendSummary(point, speech, manner))}>
            <rect
              x={x(index) - half}
              y={0}
              width={half * 2}
              height={height - 24}
              rx={6}
              className={point.key === active ? 'fill-sunken/70' : 'fill-transparent'}
            />
          </g>
        ))}
        <g className="pointer-events-none">
          <ControlLimits places={points.map(({ limits }, index) => ({ x: x(index), limits: limits ?? null }))} half={half} centre={centre} y={y} />
          <Line places={places} y={y} />
          {places.map((place, index) =>
            place.value === null ? null : (
              <TrendMark key={points[index]!.key} point={points[index]!} x={place.x} y={y(place.value)} large={index === shown} />
            ),
          )}
        </g>
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(shown)} y={y(points[shown]!.estimate.value ?? y.from) + 4} width={width}>
          <TipLines title={speech.say(points[shown]!.label)} lines={trendTip(points[shown]!, speech, manner)} />
        </ChartTip>
      )}
    </>
  )
}

/** The line through the values and the band of their intervals. */
export function Line({ places, y, thin = false }: { places: Parameters<typeof pieces>[0]; y: Axis; thin?: boolean }) {
  return (
    <>
      {areas(places, y).map((path) => (
        <path key={path} d={path} className="fill-accent/15" />
      ))}
      {pieces(places, y).map((path) => (
        <path
          key={path}
          d={path}
          strokeLinejoin="round"
          strokeWidth={thin ? 1.5 : 2}
          className="fill-none stroke-accent"
        />
      ))}
    </>
  )
}

function Levels({ y, width, manner }: { y: Axis; width: number; manner: Manner }) {
  const speech = useLanguage()
  const marks = ticks(y.from, y.to, 4)
  return (
    <g aria-hidden>
      {marks.map((value) => (
        <g key={value}>
          <line x1={34} x2={width} y1={y(value)} y2={y(value)} className="stroke-grid" />
          <text x={28} y={y(value) + 4} textAnchor="end" fontSize={11} className="fill-mute">
            {said(value, speech, manner.as === 'percent' ? 0 : decimalsOf(marks), manner.as)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** The names of as many periods as there is room for, the last one always among them. */
function Periods({ points, x, y }: { points: readonly TrendPoint[]; x: Axis; y: number }) {
  const { say } = useLanguage()
  const widest = Math.max(0, ...points.map((point) => widthOf(say(point.label), 11))) + 14
  const every = Math.max(1, Math.ceil(widest / Math.max(x(1) - x(0), 1)))
  return (
    <g aria-hidden fontSize={11} textAnchor="middle" className="fill-mute">
      {points.map((point, place) =>
        (points.length - 1 - place) % every === 0 ? (
          <text key={point.key} {...(place === points.length - 1 && place > 0 ? { x: x(place) + 20, textAnchor: 'end' } : { x: x(place) })} y={y}>
            {say(point.label)}
          </text>
        ) : null,
      )}
    </g>
  )
}
