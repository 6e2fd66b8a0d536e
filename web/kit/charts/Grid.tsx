import { decimalsOf, gridMarks, type Axis } from '@gap5/contract/charts/axis.ts'
import { useLanguage } from '../language.tsx'

/**
 * Vertical lines with their values below.
 * @param anchor a value that is always among the lines: an end of the scale, or zero
 */
export function Grid({
  x,
  top,
  bottom,
  anchor = x.from,
  marks = gridMarks(x, anchor),
  say,
}: {
  x: Axis
  top: number
  bottom: number
  anchor?: number
  /** Where the lines stand, for axes that are not even. */
  marks?: readonly number[]
  say?: ((value: number) => string) | undefined
}) {
  const { figure } = useLanguage()
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
