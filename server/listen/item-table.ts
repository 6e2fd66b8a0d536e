/** A table of items, from a file or pasted: its cells as they are, every row of them. What they mean is for `contract/listen/item-table.ts`. */
import type { Row } from '@gap5/contract/listen/item-table.ts'
import { sniffEncoding } from '@gap5/contract/listen/encoding.ts'
import { decode } from './import/encoding.ts'
import { fileKind } from './import/file-kind.ts'
import { readTable } from './import/table.ts'
import type { Reading } from '@gap5/contract/listen/recipe.ts'

const mostRows = 1000

/** Rows from the first on, blank ones too; `left` counts those beyond the thousandth. Throws `Unreadable`. */
export function readItemTable(bytes: Uint8Array, { sheet }: { sheet?: string | undefined }): { rows: Row[]; left: number; sheets: string[]; reading: Reading } {
  const separator = fileKind(bytes) === 'separated' ? separatorOf([...decode(bytes, sniffEncoding(bytes))].join('')) : undefined
  const table = readTable(bytes, { headingRow: 0, wordingRows: 0, shortRows: 'blank', ...(separator ? { separator } : {}), ...(sheet ? { sheet } : {}) })
  const rows: Row[] = []
  let left = 0
  for (const { number, cells } of table.rows()) {
    if (rows.length < mostRows) rows.push({ number, cells })
    else left++
  }
  return { rows, left, sheets: table.sheets, reading: table.reading }
}

/**
 * Cells come out of a spreadsheet with tabs between them. Lines without any are sentences: a comma in them separates
 * nothing, unless each line has as many as the next. Then the reader of imports finds out.
 */
function separatorOf(text: string): Reading['separator'] {
  return text.includes('\t') || isList(text) ? '\t' : undefined
}

function isList(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return ![',', ';', '|'].some((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1)
    return counts.every((count) => count > 0 && count === counts[0])
  })
}
