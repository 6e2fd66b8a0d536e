import { csvLine } from '@gap5/contract/csv.ts'
import { cellOf } from './cells.ts'
import type { Field, RatingField } from './fields.ts'
import { localIso, offsets } from './local-time.ts'
import type { ExportRow } from './rows.ts'

export type CsvOptions = {
  timeZone: string
  /** The mark by which spreadsheet programs know UTF-8. */
  mark: boolean
}

const byteOrderMark = '\ufeff'

/** One row a response. */
export async function* wideCsv(fields: readonly Field[], pages: AsyncIterable<readonly ExportRow[]>, { timeZone, mark }: CsvOptions): AsyncGenerator<string> {
  const said = clock(timeZone)
  yield (mark ? byteOrderMark : '') + csvLine(fields.map(({ name }) => name))
  for await (const page of pages) yield page.map((row) => csvLine(fields.map((field) => cellOf(field, row, said)))).join('')
}

/** One row a rating that was given: for mixed models, and for programs that draw. Blanks have no row. */
export async function* longCsv(fields: readonly Field[], pages: AsyncIterable<readonly ExportRow[]>, { timeZone, mark }: CsvOptions): AsyncGenerator<string> {
  const said = clock(timeZone)
  const ratings = fields.filter((field): field is RatingField => field.kind === 'rating')
  const carried = fields.filter(({ kind, name }) => kind === 'id' || kind === 'attribute' || name === 'submitted_at' || name === 'language')
  yield (mark ? byteOrderMark : '') + csvLine([...carried.map(({ name }) => name), 'variable', 'item', 'role', 'dimension', 'value', 'absence'])
  for await (const page of pages) {
    let lines = ''
    for (const row of page) {
      const head = carried.map((field) => cellOf(field, row, said))
      for (const field of ratings) {
        const cell = cellOf(field, row, said)
        if (cell === null) continue
        const isValue = typeof cell === 'number'
        lines += csvLine([...head, field.variable, field.item, field.role, field.dimension?.key ?? null, isValue ? cell : null, isValue ? null : cell])
      }
    }
    yield lines
  }
}

function clock(timeZone: string): (at: Date) => string {
  const offsetAt = offsets(timeZone)
  return (at) => localIso(at, offsetAt(at.getTime()))
}
