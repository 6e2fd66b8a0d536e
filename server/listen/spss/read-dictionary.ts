import { encodingNamed, encodingNumbered } from './code-pages.ts'
import { Cursor, SavFault } from './cursor.ts'

/** The records of a file before its cases, as they lie there: text still in bytes, since its encoding is told last. */
export type RawVariable = { width: number; shortName: Uint8Array; label: Uint8Array; format: number; missing: RawMissing; index: number }
export type RawMissing = { codes: number[]; range: [number, number] | null }
export type RawLabels = { entries: { value: Uint8Array; label: Uint8Array }[]; indexes: number[] }
export type RawDictionary = {
  compression: 0 | 1 | 2
  blocks: number
  cases: number
  bias: number
  weightIndex: number
  fileLabel: Uint8Array
  variables: RawVariable[]
  labels: RawLabels[]
  extensions: Map<number, Uint8Array[]>
  /** As the file says itself; null where it does not. */
  encoding: string | null
}

const ends = 'header'

/** Reads up to where the cases begin. Throws `SavFault`. */
export function readRecords(cursor: Cursor): RawDictionary {
  const head = readHeader(cursor)
  const dictionary: RawDictionary = { ...head, blocks: 0, variables: [], labels: [], extensions: new Map(), encoding: null }
  for (;;) {
    const kind = cursor.int32('dictionary')
    if (kind === 2) variableRecord(cursor, dictionary)
    else if (kind === 3) dictionary.labels.push(labelRecord(cursor))
    else if (kind === 6) cursor.take(cursor.count('documents') * 80, 'documents')
    else if (kind === 7) extensionRecord(cursor, dictionary)
    else if (kind === 999) break
    else throw new SavFault('dictionary')
  }
  cursor.int32('dictionary')
  if (dictionary.variables.length === 0) throw new SavFault('variables')
  dictionary.encoding = encodingOf(dictionary, cursor)
  return dictionary
}

function readHeader(cursor: Cursor): Pick<RawDictionary, 'compression' | 'cases' | 'bias' | 'weightIndex' | 'fileLabel'> {
  cursor.take(64, ends)
  const layout = cursor.int32(ends)
  if (layout !== 2 && layout !== 3) {
    cursor.littleEndian = false
    cursor.at -= 4
    const other = cursor.int32(ends)
    if (other !== 2 && other !== 3) throw new SavFault(ends)
  }
  cursor.int32(ends)
  const compression = cursor.int32(ends)
  if (compression !== 0 && compression !== 1 && compression !== 2) throw new SavFault(ends)
  const weightIndex = cursor.int32(ends)
  const cases = cursor.int32(ends)
  const bias = cursor.float64(ends)
  cursor.take(17, ends)
  const fileLabel = cursor.take(64, ends)
  cursor.take(3, ends)
  return { compression, cases, bias: Number.isFinite(bias) ? bias : 100, weightIndex, fileLabel }
}

function variableRecord(cursor: Cursor, dictionary: RawDictionary): void {
  const where = 'variables'
  const width = cursor.int32(where)
  const hasLabel = cursor.int32(where)
  const missing = cursor.int32(where)
  const format = cursor.int32(where)
  cursor.int32(where)
  const shortName = cursor.take(8, where)
  dictionary.blocks++
  if (width < -1 || width > 255 || Math.abs(missing) > 3) throw new SavFault(where)
  const label = hasLabel === 1 ? paddedText(cursor, where) : new Uint8Array()
  const codes = Array.from({ length: Math.abs(missing) }, () => cursor.float64(where))
  if (width === -1) return
  const range: RawMissing['range'] = missing < -1 ? [codes[0]!, codes[1]!] : null
  dictionary.variables.push({ width, shortName, label, format, missing: { codes: missing < 0 ? codes.slice(2) : codes, range }, index: dictionary.blocks })
}

function paddedText(cursor: Cursor, where: string): Uint8Array {
  const length = cursor.count(where)
  return cursor.take(Math.ceil(length / 4) * 4, where).subarray(0, length)
}

function labelRecord(cursor: Cursor): RawLabels {
  const where = 'value labels'
  const entries: RawLabels['entries'] = []
  for (let left = cursor.count(where); left > 0; left--) {
    const value = cursor.take(8, where)
    const length = cursor.byte(where)
    const padded = Math.ceil((length + 1) / 8) * 8 - 1
    entries.push({ value, label: cursor.take(padded, where).subarray(0, length) })
  }
  if (cursor.int32(where) !== 4) throw new SavFault(where)
  const count = cursor.count(where)
  if (count * 4 > cursor.left) throw new SavFault(where)
  return { entries, indexes: Array.from({ length: count }, () => cursor.int32(where)) }
}

function extensionRecord(cursor: Cursor, { extensions }: RawDictionary): void {
  const where = 'extensions'
  const subtype = cursor.int32(where)
  const size = cursor.count(where)
  const data = cursor.take(size * cursor.count(where), where)
  const known = extensions.get(subtype)
  if (known) known.push(data)
  else extensions.set(subtype, [data])
}

function encodingOf({ extensions }: RawDictionary, { littleEndian }: Cursor): string | null {
  const [named] = extensions.get(20) ?? []
  const found = named && encodingNamed(new TextDecoder('latin1').decode(named))
  if (found) return found
  const [machine] = extensions.get(3) ?? []
  if (machine === undefined || machine.length < 32) return null
  return encodingNumbered(new DataView(machine.buffer, machine.byteOffset, machine.byteLength).getInt32(28, littleEndian))
}
