import { useMemo, useState, type ReactNode } from 'react'
import { classes } from './classes.ts'
import type { Column } from './column.ts'
import { tagOf, useLanguage, type Words } from './language.tsx'
import { sorted, type Sorting } from './sorted.ts'
import { TableHeader } from './TableHeader.tsx'
import { TableRow, type RowTone } from './TableRow.tsx'
import { useMore } from './useMore.ts'

export type { Column } from './column.ts'

export type TableProps<Row> = {
  /** Names the table for screen readers; shown when `showCaption`. */
  caption: Words
  showCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The row leads here: its first cell becomes a link and the whole row takes the click. */
  rowLink?: (row: Row) => string
  /** A row set apart in the tone of what it says. */
  rowTone?: (row: Row) => RowTone
  initialSort?: Sorting
  /** Shown in place of rows. */
  empty?: ReactNode
  /** Under the table: what was left out, method. */
  footer?: ReactNode
}

/** Rows and columns; on a phone it scrolls sideways below its first column. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, showCaption = false, columns, rows, rowKey, rowLink, rowTone, initialSort, empty, footer } = props
  const { say } = useLanguage()
  const [sorting, setSorting] = useState<Sorting | null>(initialSort ?? null)
  const inOrder = useSorted(rows, columns, sorting)
  const [scroller, isMore] = useMore()
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="min-w-0">
      {/* Focusable, so that the keyboard can scroll it sideways. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={classes('-mx-1 overflow-x-auto px-1', isMore && 'print:[mask-image:none] [mask-image:linear-gradient(to_right,black_calc(100%-1.5rem),transparent)]')} tabIndex={0} aria-label={say(caption)}>
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className={showCaption ? 'pb-2 text-left text-mute' : 'sr-only'}>{say(caption)}</caption>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <TableHeader key={column.key} {...{ column, place, sorting }} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder.map((row) => (
              <TableRow key={rowKey(row)} row={row} columns={columns} to={rowLink?.(row)} tone={rowTone?.(row)} />
            ))}
          </tbody>
        </table>
      </section>
      {footer && <div className="mt-2.5 text-mute">{footer}</div>}
    </div>
  )
}

function useSorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const { language } = useLanguage()
  return useMemo(() => {
    const value = columns.find((column) => column.key === sorting?.key)?.sort
    return sorting && value ? sorted(rows, value, sorting.descending, tagOf(language)) : rows
  }, [rows, columns, sorting, language])
}
