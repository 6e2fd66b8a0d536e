import { Inflate } from 'fflate'
import { Unreadable } from './unreadable.ts'

/** What a workbook may unpack to, in all and per packed byte: far above real sheets, far below a bomb. */
const unpackLimits = { bytes: 1 << 30, entries: 10_000, ratio: 400, ratioFreeBytes: 8 << 20 } as const

export type Entry = { name: string; method: number; packed: number; unpacked: number; offset: number }
export type Archive = { bytes: Uint8Array; entries: Map<string, Entry> }

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const encryptedFlag = 1
const stored = 0
const deflated = 8
const pushBytes = 16 * 1024

/** The directory of a zip archive, refused before anything is unpacked when it declares more than `unpackLimits`. */
export function openZip(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return { bytes, entries: readDirectory(bytes, view) }
  } catch (error) {
    if (error instanceof RangeError) throw damaged('zip directory')
    throw error
  }
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  let total = 0
  if (count > unpackLimits.entries) throw swollen()
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== entrySignature) throw damaged('zip directory')
    if (view.getUint16(at + 8, true) & encryptedFlag) throw Unreadable.because('import.file-protected')
    const entry = readEntry(bytes, view, at)
    total += entry.unpacked
    if (total > unpackLimits.bytes || isSwollen(entry)) throw swollen()
    entries.set(entry.name, entry)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  throw damaged('end of the file')
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  const nameLength = view.getUint16(at + 28, true)
  const entry = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    packed: view.getUint32(at + 20, true),
    unpacked: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  }
  return withLongSizes(entry, view, at + 46 + nameLength, view.getUint16(at + 30, true))
}

const inLongField = 0xffffffff

/** Zip64 keeps sizes that do not fit (or that a writer did not know yet) in an extra field, in this order. */
function withLongSizes(entry: Entry, view: DataView, from: number, length: number): Entry {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let next = at + 4
    for (const part of ['unpacked', 'packed', 'offset'] as const) {
      if (entry[part] !== inLongField) continue
      entry[part] = Number(view.getBigUint64(next, true))
      next += 8
    }
  }
  return entry
}

function isSwollen({ packed, unpacked }: Entry): boolean {
  return unpacked > unpackLimits.ratioFreeBytes && unpacked > packed * unpackLimits.ratio
}

/** One entry unpacked in pieces; stops with `Unreadable` as soon as it grows past what the directory declared. */
function* unpack({ bytes }: Archive, entry: Entry): Generator<Uint8Array> {
  const packed = packedBytes(bytes, entry)
  if (entry.method === stored) return yield packed
  if (entry.method !== deflated) throw damaged(entry.name)
  let pieces: Uint8Array[] = []
  let unpacked = 0
  const inflate = new Inflate((piece) => void pieces.push(piece))
  for (let at = 0; at < packed.length; at += pushBytes) {
    pushInto(inflate, packed.subarray(at, at + pushBytes), at + pushBytes >= packed.length, entry.name)
    for (const piece of pieces) {
      unpacked += piece.length
      if (unpacked > entry.unpacked) throw swollen()
      yield piece
    }
    pieces = []
  }
  if (unpacked < entry.unpacked) throw damaged(entry.name)
}

function packedBytes(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== localSignature) throw damaged(entry.name)
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  if (start + entry.packed > bytes.length) throw damaged(entry.name)
  return bytes.subarray(start, start + entry.packed)
}

/** The library throws its own errors for a stream that is not deflated data. */
function pushInto(inflate: Inflate, piece: Uint8Array, last: boolean, name: string): void {
  try {
    inflate.push(piece, last)
  } catch {
    throw damaged(name)
  }
}

/** One entry unpacked as text. */
export function* unpackText(archive: Archive, entry: Entry): Generator<string> {
  const decoder = new TextDecoder()
  for (const piece of unpack(archive, entry)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

export function damaged(where: string): Unreadable {
  return Unreadable.because('import.file-damaged', { where })
}

function swollen(): Unreadable {
  return Unreadable.because('import.file-swollen', { maximumBytes: unpackLimits.bytes })
}
