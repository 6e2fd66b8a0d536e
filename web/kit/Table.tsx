import { useMemo, useState, type ReactNode } from 'react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { classes } from './classes.ts'
import { tagOf, useLanguage, type Words } from './language.tsx'
import { PlainLink } from './Link.tsx'
import { sorted, type Sorting, type SortValue } from './sorted.ts'
import { Tooltip } from './Tooltip.tsx'

export type Column<Row> = {
  key: string
  header: Words
  render: (row: Row) => ReactNode
  /** Makes the column sortable. Null sorts last in both directions; text follows the language (pinyin in Chinese). */
  sort?: (row: Row) => SortValue
  /** Figures stand at the right, words at the left. The first column is words by default, the others figures. */
  align?: 'start' | 'end'
  /** What the column means; underlines the header. */
  hint?: Words
  className?: string
}

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
  rowTone?: (row: Row) => 'below' | 'above' | undefined
  initialSort?: Sorting
  /** Shown in place of rows. */
  empty?: ReactNode
  /** Under the table: what was left out, method. */
  footer?: ReactNode
}

/** Rows and columns; on a phone it scrolls sideways below its first column. */
export function Table<Row>({
  caption,
  showCaption = false,
  columns,
  rows,
  rowKey,
  rowLink,
  rowTone,
  initialSort,
  empty,
  footer,
}: TableProps<Row>) {
  const { say, language } = useLanguage()
  const [sorting, setSorting] = useState<Sorting | null>(initialSort ?? null)
  const shown = useMemo(() => {
    const column = columns.find((column) => column.key === sorting?.key)
    return sorting && column?.sort ? sorted(rows, column.sort, sorting.descending, tagOf(language)) : rows
  }, [rows, columns, sorting, language])

  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className="min-w-0">
      {/* Focusable, so that the keyboard can scroll it sideways. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="-mx-1 overflow-x-auto px-1" tabIndex={0} aria-label={say(caption)}>
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className={showCaption ? 'pb-2 text-left text-mute' : 'sr-only'}>{say(caption)}</caption>
          <thead>
            <tr>
              {columns.map((column, place) => (
                <Header key={column.key} column={column} place={place} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <TableRow key={rowKey(row)} row={row} columns={columns} to={rowLink?.(row)} tone={rowTone?.(row)} />
            ))}
          </tbody>
        </table>
      </section>
      {footer && <div className="mt-2.5 text-mute">{footer}</div>}
    </div>
  )
}

const cell =
  'px-2 first:min-w-24 first:max-w-44 sm:first:max-w-none first:sticky first:left-0 first:z-1 first:bg-card first:pr-4'

function Header<Row>({
  column,
  place,
  sorting,
  onSort,
}: {
  column: Column<Row>
  place: number
  sorting: Sorting | null
  onSort: (sorting: Sorting) => void
}) {
  const { say } = useLanguage()
  const by = sorting?.key === column.key ? sorting : null
  const words = (
    <span className={classes(column.hint && 'underline decoration-edge/60 decoration-dotted underline-offset-4')}>
      {say(column.header)}
    </span>
  )
  const Arrow = by?.descending ? ArrowDown : ArrowUp
  const head = column.sort ? (
    <button
      type="button"
      className={classes(
        'group -mx-1 inline-flex items-center gap-1 rounded px-1 py-0.5 text-right hover:text-ink',
        !isStart(column, place) && 'flex-row-reverse',
      )}
      onClick={() => onSort({ key: column.key, descending: by ? !by.descending : place > 0 })}
    >
      {words}
      <Arrow
        size={12}
        aria-hidden
        className={by ? 'text-accent' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60'}
      />
    </button>
  ) : (
    words
  )
  return (
    <th
      scope="col"
      aria-sort={by ? (by.descending ? 'descending' : 'ascending') : undefined}
      className={classes(
        cell,
        'border-b border-line py-1.5 min-w-18 align-bottom text-xs font-medium break-keep text-mute',
        alignment(column, place),
      )}
    >
      {column.hint ? (
        <Tooltip words={column.hint} describes>
          {column.sort ? head : <button type="button">{head}</button>}
        </Tooltip>
      ) : (
        head
      )}
    </th>
  )
}

function TableRow<Row>({
  row,
  columns,
  to,
  tone,
}: {
  row: Row
  columns: readonly Column<Row>[]
  to: string | undefined
  tone: 'below' | 'above' | undefined
}) {
  const first = columns[0]
  return (
    <tr className={classes(to && 'group/row relative hover:[--color-card:var(--color-sunken)]')}>
      {columns.map((column, place) => {
        const content = column.render(row)
        const style = classes(
          cell,
          'border-b border-hair bg-card py-2 group-last/row:border-0',
          alignment(column, place),
          column.className,
          place === 0 && tone && `font-semibold ${tone === 'below' ? 'text-below' : 'text-above'}`,
        )
        if (column !== first)
          return (
            <td key={column.key} className={style}>
              {content}
            </td>
          )
        return (
          <th key={column.key} scope="row" className={classes(style, !tone && 'font-normal')}>
            {to ? (
              <PlainLink to={to} className="no-underline after:absolute after:inset-0 hover:text-accent">
                {content}
              </PlainLink>
            ) : (
              content
            )}
          </th>
        )
      })}
    </tr>
  )
}

function alignment<Row>(column: Column<Row>, place: number): string {
  return isStart(column, place) ? 'text-left' : 'text-right'
}

function isStart<Row>(column: Column<Row>, place: number): boolean {
  return (column.align ?? (place === 0 ? 'start' : 'end')) === 'start'
}
