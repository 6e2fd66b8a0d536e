/** What stands in a table that leaves the product: a figure, a text, or nothing. */
export type Cell = string | number | null

/**
 * Rows as CSV that every spreadsheet program reads: UTF-8 with its mark, commas, CRLF. A text that a spreadsheet would
 * take for a formula is led by an apostrophe, so that a name like "=cmd" stays a name; a figure stays a figure.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map(csvLine).join('')}`
}

/** One row with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const safe = plainText(value)
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A text as a spreadsheet program keeps it: with an apostrophe before what it would take for a formula. */
export function plainText(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text
}

const figure = /^[-+]?\d+(?:[.,]\d+)?%?$/

/** Whether a spreadsheet program may take a text for a formula, in full-width signs too. "-5" is the figure it looks like. */
export function isFormulaLike(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !figure.test(text)
}
