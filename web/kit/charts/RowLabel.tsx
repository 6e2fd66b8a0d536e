import { labelSize, lineHeight } from './rows.ts'

/** The name of a row in up to a few lines, centred on `y` when it stands beside the row, from `y` downwards when over it. */
export function RowLabel({
  lines,
  x,
  y,
  beside,
  className,
}: {
  lines: readonly string[]
  x: number
  y: number
  beside: boolean
  className?: string | undefined
}) {
  const first = beside ? y - ((lines.length - 1) * lineHeight) / 2 + 4.5 : y + 12
  return (
    <text textAnchor={beside ? 'end' : 'start'} fontSize={labelSize} className={className ?? 'fill-ink'}>
      {lines.map((line, place) => (
        <tspan key={line + String(place)} x={x} y={first + place * lineHeight}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
