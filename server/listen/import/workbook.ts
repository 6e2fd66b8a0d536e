import { importLimits } from '@gap5/contract/listen/recipe.ts'
import { cellDate, dateStyles } from './workbook-dates.ts'
import { tooLarge, type Row } from './separated.ts'
import { Unreadable } from './unreadable.ts'
import { attribute, elements, innerOf, without, xmlText } from './xml.ts'
import { damaged, openZip, unpackText, type Archive, type Entry } from './zip.ts'

/** An opened `.xlsx`: its visible sheets, and a way to read each row by row with little memory. */
export type Workbook = {
  sheets: string[]
  rows(sheet: string): Generator<Row>
  /** The text of any part, "" where there is none. */
  part(name: string): string
}

const longestElement = 16 << 20
const mostCharacters = 64 << 20
/** Of memory that a text takes beside its characters, counted in them: many empty ones fill it too. */
const charactersOfText = 16
/** What stands in a cell whose formula was never calculated; counted as an error of the spreadsheet. */
const uncalculated = '#UNCALCULATED!'

type Sheet = { name: string; entry: Entry }

/**
 * Reads a workbook (Office Open XML). Cells come as text: numbers in their shortest form, dates as `yyyy-mm-dd` with
 * `Thh:mm:ss` where there is a time, errors as `#N/A` and the like, formulas as the value they had when saved. Throws
 * `Unreadable`.
 */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const archive = openZip(bytes)
  refuseOthers(archive)
  const book = partText(archive, bookPath(archive))
  const sheets = readSheets(archive, book)
  const strings = once(() => readStrings(archive))
  const dates = once(() => dateStyles(optionalText(archive, 'xl/styles.xml')))
  const from1904 = countsFrom1904(book)
  return {
    sheets: sheets.map((sheet) => sheet.name),
    rows(name) {
      const sheet = sheets.find((one) => one.name === name)
      if (!sheet) throw Unreadable.because('import.sheet-unknown', { sheet: name, sheets: sheets.map((s) => s.name) })
      return readRows(unpackText(archive, sheet.entry), { strings: strings(), dates: dates(), from1904 })
    },
    part: (name) => optionalText(archive, name),
  }
}

function countsFrom1904(book: string): boolean {
  const [properties] = elements([book], 'workbookPr', longestElement)
  return properties !== undefined && ['1', 'true'].includes(attribute(properties[0], 'date1904') ?? '')
}

function refuseOthers({ entries }: Archive): void {
  const names = [...entries.keys()]
  const is = (test: (name: string) => boolean) => names.some(test)
  if (entries.has('xl/workbook.bin')) refuse('Excel (.xlsb)')
  if (entries.has('content.xml') && entries.has('mimetype')) refuse('OpenDocument (.ods)')
  if (is((name) => name.startsWith('word/'))) refuse('Word (.docx)')
  if (is((name) => name.startsWith('ppt/'))) refuse('PowerPoint (.pptx)')
  if (!is((name) => name.startsWith('xl/'))) refuse('ZIP')
}

function refuse(looksLike: string): never {
  throw Unreadable.because('import.kind-refused', { looksLike })
}

function bookPath(archive: Archive): string {
  for (const [attributes] of elements([optionalText(archive, '_rels/.rels')], 'Relationship', longestElement)) {
    if (attribute(attributes, 'Type')?.endsWith('/officeDocument')) {
      return (attribute(attributes, 'Target') ?? '').replace(/^\//, '')
    }
  }
  return 'xl/workbook.xml'
}

function partText(archive: Archive, name: string): string {
  const entry = archive.entries.get(name)
  if (!entry) throw damaged(name)
  if (entry.unpacked > mostCharacters) throw tooLarge()
  return [...unpackText(archive, entry)].join('')
}

function optionalText(archive: Archive, name: string): string {
  return archive.entries.has(name) ? partText(archive, name) : ''
}

function readSheets(archive: Archive, book: string): Sheet[] {
  const targets = new Map<string, string>()
  const relations = optionalText(archive, 'xl/_rels/workbook.xml.rels')
  for (const [attributes] of elements([relations], 'Relationship', longestElement)) {
    const target = attribute(attributes, 'Target') ?? ''
    targets.set(attribute(attributes, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  const sheets: Sheet[] = []
  for (const [attributes] of elements([book], 'sheet', longestElement)) {
    const entry = archive.entries.get(targets.get(/\s\w+:id="([^"]+)"/.exec(attributes)?.[1] ?? '') ?? '')
    const isHidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible'
    if (entry && !isHidden) sheets.push({ name: attribute(attributes, 'name') ?? '', entry })
  }
  if (sheets.length === 0) throw damaged('xl/workbook.xml')
  return sheets
}

function readStrings(archive: Archive): string[] {
  const entry = archive.entries.get('xl/sharedStrings.xml')
  if (!entry) return []
  const strings: string[] = []
  let characters = 0
  for (const [, inner] of elements(unpackText(archive, entry), 'si', longestElement)) {
    const text = richText(inner)
    characters += text.length + charactersOfText
    if (characters > mostCharacters) throw tooLarge()
    strings.push(text)
  }
  return strings
}

/** The runs of a text joined; readings of characters (`rPh`) are left out. */
function richText(inner: string): string {
  const plain = /^<t(?: [^>]*)?>([^<]*)<\/t>$/.exec(inner)
  if (plain) return xmlText(plain[1]!)
  let text = ''
  for (const [, run] of elements([without(inner, 'rPh')], 't', longestElement)) text += xmlText(run)
  return text
}

type Context = { strings: string[]; dates: Set<number>; from1904: boolean }

function* readRows(pieces: Iterable<string>, context: Context): Generator<Row> {
  let number = 0
  for (const [attributes, inner] of elements(pieces, 'row', longestElement)) {
    number = Number(attribute(attributes, 'r') ?? number + 1)
    if (!Number.isInteger(number)) throw damaged('row')
    const cells = readCells(inner, context)
    if (cells.length > 0) yield { number, cells }
  }
}

function readCells(inner: string, context: Context): string[] {
  const cells: string[] = []
  let next = 0
  for (const [attributes, content] of elements([inner], 'c', longestElement)) {
    const column = columnOf(attribute(attributes, 'r')) ?? next
    next = column + 1
    const value = content === '' ? '' : cellText(attributes, content, context)
    if (value === '') continue
    if (column >= importLimits.columns) throw tooLarge()
    while (cells.length < column) cells.push('')
    cells[column] = value
  }
  return cells
}

/** "C7" → 2 */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column === 0 ? null : column - 1
}

function cellText(attributes: string, inner: string, { strings, dates, from1904 }: Context): string {
  const type = attribute(attributes, 't')
  if (type === 'inlineStr') return richText(inner)
  const value = valueOf(inner)
  if (value === undefined) return /<(?:\w+:)?f[\s>/]/.test(inner) ? uncalculated : ''
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'str' || type === 'e' || type === 'd') return xmlText(value)
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  const number = Number(value)
  if (!Number.isFinite(number)) return xmlText(value)
  return dates.has(Number(attribute(attributes, 's') ?? -1)) ? cellDate(number, from1904) : String(number)
}

/** Nearly always `<v>12</v>` as it stands; there are millions of them. */
function valueOf(inner: string): string | undefined {
  const open = inner.indexOf('<v>')
  const close = open === -1 ? -1 : inner.indexOf('</v>', open)
  return close === -1 ? innerOf(inner, 'v') : inner.slice(open + 3, close)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
