import { useLanguage, type Speech, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { axis, decimalsOf, reach, ticks } from './axis.ts'
import { ChartFrame, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { estimateSaid, extentOf, intervalSaid, said, type Interval, type Saying } from './figures.ts'
import { areas, pieces } from './lines.ts'
import { useMarks } from './useMarks.ts'
import { widthOf } from './wrapped.ts'

/** One period; periods are in order and equally long. */
export type TrendPoint = { key: string; label: Words; estimate: Interval }

export type TrendLineProps = ChartProps & {
  points: readonly TrendPoint[]
  scale: { min: number; max: number }
  as?: Saying
  decimals?: number
  height?: number
}

/** A level over time with the band of its 95 % interval; a period without a figure leaves a gap. */
export function TrendLine({ points, scale, as = 'figure', decimals = 1, height = 220, ...frame }: TrendLineProps) {
  const speech = useLanguage()
  return (
    <ChartFrame
      {...frame}
      table={{ columns: columns(speech, decimals, as), rows: points, rowKey: (point) => point.key }}
    >
      {(width, naming) => <Picture {...{ points, scale, as, decimals, height, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = Required<Pick<TrendLineProps, 'points' | 'scale' | 'as' | 'decimals' | 'height'>> & {
  width: number
  naming: object
}

function Picture({ points, scale, as, decimals, height, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(points.map((point) => point.key))
  const within = reach(extentOf(points.map((point) => point.estimate)), scale)
  const y = axis(within, [height - 26, 8])
  const x = axis([0, Math.max(points.length - 1, 1)], [44, width - 22])
  const places = points.map((point, index) => ({ x: x(index), ...point.estimate }))
  const shown = points.findIndex((point) => point.key === active)
  const half = points.length > 1 ? (x(1) - x(0)) / 2 : 20
  return (
    <>
      <svg width={width} height={height} className="block max-w-full" {...naming}>
        <Levels y={y} width={width} as={as} />
        <Periods points={points} x={x} y={height - 6} />
        {areas(places, y).map((path) => (
          <path key={path} d={path} className="fill-accent/15" />
        ))}
        {pieces(places, y).map((path) => (
          <path key={path} d={path} className="fill-none stroke-accent stroke-2" strokeLinejoin="round" />
        ))}
        {points.map((point, index) => (
          <g key={point.key} className="outline-none" {...mark(point.key, summary(point, speech, decimals, as))}>
            <rect
              x={x(index) - half}
              y={0}
              width={half * 2}
              height={height - 24}
              rx={6}
              className={point.key === active ? 'fill-sunken/70' : 'fill-transparent'}
            />
            {point.estimate.value !== null && (
              <circle
                cx={x(index)}
                cy={y(point.estimate.value)}
                r={point.key === active ? 5 : 3.5}
                className="fill-accent stroke-card stroke-2"
              />
            )}
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(shown)} y={y(points[shown]!.estimate.value ?? within[0]) + 4} width={width}>
          <TipLines title={speech.say(points[shown]!.label)} lines={tipLines(points[shown]!, speech, decimals, as)} />
        </ChartTip>
      )}
    </>
  )
}

function Levels({ y, width, as }: { y: ReturnType<typeof axis>; width: number; as: Saying }) {
  const speech = useLanguage()
  const marks = ticks(y.from, y.to, 4)
  return (
    <g aria-hidden>
      {marks.map((value) => (
        <g key={value}>
          <line x1={34} x2={width} y1={y(value)} y2={y(value)} className="stroke-grid" />
          <text x={28} y={y(value) + 4} textAnchor="end" fontSize={11} className="fill-mute">
            {said(value, speech, as === 'percent' ? 0 : decimalsOf(marks), as)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** The names of as many periods as there is room for, the last one always among them. */
function Periods({ points, x, y }: { points: readonly TrendPoint[]; x: (place: number) => number; y: number }) {
  const { say } = useLanguage()
  const widest = Math.max(0, ...points.map((point) => widthOf(say(point.label), 11))) + 14
  const every = Math.max(1, Math.ceil(widest / Math.max(x(1) - x(0), 1)))
  return (
    <g aria-hidden fontSize={11} textAnchor="middle" className="fill-mute">
      {points.map((point, place) =>
        (points.length - 1 - place) % every === 0 ? (
          <text key={point.key} x={x(place)} y={y}>
            {say(point.label)}
          </text>
        ) : null,
      )}
    </g>
  )
}

/** A trend in the space of a word; the figures stand beside it or behind a link. */
export function Sparkline({
  points,
  label,
  width = 96,
  height = 24,
}: {
  points: readonly Interval[]
  label: Words
  width?: number
  height?: number
}) {
  const { say } = useLanguage()
  const values = extentOf(points)
  const y = axis([Math.min(...values, values[0] ?? 0), Math.max(...values, values[0] ?? 1)], [height - 4, 4])
  const x = axis([0, Math.max(points.length - 1, 1)], [3, width - 4])
  const places = points.map((estimate, index) => ({ x: x(index), ...estimate }))
  const last = places.findLast((place) => place.value !== null)
  return (
    <svg width={width} height={height} role="img" aria-label={say(label)} className="inline-block align-middle">
      {areas(places, y).map((path) => (
        <path key={path} d={path} className="fill-accent/15" />
      ))}
      {pieces(places, y).map((path) => (
        <path key={path} d={path} className="fill-none stroke-accent stroke-[1.5]" strokeLinejoin="round" />
      ))}
      {last?.value != null && <circle cx={last.x} cy={y(last.value)} r={2.5} className="fill-accent" />}
    </svg>
  )
}

function summary(point: TrendPoint, speech: Speech, decimals: number, as: Saying): string {
  const estimate = estimateSaid(point.estimate, speech, decimals, as)
  return speech.say({
    en: `${speech.say(point.label)}: ${estimate}; n ${speech.figure(point.estimate.n)}`,
    zh: `${speech.say(point.label)}：${estimate}；n ${speech.figure(point.estimate.n)}`,
  })
}

function tipLines({ estimate }: TrendPoint, speech: Speech, decimals: number, as: Saying): [string, string][] {
  return [
    [speech.say({ en: 'Mean', zh: '均值' }), said(estimate.value, speech, decimals + 1, as)],
    [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(estimate, speech, decimals + 1, as)],
    ['n', speech.figure(estimate.n)],
  ]
}

function columns(speech: Speech, decimals: number, as: Saying): Column<TrendPoint>[] {
  return [
    { key: 'label', header: { en: 'Period', zh: '时段' }, render: (point) => speech.say(point.label) },
    {
      key: 'value',
      header: { en: 'Mean', zh: '均值' },
      render: (point) => said(point.estimate.value, speech, decimals, as),
      sort: (point) => point.estimate.value,
    },
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (point) => intervalSaid(point.estimate, speech, decimals, as),
    },
    { key: 'n', header: 'n', render: (point) => speech.figure(point.estimate.n), sort: (point) => point.estimate.n },
  ]
}
