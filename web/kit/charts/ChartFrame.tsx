import { useId, useState, type ReactNode } from 'react'
import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import { Button } from '../Button.tsx'
import { useLanguage, type Words } from '../language.tsx'
import { Table, type Column } from '../Table.tsx'
import { useWidth } from './useWidth.ts'

/** What every chart takes. */
export type ChartProps = {
  /** What is shown: "Zone of tolerance". */
  title: Words
  /** How to read it: marks, intervals, scale. */
  description?: Words
  /** What it says, under the picture: "North differs from every other branch." */
  note?: Words
  /** Hides the heading (it still names the chart) where the card says it already. */
  hideTitle?: boolean
}

/** The heading of a chart, its picture drawn for the width there is, its legend, and the same figures as a table. */
export function ChartFrame<Row>({
  title,
  description,
  note,
  hideTitle = false,
  legend,
  table,
  children,
}: ChartProps & {
  legend?: ReactNode
  table: { columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string }
  /** `naming` belongs on the picture's `<svg>`. */
  children: (width: number, naming: object) => ReactNode
}) {
  const { say } = useLanguage()
  const [asTable, setAsTable] = useState(false)
  const [element, width] = useWidth()
  const id = useId()
  const Icon = asTable ? ChartNoAxesColumn : Table2
  return (
    <figure className="min-w-0" aria-labelledby={`${id}-title`}>
      <figcaption className="mb-2 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 id={`${id}-title`} className={hideTitle ? 'sr-only' : 'text-[0.9375rem] leading-snug'}>
            {say(title)}
          </h2>
          <p id={`${id}-description`} className="mt-0.5 text-mute">
            {description && say(description)}
          </p>
        </div>
        <Button
          look="quiet"
          size="small"
          className="unprinted -mt-0.5 -mr-1.5 pointer-coarse:-mt-2 pointer-coarse:-mr-3"
          icon={<Icon size={15} aria-hidden />}
          label={asTable ? { en: 'Show picture', zh: '显示图形' } : { en: 'Show table', zh: '显示表格' }}
          onClick={() => setAsTable(!asTable)}
        />
      </figcaption>
      <div ref={element} className="relative">
        {asTable ? (
          <Table caption={title} {...table} />
        ) : (
          children(width, { role: 'group', 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-description` })
        )}
      </div>
      {!asTable && legend}
      {note && <p className="mt-2.5 text-mute">{say(note)}</p>}
    </figure>
  )
}

/** What the marks mean. */
export function Legend({ entries }: { entries: readonly { mark: ReactNode; label: Words }[] }) {
  const { say } = useLanguage()
  return (
    <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-mute">
      {entries.map((entry) => (
        <li key={say(entry.label)} className="flex items-center gap-1.5">
          <svg width={22} height={12} aria-hidden>
            {entry.mark}
          </svg>
          {say(entry.label)}
        </li>
      ))}
    </ul>
  )
}
