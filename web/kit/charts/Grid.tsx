import { useLanguage } from '../language.tsx'
import { decimalsOf, ticks, type Axis } from './axis.ts'

/** Vertical lines with their values below. */
export function Grid({ x, top, bottom, say }: { x: Axis; top: number; bottom: number; say?: ((value: number) => string) | undefined }) {
  const { figure } = useLanguage()
  const width = Math.abs(x(x.to) - x(x.from))
  const marks = ticks(x.from, x.to, Math.max(2, Math.min(8, Math.floor(width / 52))))
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
