import { widthOf, wrapped } from '@gap5/contract/charts/wrapped.ts'
import type { Picture } from '@gap5/contract/measure/workbench.ts'
import { ChartFrame, Legend, NumberKey } from '../../kit/charts/ChartFrame.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage } from '../../kit/language.tsx'

type Heat = Extract<Picture, { kind: 'heat' }>

const oneLine = 30
const twoLines = 38
const size = 13

/** A table of numbers, the deeper the further from nought; those that count are framed and bold. */
export function HeatPicture({ picture }: { picture: Heat }) {
  const { say, figure } = useLanguage()
  const { rows, columns, values, strong } = picture
  const all = rows.map((title, at) => ({ key: String(at), title, at }))
  return (
    <ChartFrame
      title={picture.title}
      legend={
        <Legend entries={[{ mark: <rect x={2} y={0} width={18} height={12} rx={2} className="fill-inside-tint stroke-accent stroke-2" />, label: { en: `${figure(strong, 2)} or further from nought`, zh: `绝对值达到${figure(strong, 2)}` } }]} />
      }
      table={{
        columns: [
          { key: 'row', header: { en: 'Row', zh: '行' }, render: (row: (typeof all)[number]) => say(row.title) },
          ...columns.map((title, at) => ({
            key: `c${at}`,
            header: title,
            render: (row: (typeof all)[number]) => written(values[row.at]?.[at] ?? null, figure),
            sort: (row: (typeof all)[number]) => values[row.at]?.[at] ?? null,
          })),
        ],
        rows: all,
        rowKey: ({ key }) => key,
      }}
    >
      {(width, naming) => <Drawing picture={picture} width={width} naming={naming} />}
    </ChartFrame>
  )
}

function Drawing({ picture: { rows, columns, values, strong }, width, naming }: { picture: Heat; width: number; naming: object }) {
  const { say, figure } = useLanguage()
  const { active, mark } = useMarks(rows.map((_, at) => String(at)))
  const widest = Math.max(...rows.map((title) => widthOf(say(title), size)))
  const left = Math.min(widest + 12, width * 0.42)
  const cell = Math.min(110, (width - left) / columns.length)
  const labels = rows.map((title) => wrapped(say(title), left - 10, size, 2))
  const rowHeight = labels.some((lines) => lines.length > 1) ? twoLines : oneLine
  const named = columns.every((title) => widthOf(say(title), 12) <= cell - 6)
  const most = Math.max(strong, ...values.flat().map((value) => Math.abs(value ?? 0)))
  return (
    <>
      <svg width={width} height={24 + rows.length * rowHeight} className="block max-w-full" {...naming}>
        {columns.map((title, at) => (
          <text key={say(title)} x={left + (at + 0.5) * cell} y={15} textAnchor="middle" fontSize={12} className="fill-mute">
            {named ? say(title) : at + 1}
          </text>
        ))}
        {rows.map((title, r) => {
          const y = 22 + r * rowHeight
          const spoken = columns.map((column, at) => `${say(column)} ${written(values[r]?.[at] ?? null, figure)}`).join(', ')
          return (
            <g key={say(title)} className="outline-none" {...mark(String(r), `${say(title)}: ${spoken}`)}>
              <rect x={0} y={y} width={width} height={rowHeight} className={active === String(r) ? 'fill-sunken/70' : 'fill-transparent'} />
              <text textAnchor="end" fontSize={size} className="fill-ink">
                {labels[r]!.map((line, at) => (
                  <tspan key={line} x={left - 8} y={y + rowHeight / 2 + 4.5 + (at - (labels[r]!.length - 1) / 2) * 15}>
                    {line}
                  </tspan>
                ))}
              </text>
              {columns.map((column, at) => (
                <Cell key={say(column)} value={values[r]?.[at] ?? null} x={left + at * cell} y={y} width={cell} height={rowHeight} strong={strong} most={most} />
              ))}
            </g>
          )
        })}
      </svg>
      {!named && <NumberKey labels={columns} />}
    </>
  )
}

function Cell({ value, x, y, width, height, strong, most }: { value: number | null; x: number; y: number; width: number; height: number; strong: number; most: number }) {
  const { figure } = useLanguage()
  if (value === null) return null
  const counts = Math.abs(value) >= strong
  return (
    <>
      <rect
        x={x + 2}
        y={y + 2}
        width={width - 4}
        height={height - 4}
        rx={4}
        className={`${value < 0 ? 'fill-below-tint' : 'fill-inside-tint'} ${counts ? (value < 0 ? 'stroke-below' : 'stroke-accent') : 'stroke-transparent'} stroke-[1.5]`}
        fillOpacity={0.08 + 0.72 * Math.min(1, Math.abs(value) / most)}
      />
      <text x={x + width / 2} y={y + height / 2 + 4} textAnchor="middle" fontSize={12} className={counts ? 'fill-ink font-bold' : 'fill-body'}>
        {figure(value, 2)}
      </text>
    </>
  )
}

function written(value: number | null, figure: (value: number, decimals?: number) => string): string {
  return value === null ? '–' : figure(value, 2)
}
