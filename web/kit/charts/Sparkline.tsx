import { axis } from '@gap5/contract/charts/axis.ts'
import { extentOf, type Interval } from '@gap5/contract/measure/charts/figures.ts'
import { useLanguage, type Words } from '../language.tsx'
import { Line } from './TrendLine.tsx'

export type SparklineProps = { points: readonly Interval[]; label: Words; width?: number; height?: number }

/** A trend in the space of a word; the figures stand beside it or behind a link. */
export function Sparkline({ points, label, width = 96, height = 24 }: SparklineProps) {
  const { say } = useLanguage()
  const values = extentOf(points)
  const y = axis(values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)], [height - 4, 4])
  const x = axis([0, Math.max(points.length - 1, 1)], [3, width - 4])
  const places = points.map((estimate, index) => ({ x: x(index), ...estimate }))
  const last = places.findLast((place) => place.value !== null)
  return (
    // A drawing is an image without an <img>.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg width={width} height={height} role="img" aria-label={say(label)} className="inline-block align-middle">
      <Line places={places} y={y} thin />
      {last?.value != null && <circle cx={last.x} cy={y(last.value)} r={2.5} className="fill-accent" />}
    </svg>
  )
}
