import { csvLine } from '@gap5/contract/csv.ts'
import { say, type Language } from '@gap5/contract/language.ts'
import type { RefusedRows } from '@gap5/contract/listen/imports.ts'
import type { Trx } from '../../database.ts'
import { findImport } from './imports.ts'
import { problemHeading } from './problem-column.ts'

const rowsAPage = 100

/** Rows that were not imported, in the order of the file, with what is wrong with each. */
export async function listRefused(trx: Trx, orgId: string, id: string, after: number): Promise<RefusedRows> {
  const { sniffed } = await findImport(trx, orgId, id)
  const rows = await refusedRows(trx, orgId, id, after, rowsAPage + 1)
  const page = rows.slice(0, rowsAPage)
  return {
    headings: sniffed.columns.map(({ heading }) => heading),
    rows: page,
    next: rows.length > rowsAPage ? page.at(-1)!.row : null,
  }
}

function refusedRows(trx: Trx, orgId: string, id: string, after: number, atMost: number) {
  return trx
    .selectFrom('survey_import_refused')
    .select(['row', 'cells', 'problems'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', id)
    .where('row', '>', after)
    .orderBy('row')
    .limit(atMost)
    .execute()
}

const rowWord = { en: (row: number) => `row ${row}`, zh: (row: number) => `第 ${row} 行` }

/**
 * The refused rows as CSV (UTF-8 with a mark, so that spreadsheet programs read it): the columns of the file and one
 * that says what is wrong. Fixed and imported again, only these rows are added. Cells that a spreadsheet program would
 * take for a formula are led by an apostrophe.
 */
export async function* refusedCsv(
  within: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  orgId: string,
  id: string,
  language: Language,
): AsyncGenerator<string> {
  const { headings } = await within((trx) => listRefused(trx, orgId, id, 0))
  yield `\ufeff${csvLine([...headings, say(problemHeading, language)])}`
  for (let after = 0; ; ) {
    const rows = await within((trx) => refusedRows(trx, orgId, id, after, 1000))
    if (rows.length === 0) return
    yield rows.map(({ row, cells, problems }) => csvLine([...cells, problemText(row, problems, language)])).join('')
    after = rows.at(-1)!.row
  }
}

type Stored = Awaited<ReturnType<typeof refusedRows>>[number]['problems']

function problemText(row: number, problems: Stored, language: Language): string {
  const said = problems.map(({ column, sentence }) => (column === null ? '' : `${column}: `) + say(sentence, language))
  return `${rowWord[language](row)}: ${said.join(' ')}`
}
