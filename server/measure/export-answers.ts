/** The answers of a study as a file: what it is made of, how many rows and about how many bytes, and the bytes as they come. */
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Language, Text } from '@gap5/contract/language.ts'
import type { AnswerFile, ExportOutlook, WordsTaken } from '@gap5/contract/measure/exports.ts'
import { selectionQuery, type Selection } from '@gap5/contract/measure/selection.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { cellOf } from '../listen/export/cells.ts'
import { codebookCsv, codebookRows } from '../listen/export/codebook.ts'
import { longCsv, wideCsv } from '../listen/export/csv-files.ts'
import { fieldsOf, type ExportedStudy, type Field } from '../listen/export/fields.ts'
import { offsets } from '../listen/export/local-time.ts'
import { rScript } from '../listen/export/r-script.ts'
import { exportedRows, rowsAtOnce, takeStock, textWidths, type ExportRow, type Stock, type Widths, type Within } from '../listen/export/rows.ts'
import { savFile } from '../listen/export/sav-file.ts'
import { mostSheetRows, workbook, type Sheet, type SheetCell } from '../listen/export/workbook.ts'
import { zipped } from '../listen/export/zip-stream.ts'
import { sourceXml } from '../listen/source.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { aboutSheet, filterOf, resultsSheet } from './export-parts.ts'
import { requireAttributes } from './attributes-of.ts'
import { readingOf } from './reading.ts'
import { findStudy, type FoundStudy } from './study-frame.ts'

export type MadeFile = {
  /** In the language of the labels, without ending. */
  name: string
  ending: string
  type: string
  rows: number
  /** About how many bytes; 0 where it is small. */
  size: number
  bytes: AsyncIterable<Uint8Array | string>
}

export type AnswerExport = {
  file: AnswerFile
  selection: Selection
  language: Language
  words: WordsTaken
  mark: boolean
  /** Columns that were computed for the same answers; they stand at the end. */
  computed?: { from: string; fields: readonly Field[] }
}

type AskedOf = { organisation: Organisation; study: string }
type Deps = Pick<Dependencies, 'db' | 'clock'>

/** Fixes what is exported, writes it into the audit trail and gives the file; nothing is read of it before it is asked for. */
export async function exportAnswers(deps: Deps, actor: AuditActor, of: AskedOf, asked: AnswerExport): Promise<MadeFile> {
  const { head, stock, bytesOf } = await fixed(deps, of, asked, (trx, { frame, studyId }, rows) =>
    audit(trx, actor, 'answers.exported', { kind: 'study', id: studyId }, { title: frame.studyTitle, file: asked.file, rows, words: asked.words, ...(asked.computed && { computed: asked.computed.from }), selection: selectionQuery(asked.selection).toString() }),
  )
  return { ...head, size: await sizeOf(stock, bytesOf), bytes: bytesOf(stock) }
}

/** What the file would be, without taking it: how many rows, about how many bytes; or the problem that keeps it from being made. */
export async function outlookOnExport(deps: Deps, of: AskedOf, asked: AnswerExport): Promise<ExportOutlook> {
  const { head, stock, bytesOf } = await fixed(deps, of, asked, () => Promise.resolve())
  return { name: `${plainName(head.name)}.${head.ending}`, rows: head.rows, bytes: Math.round(await sizeOf(stock, bytesOf)) }
}

async function fixed(deps: Deps, { organisation, study }: AskedOf, asked: AnswerExport, note: (trx: Trx, found: FoundStudy, rows: number) => Promise<void>) {
  const at = deps.clock.now()
  const within: Within = (work) => inOrganisation(deps.db, organisation.id, work)
  const found = await within(async (trx) => {
    const found = await findStudy(trx, organisation, study, at)
    requireAttributes(asked.selection, found.frame.attributes)
    const key = { orgId: organisation.id, studyId: found.studyId }
    const stock = await takeStock(trx, key, await filterOf(trx, key, asked.selection, found.frame))
    if (asked.file === 'workbook' && stock.count >= mostSheetRows) throw new Problem('measure.workbook-full', { rows: stock.count, most: mostSheetRows - 1 })
    await note(trx, found, stock.count)
    return { ...found, key, stock, widths: await textWidths(trx, key) }
  })
  const frame = { ...found.frame, exported: { definition: found.frame.definition, attributes: found.frame.attributes, provider: found.frame.provider } }
  const fields = [...fieldsOf(frame.exported, asked.words), ...(asked.computed?.fields ?? [])]
  const whole: Whole = { deps, organisation, study, frame, fields, asked, at, widths: found.widths }
  return {
    head: { name: `${frame.studyTitle[asked.language]}${suffixes[asked.file][asked.language]}`, ...kinds[asked.file], rows: found.stock.count },
    stock: found.stock,
    bytesOf: (stock: Stock) => fileBytes(whole, stock, exportedRows(within, found.key, stock, asked.words)),
  }
}

