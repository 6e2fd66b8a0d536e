import { aroundZero, axis, decimalsOf, ticks, type Axis } from '@gap5/contract/charts/axis.ts'
import type { Picture } from '@gap5/contract/measure/workbench.ts'
import { ChartFrame, Legend } from '../../kit/charts/ChartFrame.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'

type Curves = Extract<Picture, { kind: 'curves' }>
type Curve = Curves['curves'][number]
type Point = Curve['points'][number]

const height = 260
const [top, right, bottom, left] = [10, 12, 40, 46]

/** Lines are told apart by colour and dash together. */
const looks = ['stroke-accent', 'stroke-below [stroke-dasharray:7_4]', 'stroke-above [stroke-dasharray:2_4]', 'stroke-ink [stroke-dasharray:10_3_2_3]', 'stroke-warn [stroke-dasharray:4_2]', 'stroke-mute']
const lookOf = (at: number) => looks[at % looks.length]!

/** Lines over a common axis; the one in focus stands out with its interval. */
export function CurvesPicture({ picture }: { picture: Curves }) {
  const speech = useLanguage()
  const { say } = speech
  const rows = picture.curves.flatMap((curve) => curve.points.map((point) => ({ curve, ...point })))
  return (
    <ChartFrame
      title={picture.title}
      legend={<Legend entries={picture.curves.map(({ title }, at) => ({ mark: <line x1={1} x2={21} y1={6} y2={6} className={`${lookOf(at)} stroke-2`} />, label: title }))} />}
      table={{
        columns: [
          { key: 'curve', header: { en: 'Line', zh: '曲线' }, render: (row: (typeof rows)[number]) => say(row.curve.title) },
          { key: 'x', header: picture.across, render: (row) => speech.figure(row.x, Number.isInteger(row.x) ? 0 : 2), sort: (row) => row.x },
          { key: 'y', header: picture.up, render: (row) => said(row.y, picture, speech), sort: (row) => row.y },
          {
            key: 'interval',
            header: { en: '95 % interval', zh: '95% 区间' },
            render: (row) => (row.lower === null || row.upper === null ? '–' : say({ en: `${said(row.lower, picture, speech)} to ${said(row.upper, picture, speech)}`, zh: `${said(row.lower, picture, speech)} 至 ${said(row.upper, picture, speech)}` })),
          },
        ],
        rows,
        rowKey: ({ curve, x }) => `${curve.key} ${x}`,
      }}
    >
      {(width, naming) => <Drawing picture={picture} width={width} naming={naming} />}
    </ChartFrame>
  )
}

function Drawing({ picture, width, naming }: { picture: Curves; width: number; naming: object }) {
  const speech = useLanguage()
  const { curves, steps, unit } = picture
  const { active, mark } = useMarks(curves.map(({ key }) => key))
  const points = curves.flatMap((curve) => curve.points)
  const x = axis([Math.min(...points.map((point) => point.x)), Math.max(...points.map((point) => point.x))], [left, width - right])
  const y = axis(unit === 'share' ? [0, 1] : aroundZero(points.flatMap((point) => [point.y, point.lower ?? 0, point.upper ?? 0])), [height - bottom, top])
  const whole = points.every((point) => Number.isInteger(point.x)) // periods and factors have no halves
  const acrossTicks = ticks(x.from, x.to, Math.max(2, Math.floor((width - left) / 70))).filter((value) => !whole || Number.isInteger(value))
  const upTicks = ticks(y.from, y.to, 5)
  return (
    <svg width={width} height={height} className="block max-w-full" {...naming}>
      <g aria-hidden>
        {upTicks.map((value) => (
          <g key={value}>
            <line x1={left} x2={width - right} y1={y(value)} y2={y(value)} className="stroke-grid" />
            <text x={left - 6} y={y(value) + 4} textAnchor="end" fontSize={11} className="fill-mute">
              {unit === 'share' ? speech.percent(value) : speech.figure(value, decimalsOf(upTicks))}
            </text>
          </g>
        ))}
        {acrossTicks.map((value) => (
          <text key={value} x={x(value)} y={height - bottom + 16} textAnchor="middle" fontSize={11} className="fill-mute">
            {speech.figure(value, decimalsOf(acrossTicks))}
          </text>
        ))}
        <text x={(left + width - right) / 2} y={height - 6} textAnchor="middle" fontSize={11.5} className="fill-mute">
          {speech.say(picture.across)}
        </text>
      </g>
      {curves.map((curve, at) => {
        const isActive = curve.key === active || curves.length === 1
        const last = curve.points.at(-1)
        return (
          <g key={curve.key} className="outline-none" {...mark(curve.key, `${speech.say(curve.title)}: ${last ? `${speech.say(picture.across)} ${speech.figure(last.x)}, ${speech.say(picture.up)} ${said(last.y, picture, speech)}` : '–'}`)}>
            {isActive && <path d={bandOf(curve.points, x, y, steps)} className="fill-band/50" />}
            <path d={lineOf(curve.points, x, y, steps)} className={`fill-none ${lookOf(at)}`} strokeWidth={curve.key === active ? 3 : 2} />
            <path d={lineOf(curve.points, x, y, steps)} className="fill-none stroke-transparent stroke-[12]" />
          </g>
        )
      })}
    </svg>
  )
}

function lineOf(points: readonly Point[], x: Axis, y: Axis, steps: boolean): string {
  return points.map((point, at) => (at === 0 ? `M${x(point.x)},${y(point.y)}` : steps ? `H${x(point.x)}V${y(point.y)}` : `L${x(point.x)},${y(point.y)}`)).join('')
}

/** The interval as a ground under the line; nothing where there is none. */
function bandOf(points: readonly Point[], x: Axis, y: Axis, steps: boolean): string {
  const known = points.filter(({ lower, upper }) => lower !== null && upper !== null)
  if (known.length < 2) return ''
  const edge = (of: 'lower' | 'upper') => known.map((point) => ({ ...point, y: point[of] ?? 0 }))
  const back = edge('lower').toReversed()
  const down = steps ? back.map((point, at) => (at === 0 ? `V${y(point.y)}` : `V${y(point.y)}H${x(point.x)}`)) : back.map((point) => `L${x(point.x)},${y(point.y)}`)
  return `${lineOf(edge('upper'), x, y, steps)}${down.join('')}Z`
}

function said(value: number, { unit }: Curves, { figure, percent }: Speech): string {
  return unit === 'share' ? percent(value, 1) : figure(value, 2)
}
