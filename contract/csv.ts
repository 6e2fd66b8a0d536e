/**
 * Rows as CSV that every spreadsheet program reads: UTF-8 with its mark, commas, CRLF. A cell that a spreadsheet would
 * take for a formula is led by an apostrophe, so that a name like "=cmd" stays a name.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
