import type { Axis } from '@gap5/contract/charts/axis.ts'
import { useLanguage } from '../language.tsx'
import { Legend } from './ChartFrame.tsx'
import type { TrendPoint } from './TrendLine.tsx'

/** A dot; hollow where the period is not whole, a diamond where it is more than noise. */
export function TrendMark({ point, x, y, large }: { point: Pick<TrendPoint, 'partial' | 'signal'>; x: number; y: number; large: boolean }) {
  const size = large ? 7.5 : 6
  if (point.signal) return <path d={`M${x},${y - size}L${x + size},${y}L${x},${y + size}L${x - size},${y}Z`} className="fill-warn stroke-card stroke-[1.5]" />
  const look = point.partial ? 'fill-card stroke-accent [stroke-dasharray:2_1.5]' : 'fill-accent stroke-card'
  return <circle cx={x} cy={y} r={large ? 5 : 3.5} className={`${look} stroke-2`} />
}

type Place = { x: number; limits: { lower: number; upper: number } | null }

/** The centre and three sigma around it, as steps: limits of shares change with n. */
export function ControlLimits({ places, half, centre, y }: { places: readonly Place[]; half: number; centre: number | null; y: Axis }) {
  const drawn = places.filter(({ limits }) => limits !== null)
  const [first, last] = [drawn[0], drawn.at(-1)]
  if (!first || !last) return null
  const steps = (of: (limits: { lower: number; upper: number }) => number) =>
    drawn.map(({ x, limits }, at) => `${at === 0 ? 'M' : 'L'}${x - half},${y(of(limits!))}H${x + half}`).join('')
  const dashed = 'fill-none stroke-mute [stroke-dasharray:5_3]'
  return (
    <g>
      <path d={steps(({ lower }) => lower)} className={dashed} />
      <path d={steps(({ upper }) => upper)} className={dashed} />
      {centre !== null && <line x1={first.x - half} x2={last.x + half} y1={y(centre)} y2={y(centre)} className="stroke-mute" />}
    </g>
  )
}

/** Only what is drawn is explained. */
export function TrendLegend({ points }: { points: readonly TrendPoint[] }) {
  const { say } = useLanguage()
  const mark = (point: Pick<TrendPoint, 'partial' | 'signal'>) => <TrendMark point={point} x={11} y={6} large={false} />
  const entries = [
    ...(points.some(({ limits }) => limits) ? [{ mark: <path d="M0,2H22M0,10H22" className="fill-none stroke-mute [stroke-dasharray:5_3]" />, label: say({ en: 'control limits: within, it is noise', zh: '控制限：限内为正常波动' }) }] : []),
    ...(points.some(({ signal }) => signal) ? [{ mark: mark({ signal: '!' }), label: say({ en: 'more than noise', zh: '超出正常波动' }) }] : []),
    ...(points.some(({ partial }) => partial) ? [{ mark: mark({ partial: true }), label: say({ en: 'period not whole', zh: '时段不完整' }) }] : []),
  ]
  return entries.length > 0 ? <Legend entries={entries} /> : null
}
