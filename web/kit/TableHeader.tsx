import { ArrowDown, ArrowUp } from 'lucide-react'
import { classes } from './classes.ts'
import { cellClasses, isAtStart, type Column } from './column.ts'
import { useLanguage } from './language.tsx'
import type { Sorting } from './sorted.ts'
import { Tooltip } from './Tooltip.tsx'

type HeaderProps<Row> = {
  column: Column<Row>
  place: number
  sorting: Sorting | null
  onSort: (sorting: Sorting) => void
}

/** The head of a column: a button where the column sorts, with a tooltip where it has a hint. */
export function TableHeader<Row>({ column, place, sorting, onSort }: HeaderProps<Row>) {
  const by = sorting?.key === column.key ? sorting : null
  const sort = column.sort && (() => onSort({ key: column.key, descending: by ? !by.descending : place > 0 }))
  const head = sort || column.hint ? <HeaderButton {...{ column, place, by, sort }} /> : <HeaderWords column={column} />
  return (
    <th
      scope="col"
      aria-sort={by ? (by.descending ? 'descending' : 'ascending') : undefined}
      className={classes(
        cellClasses,
        'min-w-18 border-b border-line py-1.5 align-bottom text-xs font-medium break-keep text-mute',
        isAtStart(column, place) ? 'text-left' : 'text-right',
      )}
    >
      {column.hint ? (
        <Tooltip words={column.hint} describes>
          {head}
        </Tooltip>
      ) : (
        head
      )}
    </th>
  )
}

type HeaderButtonProps<Row> = {
  column: Column<Row>
  place: number
  by: Sorting | null
  sort: (() => void) | undefined
}

function HeaderButton<Row>({ column, place, by, sort, ...rest }: HeaderButtonProps<Row>) {
  const Arrow = by?.descending ? ArrowDown : ArrowUp
  return (
    <button
      {...rest}
      type="button"
      onClick={sort}
      className={classes(
        'group -mx-1 inline-flex items-center gap-1 rounded px-1 py-0.5 hover:text-ink',
        // The arrow stands away from the edge the figures are aligned to.
        isAtStart(column, place) ? 'text-left' : 'flex-row-reverse text-right',
      )}
    >
      <HeaderWords column={column} />
      {sort && <Arrow size={12} aria-hidden className={by ? 'text-accent' : hidden} />}
    </button>
  )
}

const hidden = 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60'

function HeaderWords<Row>({ column }: { column: Column<Row> }) {
  const { say } = useLanguage()
  return (
    <span className={classes(column.hint && 'underline decoration-edge/60 decoration-dotted underline-offset-4')}>
      {say(column.header)}
    </span>
  )
}
