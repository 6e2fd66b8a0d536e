import type { ReactNode } from 'react'
import type { Words } from './speech.ts'
import type { SortValue } from './sorted.ts'

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
  /** What a cell that says several figures is in a saved file: a column for each, in full precision. */
  plain?: readonly { header: Words; value: (row: Row) => number | string | null }[]
}

/** Whether a column's content stands at the left. `place` counts from 0. */
export function isAtStart<Row>(column: Column<Row>, place: number): boolean {
  return (column.align ?? (place === 0 ? 'start' : 'end')) === 'start'
}

/** Cells of the first column stay in place while the others scroll sideways below them. */
export const cellClasses =
  'px-2 first:sticky first:left-0 first:z-1 first:max-w-44 first:min-w-24 first:bg-card first:pr-4 sm:first:max-w-none'