/** Without what file systems do not take. */
export function plainName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim()
}

const csv = { ending: 'csv', type: 'text/csv; charset=utf-8' }
export const xlsx = { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
const kinds: Record<AnswerFile, { ending: string; type: string }> = {
  wide: csv,
  long: csv,
  codebook: csv,
  workbook: xlsx,
  spss: { ending: 'sav', type: 'application/x-spss-sav' },
  r: { ending: 'zip', type: 'application/zip' },
}
const suffixes: Record<AnswerFile, Text> = {
  wide: { en: '', zh: '' },
  long: { en: ', one row a rating', zh: '（长表）' },
  codebook: { en: ', codebook', zh: '（变量表）' },
  workbook: { en: '', zh: '' },
  spss: { en: '', zh: '' },
  r: { en: ', for R', zh: '（R）' },
}

type Whole = {
  deps: Pick<Dependencies, 'db' | 'clock'>
  organisation: Organisation
  study: string
  frame: FoundStudy['frame'] & { exported: ExportedStudy }
  fields: readonly Field[]
  asked: AnswerExport
  at: Date
  widths: Widths
}

function fileBytes(whole: Whole, stock: Stock, pages: AsyncGenerator<ExportRow[]>): MadeFile['bytes'] {
  const { frame, fields, asked: { file, language, mark }, at, widths } = whole
  const { timeZone } = frame
  switch (file) {
    case 'wide':
      return wideCsv(fields, pages, { timeZone, mark })
    case 'long':
      return longCsv(fields, pages, { timeZone, mark })
    case 'codebook':
      return once(codebookCsv(fields, language))
    case 'spss':
      return savFile(frame.exported, fields, pages, { language, timeZone, title: frame.studyTitle, at, cases: stock.count, widths })
    case 'r':
      return zipped([
        { name: 'answers.csv', content: wideCsv(fields, pages, { timeZone, mark: false }) },
        { name: 'codebook.csv', content: [codebookCsv(fields, language)] },
        { name: 'read.R', content: [rScript(fields, language)] },
      ], at)
    case 'workbook':
      return wholeWorkbook(whole, stock, pages)
  }
}

/** Judged by its beginning: the same file with no rows and with the first thousand. */
async function sizeOf(stock: Stock, bytesOf: (stock: Stock) => MadeFile['bytes']): Promise<number> {
  if (stock.count <= 2 * rowsAtOnce) return 0
  const beginning = (count: number): Stock => ({ count, seqs: stock.seqs.subarray(0, count), revisions: stock.revisions.subarray(0, count) })
  const [empty, page] = [await lengthOf(bytesOf(beginning(0))), await lengthOf(bytesOf(beginning(rowsAtOnce)))]
  return empty + ((page - empty) * stock.count) / rowsAtOnce
}

async function lengthOf(bytes: MadeFile['bytes']): Promise<number> {
  let length = 0
  for await (const piece of bytes) length += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length
  return length
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

async function* wholeWorkbook({ deps, organisation, study, frame, fields, asked: { language, selection }, at }: Whole, stock: Stock, pages: AsyncGenerator<ExportRow[]>): AsyncGenerator<Uint8Array> {
  const result = await readingOf(deps).result(organisation, study, selection)
  const sheets: Sheet[] = [
    { name: { en: 'Answers', zh: '答卷' }[language], widths: [38, 20, 20, 12], pages: answerPages(fields, pages, frame.timeZone), filtered: true },
    { name: { en: 'Codebook', zh: '变量表' }[language], widths: [24, 60, 48, 16, 14, 16, 16, 18], pages: [codebookRows(fields, language)], filtered: true },
    resultsSheet(result, language),
    aboutSheet({ result, selection, rows: stock.count, at, timeZone: frame.timeZone, language }),
  ]
  const attributes = frame.attributes.map((attribute) => ({ ...attribute, settableByLink: false }))
  yield* workbook(sheets, { at, title: frame.studyTitle[language], source: sourceXml({ definition: frame.definition, attributes }) })
}

async function* answerPages(fields: readonly Field[], pages: AsyncIterable<ExportRow[]>, timeZone: string): AsyncGenerator<SheetCell[][]> {
  const offsetAt = offsets(timeZone)
  // Whole seconds: what a cell shows is what it holds.
  const local = (at: Date) => ({ moment: Math.floor((at.getTime() + offsetAt(at.getTime())) / 1000) * 1000 })
  yield [fields.map(({ name }) => name)]
  for await (const page of pages) yield page.map((row) => fields.map((field) => cellOf(field, row, local)))
}
