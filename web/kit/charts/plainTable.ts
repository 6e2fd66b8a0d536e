/** The table behind a chart as it leaves the page: for the clipboard as it is read, for a file in full precision. */
import { plainText, type Cell } from '@gap5/contract/csv.ts'
import type { Column } from '../column.ts'
import type { Words } from '../speech.ts'

export type PlainTable = { header: string[]; rows: Cell[][] }

/**
 * @param texts what each cell says on the page, row by row
 */
export function plainTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], texts: readonly (readonly string[])[], say: (words: Words) => string): PlainTable {
  return {
    header: columns.flatMap((column) => (column.plain ? column.plain.map(({ header }) => say(header)) : [say(column.header)])),
    rows: rows.map((row, at) =>
      columns.flatMap((column, place): Cell[] => {
        if (column.plain) return column.plain.map(({ value }) => value(row))
        const sorted = column.sort?.(row)
        if (typeof sorted === 'number') return [sorted]
        return [figureIn(texts[at]?.[place] ?? '')]
      }),
    ),
  }
}

/** "1,234" and "−0.4" as numbers, "—" as nothing, words as they are. */
export function figureIn(text: string): Cell {
  const plain = text.trim().replaceAll('−', '-').replace(/^\+/, '')
  if (plain === '' || plain === '—') return null
  const isFigure = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(plain)
  return isFigure ? Number(plain.replaceAll(',', '')) : text.trim()
}

/** As spreadsheets and word processors take it from the clipboard: text with tabs, and a table. No cell becomes a formula. */
export function clipboardOf(header: readonly string[], texts: readonly (readonly string[])[]): { text: string; html: string } {
  const rows = [header, ...texts.map((row) => row.map(readable))].map((row) => row.map(plainText))
  const line = (cells: readonly string[]) => cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')
  const html = rows.map((cells, at) => {
    const tag = at === 0 ? 'th' : 'td'
    return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  })
  return { text: rows.map(line).join('\n'), html: `<meta charset="utf-8"><table border="1" cellspacing="0">${html.join('')}</table>` }
}

/** As it reads, but a figure in signs that a spreadsheet takes for one. */
function readable(text: string): string {
  const plain = text.trim().replaceAll('−', '-').replaceAll(/(?<=\d),(?=\d{3})/g, '').replace(/(?<=\d)\s%$/, '%').replace(/^\+(?=[\d.])/, '')
  return plain === '—' ? '' : /^-?[\d.]+%?$/.test(plain) ? plain : text.trim()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
