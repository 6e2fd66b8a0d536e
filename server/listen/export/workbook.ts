import { isFormulaLike } from '@gap5/contract/csv.ts'
import { zipped, type ZipPart } from './zip-stream.ts'

/** What stands in a cell: a moment is a date and time of the calendar, told as if it were UTC. */
export type SheetCell = number | string | null | { moment: number }
export type Sheet = {
  name: string
  /** In characters, by column; the last holds for all further ones. */
  widths: readonly number[]
  /** Rows in pages; the first row of the first page is the heading. */
  pages: AsyncIterable<readonly (readonly SheetCell[])[]> | Iterable<readonly (readonly SheetCell[])[]>
  /** The heading stays in sight, and the rows can be filtered by it. */
  filtered: boolean
}

/** A row more than this no workbook holds. */
export const mostSheetRows = 1_048_576
const longestCell = 32_767

/**
 * A workbook (Office Open XML) as it comes into being, one row after the other. Figures are figures, moments are dates; text that
 * a spreadsheet program might take for a formula is kept as text, marked as if led by an apostrophe.
 * @param source text of a part that programs keep unseen
 */
export function workbook(sheets: readonly Sheet[], { at, title, source }: { at: Date; title: string; source: string | null }): AsyncGenerator<Uint8Array> {
  return zipped(partsOf(sheets, { at, title, source }), at)
}

function* partsOf(sheets: readonly Sheet[], { at, title, source }: { at: Date; title: string; source: string | null }): Generator<ZipPart> {
  const part = (name: string, xml: string): ZipPart => ({ name, content: [`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`] })
  yield part('[Content_Types].xml', contentTypes(sheets.length, source !== null))
  yield part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml'], ['metadata/core-properties', 'docProps/core.xml']]))
  yield part('docProps/core.xml', `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>Gap5</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString().slice(0, 19)}Z</dcterms:created></cp:coreProperties>`)
  yield part('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escaped(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`)
  const own = sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`])
  yield part('xl/_rels/workbook.xml.rels', relations([...own, ['styles', 'styles.xml'], ...(source === null ? [] : [['customXml', '../customXml/item1.xml'] as [string, string]])]))
  yield part('xl/styles.xml', styles)
  for (const [index, sheet] of sheets.entries()) yield { name: `xl/worksheets/sheet${index + 1}.xml`, content: sheetXml(sheet) }
  if (source !== null) yield { name: 'customXml/item1.xml', content: [source] }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

function contentTypes(sheets: number, withSource: boolean): string {
  const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`
  const parts = [
    ['/xl/workbook.xml', type('sheet.main')],
    ['/xl/styles.xml', type('styles')],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ...Array.from({ length: sheets }, (_, index) => [`/xl/worksheets/sheet${index + 1}.xml`, type('worksheet')]),
    ...(withSource ? [['/customXml/item1.xml', 'application/xml']] : []),
  ]
  const overrides = parts.map(([name, content]) => `<Override PartName="${name}" ContentType="${content}"/>`).join('')
  return `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const one = ([type, target]: readonly [string, string], index: number) =>
    `<Relationship Id="rId${index + 1}" Type="${type.includes('/') ? `${packages}/relationships/${type}` : `${office}/${type}`}" Target="${target}"/>`
  return `<Relationships xmlns="${packages}/relationships">${targets.map(one).join('')}</Relationships>`
}

/** Looks of cells by their number: plain, heading, moment, text that is no formula. */
const [heading, moment, quoted] = [1, 2, 3]
const styles = `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>`

async function* sheetXml({ widths, pages, filtered }: Sheet): AsyncGenerator<string> {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at === widths.length - 1 ? 16384 : at + 1}" width="${width}" customWidth="1"/>`).join('')
  const pane = filtered ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns}</cols><sheetData>`
  const letters: string[] = []
  let number = 0
  let most = 1
  for await (const page of pages) {
    let xml = ''
    for (const row of page) {
      number++
      most = Math.max(most, row.length)
      while (letters.length < row.length) letters.push(columnLetters(letters.length))
      xml += `<row r="${number}">`
      for (let at = 0; at < row.length; at++) xml += cellXml(row[at] ?? null, `${letters[at]}${number}`, number === 1)
      xml += '</row>'
    }
    yield xml
  }
  const filter = filtered && number > 1 ? `<autoFilter ref="A1:${columnLetters(most - 1)}${number}"/>` : ''
  yield `</sheetData>${filter}</worksheet>`
}

function cellXml(value: SheetCell, reference: string, isHeading: boolean): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${reference}"><v>${value}</v></c>` : ''
  if (typeof value === 'object') return `<c r="${reference}" s="${moment}"><v>${serialOf(value.moment)}</v></c>`
  if (value === '') return ''
  const look = isHeading ? ` s="${heading}"` : isFormulaLike(value) ? ` s="${quoted}"` : ''
  const keeps = /^\s|\s$|[\n\t]/.test(value) ? ' xml:space="preserve"' : ''
  return `<c r="${reference}" t="inlineStr"${look}><is><t${keeps}>${escaped(value.length > longestCell ? value.slice(0, longestCell) : value)}</t></is></c>`
}

/** Days since the end of 1899, as spreadsheet programs count. */
function serialOf(calendar: number): number {
  return calendar / 86_400_000 + 25_569
}

function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26))
}

/** Names of sheets are short and take no `[]:*?/\`. */
function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

const special = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** As XML takes it; what XML cannot hold is left out. */
function escaped(text: string): string {
  special.lastIndex = 0
  return special.test(text) ? text.replace(special, (sign) => entities[sign] ?? '') : text
}
