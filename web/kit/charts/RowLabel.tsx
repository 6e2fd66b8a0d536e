import { labelSize, lineHeight, type Row } from '@gap5/contract/charts/rows.ts'

/** The name of a row in up to a few lines: centred beside its marks, or over them. */
export function RowLabel({ row, beside, className }: { row: Row; beside: boolean; className?: string | undefined }) {
  const first = beside ? row.labelY - ((row.lines.length - 1) * lineHeight) / 2 + 4.5 : row.labelY + 12
  return (
    <text textAnchor={beside ? 'end' : 'start'} fontSize={labelSize} className={className ?? 'fill-ink'}>
      {row.lines.map((line, place) => (
        <tspan key={line + String(place)} x={row.labelX} y={first + place * lineHeight}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
