import { useLanguage } from '../language.tsx'
import { decimalsOf, ticks, type Axis } from './axis.ts'

/**
 * Vertical lines with their values below.
 * @param anchor a value that is always among the lines: an end of the scale, or zero
 */
export function Grid({
  x,
  top,
  bottom,
  anchor = x.from,
  say,
}: {
  x: Axis
  top: number
  bottom: number
  anchor?: number
  say?: ((value: number) => string) | undefined
}) {
  const { figure } = useLanguage()
  const width = Math.abs(x(x.to) - x(x.from))
  const range = x.to - x.from
  // Points of a scale are whole; finer lines only where fewer than three points are drawn.
  const most = range >= 3 ? Math.min(range, 12) : 6
  const count = Math.max(2, Math.min(most, Math.floor(width / 44)))
  const marks = ticks(x.from - anchor, x.to - anchor, count).map((distance) => anchor + distance)
  const decimals = decimalsOf(marks)
  return (
    <g aria-hidden>
      {marks.map((value) => (
        <g key={value}>
          <line x1={x(value)} x2={x(value)} y1={top} y2={bottom} className="stroke-grid" />
          <text x={x(value)} y={bottom + 16} textAnchor="middle" fontSize={11} className="fill-mute">
            {say ? say(value) : figure(value, decimals)}
          </text>
        </g>
      ))}
    </g>
  )
}

export const gridFoot = 24
