import { estimateSaid, type Interval } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
import { useLanguage, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { ChartFrame, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { NoFigure } from './NoFigure.tsx'
import { RowGround } from './RowGround.tsx'
import { RowLabel } from './RowLabel.tsx'
import { useMarks } from './useMarks.ts'

/** What a part is, the best first; the look is its colour. */
export type Part = { key: string; title: Words; look: 'above' | 'inside' | 'plain' | 'below' }
export type StackedRow = { key: string; label: Words; n: number; shares: readonly Interval[] }

const fills = { above: 'fill-above-tint', inside: 'fill-inside-tint', plain: 'fill-edge/35', below: 'fill-below-tint' }

/** Each row is a whole of 100 %, in parts from best to worst. */
export function StackedShares({ parts, rows, rowName, ...frame }: ChartProps & { parts: readonly Part[]; rows: readonly StackedRow[]; rowName: Words }) {
  const speech = useLanguage()
  const columns: Column<StackedRow>[] = [
    { key: 'label', header: rowName, render: (row) => speech.say(row.label) },
    ...parts.map((part, at): Column<StackedRow> => ({ key: part.key, header: part.title, render: (row) => estimateSaid(row.shares[at]!, speech, 0, 'percent'), sort: (row) => row.shares[at]?.value ?? null })),
    { key: 'n', header: 'n', render: (row) => speech.figure(row.n), sort: (row) => row.n },
  ]
  return (
    <ChartFrame {...frame} legend={<PartLegend parts={parts} />} table={{ columns, rows, rowKey: (row) => row.key }}>
      {(width, naming) => <Picture {...{ parts, rows, width, naming }} />}
    </ChartFrame>
  )
}

function Picture({ parts, rows, width, naming }: { parts: readonly Part[]; rows: readonly StackedRow[]; width: number; naming: object }) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(rows.map((row) => speech.say(row.label)), width, 58, 14)
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + 6} className="block max-w-full" {...naming}>
        {rows.map((row, index) => (
          <g key={row.key} className="outline-none" {...mark(row.key, summaryOf(row, parts, speech))}>
            <RowGround row={layout.rows[index]!} width={width} active={row.key === active} />
            <RowLabel row={layout.rows[index]!} beside={layout.beside} />
            <Bar row={row} parts={parts} y={layout.rows[index]!.y} left={layout.left} right={layout.right} />
            <text x={width - 4} y={layout.rows[index]!.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
              {`n ${speech.figure(row.n)}`}
            </text>
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={(layout.left + layout.right) / 2} y={layout.rows[shown]!.y + 10} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={parts.map((part, at) => [speech.say(part.title), estimateSaid(rows[shown]!.shares[at]!, speech, 0, 'percent')] as const)} />
        </ChartTip>
      )}
    </>
  )
}

function Bar({ row, parts, y, left, right }: { row: StackedRow; parts: readonly Part[]; y: number; left: number; right: number }) {
  const { percent } = useLanguage()
  const nothing = row.shares.find(({ value }) => value === null)
  if (nothing) return <NoFigure estimate={nothing} x={right} y={y} />
  const values = row.shares.map(({ value }) => value ?? 0)
  return (
    <>
      {values.map((share, at) => {
        const before = values.slice(0, at).reduce((sum, value) => sum + value, 0)
        const [x, width] = [left + before * (right - left), share * (right - left)]
        return (
          <g key={parts[at]!.key}>
            <rect x={x} y={y - 9} width={Math.max(0, width - 1)} height={18} className={fills[parts[at]!.look]} />
            {width > 34 && (
              <text x={x + width / 2} y={y + 4} textAnchor="middle" fontSize={11} className="fill-ink">
                {percent(share)}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

function summaryOf(row: StackedRow, parts: readonly Part[], speech: ReturnType<typeof useLanguage>): string {
  const shares = parts.map((part, at) => `${speech.say(part.title)} ${estimateSaid(row.shares[at]!, speech, 0, 'percent')}`)
  return speech.say({ en: `${speech.say(row.label)}: ${shares.join(', ')}; n ${speech.figure(row.n)}`, zh: `${speech.say(row.label)}：${shares.join('，')}；n ${speech.figure(row.n)}` })
}

function PartLegend({ parts }: { parts: readonly Part[] }) {
  const { say } = useLanguage()
  return (
    <ul data-legend className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-mute">
      {parts.map((part) => (
        <li key={part.key} className="flex items-center gap-1.5">
          <svg width={14} height={12} aria-hidden>
            <rect width={14} height={12} className={fills[part.look]} />
          </svg>
          {say(part.title)}
        </li>
      ))}
    </ul>
  )
}
