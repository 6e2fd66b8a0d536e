import { encodings, importLimits, type Reading, type ReadingChoice } from '@gap5/contract/listen/recipe.ts'
import { SavFault } from '../spss/cursor.ts'
import { calendarOf, type SavSet, type SavValue } from '../spss/dictionary.ts'
import { openSav, type ReadVariable, type SavFile } from '../spss/open-sav.ts'
import { sourceAttribute, sourceFrom } from '../source.ts'
import { sniffEncoding } from '@gap5/contract/listen/encoding.ts'
import { missingKind, usualMissing } from './missing.ts'
import { tooLarge } from './separated.ts'
import type { Table, TableRow } from './table.ts'
import { Unreadable } from './unreadable.ts'

/** Between the boxes ticked of one question. */
export const betweenBoxes = '┋'

/**
 * An SPSS file as a table: names of variables are its headings, their labels the wording. Codes that are no answer become
 * what they mean ("not applicable", "don't know", nothing); dates become dates; a set of 0/1 variables becomes one column
 * that lists the boxes ticked. Throws `Unreadable`.
 */
export function readSav(bytes: Uint8Array, choice: ReadingChoice): Table {
  const file = opened(bytes, choice)
  const columns = columnsOf(file)
  if (columns.length > importLimits.columns) throw tooLarge()
  if (rowsFrom(file, columns).next().done) throw Unreadable.because('import.no-rows')
  const encoding = encodings.find((known) => known === file.encoding)
  const reading: Reading = { kind: 'spss', ...(encoding ? { encoding } : {}), headingRow: 0, wordingRows: 0, decimalComma: false, shortRows: 'blank' }
  const source = file.dictionary.attributes[sourceAttribute]
  return {
    reading,
    sheets: [],
    headings: columns.map(({ heading }) => heading),
    wordings: columns.map(({ wording }) => wording || null),
    described: { labels: columns.map(({ labels }) => labels), boxes: new Set(columns.flatMap(({ isBoxes }, at) => (isBoxes ? [at] : []))), source: source === undefined ? null : sourceFrom(source), weight: file.weight },
    rows: () => rowsFrom(file, columns),
  }
}

function opened(bytes: Uint8Array, { encoding }: ReadingChoice): SavFile {
  return faultless(() => openSav(bytes, { encoding, sniff: sniffEncoding }))
}

function faultless<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SavFault) throw Unreadable.because('import.file-damaged', { where: error.where })
    throw error
  }
}

type SavColumn = { heading: string; wording: string; isBoxes?: boolean; labels: ReadonlyMap<string, string> | null; cell: (values: readonly SavValue[]) => string }

function columnsOf({ dictionary: { variables, sets } }: SavFile): SavColumn[] {
  const placeOf = new Map(variables.map(({ name }, at) => [name, at]))
  const whole = sets.filter(({ members }) => members.every((member) => placeOf.has(member)))
  const setOf = new Map(whole.flatMap((set) => set.members.map((member) => [member, set] as const)))
  return variables.flatMap((variable, at): SavColumn[] => {
    const set = setOf.get(variable.name)
    if (set === undefined) return [variableColumn(variable, at)]
    return set.members[0] === variable.name ? [setColumn(set, variables, placeOf)] : []
  })
}

function variableColumn(variable: ReadVariable, at: number): SavColumn {
  const absent = new Map<number, string>()
  const labels = new Map<string, string>()
  for (const { value, label } of variable.valueLabels) {
    const kind = missingKind(label, usualMissing)
    if (typeof value === 'number' && (isMissing(variable, value) || kind === 'na' || kind === 'dk')) absent.set(value, tokens[kind ?? 'blank'])
    else labels.set(String(value), label)
  }
  const date = dateCell(variable)
  return {
    heading: variable.name,
    wording: variable.label,
    labels: labels.size > 0 ? labels : null,
    cell: (values) => {
      const value = values[at] ?? null
      if (value === null) return ''
      if (typeof value === 'string') return value.trim().slice(0, importLimits.cellCharacters)
      return absent.get(value) ?? (isMissing(variable, value) ? '' : (date?.(value) ?? String(value)))
    },
  }
}

const tokens = { na: 'N/A', dk: 'DK', blank: '' } as const

function isMissing({ missing, missingRange }: ReadVariable, value: number): boolean {
  return missing.includes(value) || (missingRange !== null && value >= missingRange[0] && value <= missingRange[1])
}

const days = new Set(['DATE', 'ADATE', 'EDATE', 'SDATE', 'JDATE'])
const moments = new Set(['DATETIME', 'YMDHMS'])

function dateCell({ format }: ReadVariable): ((seconds: number) => string) | null {
  if (format === 'TIME') return (seconds) => clock(seconds)
  if (!days.has(format) && !moments.has(format)) return null
  return (seconds) => {
    const at = new Date(calendarOf(seconds))
    if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) return ''
    return days.has(format) ? at.toISOString().slice(0, 10) : at.toISOString().slice(0, 19)
  }
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** The boxes ticked, by their labels. */
function setColumn({ name, label, counted, members }: SavSet, variables: readonly ReadVariable[], placeOf: ReadonlyMap<string, number>): SavColumn {
  const boxes = members.map((member) => {
    const at = placeOf.get(member)!
    const own = variables[at]!
    return { at, name: own.label.trim().replaceAll(betweenBoxes, ' ') || own.name }
  })
  const isTicked = (value: SavValue) => value !== null && String(value).trim() === counted
  return {
    heading: name,
    wording: label,
    isBoxes: true,
    labels: new Map(boxes.map((box, at) => [box.name, members[at]!])),
    cell: (values) => boxes.filter(({ at }) => isTicked(values[at] ?? null)).map((box) => box.name).join(betweenBoxes),
  }
}

/** The number of a row is that of its case. */
function* rowsFrom(file: SavFile, columns: readonly SavColumn[]): Generator<TableRow> {
  let number = 0
  const cases = file.rows()
  for (;;) {
    const next = faultless(() => cases.next())
    if (next.done) return
    if (++number > importLimits.rows) throw tooLarge()
    const cells = columns.map(({ cell }) => cell(next.value))
    if (cells.some((cell) => cell !== '')) yield { number, cells, short: false, extra: false }
  }
}
