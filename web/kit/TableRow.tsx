import { classes } from './classes.ts'
import { cellClasses, isAtStart, type Column } from './column.ts'
import { PlainLink } from './Link.tsx'

export type RowTone = 'below' | 'above' | undefined

const tones = { below: 'font-semibold text-below', above: 'font-semibold text-above' }

type RowProps<Row> = { row: Row; columns: readonly Column<Row>[]; to: string | undefined; tone: RowTone }

/** A row; its first cell is its heading, and the link that takes clicks on the whole row where it leads somewhere. */
export function TableRow<Row>({ row, columns, to, tone }: RowProps<Row>) {
  const [first, ...others] = columns
  if (first === undefined) return null
  const heading = first.render(row)
  return (
    <tr className={classes('group/row', to && 'relative hover:[--color-card:var(--color-sunken)]')}>
      <th scope="row" className={classes(looksOf(first, 0), tone ? tones[tone] : 'font-normal')}>
        {to ? (
          <PlainLink to={to} className="no-underline after:absolute after:inset-0 hover:text-accent">
            {heading}
          </PlainLink>
        ) : (
          heading
        )}
      </th>
      {others.map((column, place) => (
        <td key={column.key} className={looksOf(column, place + 1)}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  )
}

function looksOf<Row>(column: Column<Row>, place: number): string {
  return classes(
    cellClasses,
    'border-b border-hair bg-card py-2 group-last/row:border-0',
    isAtStart(column, place) ? 'text-left' : 'text-right',
    column.className,
  )
}
