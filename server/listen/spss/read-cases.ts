import { inflateSync } from 'node:zlib'
import { Cursor, SavFault } from './cursor.ts'
import { segmentSlice, segmentsOf, type SavValue } from './dictionary.ts'
import type { Decode } from './open-sav.ts'
import type { RawDictionary } from './read-dictionary.ts'

/** `block` is where a variable begins in a case, in blocks of eight bytes. */
export type PlacedVariable = { block: number; width: number }
type Layout = RawDictionary & { littleEndian: boolean; placed: readonly PlacedVariable[]; text: Decode }

const where = 'cases'

/** The cases one by one. A file that says how many it has and ends earlier is cut off. */
export function* readCases(bytes: Uint8Array, begins: number, layout: Layout): Generator<SavValue[]> {
  const row = new Uint8Array(layout.blocks * 8)
  const view = new DataView(row.buffer)
  const cases = layout.compression === 0 ? plain(bytes, begins, row) : layout.compression === 1 ? unpacked([bytes.subarray(begins)], row, layout) : unpacked(zipped(bytes, begins, layout), row, layout)
  const isMissing = missingTest(layout)
  let count = 0
  for (const _ of cases) {
    yield layout.placed.map(({ block, width }): SavValue => {
      if (width > 0) return layout.text(textOf(row, block * 8, width))
      const value = view.getFloat64(block * 8, layout.littleEndian)
      return isMissing(value) ? null : value
    })
    if (++count === layout.cases) return
  }
  if (layout.cases >= 0 && count < layout.cases) throw new SavFault(where)
}

/** What the file itself calls missing, usually the lowest number there is. */
function missingTest({ extensions, littleEndian }: Layout): (value: number) => boolean {
  const [record] = extensions.get(4) ?? []
  const told = record && record.length >= 8 ? new DataView(record.buffer, record.byteOffset, record.byteLength).getFloat64(0, littleEndian) : -Number.MAX_VALUE
  return (value) => value === told || value === -Number.MAX_VALUE || !Number.isFinite(value)
}

function textOf(row: Uint8Array, at: number, width: number): Uint8Array {
  if (width <= 255) return row.subarray(at, at + width)
  const whole = new Uint8Array(width)
  segmentsOf(width).reduce((from, { blocks }, place) => {
    const { from: begins, to } = segmentSlice(place)
    const length = Math.max(0, Math.min(to, width) - begins)
    if (length > 0) whole.set(row.subarray(from, from + Math.min(length, blocks * 8)), begins)
    return from + blocks * 8
  }, at)
  return whole
}

function* plain(bytes: Uint8Array, begins: number, row: Uint8Array): Generator<void> {
  for (let at = begins; at + row.length <= bytes.length; at += row.length) {
    row.set(bytes.subarray(at, at + row.length))
    yield
  }
}

/** Eight commands, then the blocks they announce. */
function* unpacked(pieces: Iterable<Uint8Array>, row: Uint8Array, { bias, littleEndian }: Layout): Generator<void> {
  const view = new DataView(row.buffer)
  let filled = 0
  for (const piece of pieces) {
    for (let at = 0; at + 8 <= piece.length; ) {
      const commands = piece.subarray(at, at + 8)
      at += 8
      for (const code of commands) {
        if (code === 0) continue
        if (code === 252) return
        if (code === 253) {
          if (at + 8 > piece.length) throw new SavFault(where)
          row.set(piece.subarray(at, at + 8), filled)
          at += 8
        } else if (code === 254) row.fill(0x20, filled, filled + 8)
        else view.setFloat64(filled, code === 255 ? -Number.MAX_VALUE : code - bias, littleEndian)
        filled += 8
        if (filled === row.length) {
          yield
          filled = 0
        }
      }
    }
  }
  if (filled > 0) throw new SavFault(where)
}

const largestBlock = 64 << 20
const mostBytes = 1 << 30

/** The pieces of a ZSAV file, each packed for itself; joined before they are read, since commands may lie across two. */
function* zipped(bytes: Uint8Array, begins: number, { littleEndian }: Layout): Generator<Uint8Array> {
  const cursor = new Cursor(bytes)
  cursor.littleEndian = littleEndian
  cursor.at = begins
  cursor.int64(where)
  cursor.at = cursor.int64(where)
  if (!(cursor.at >= begins)) throw new SavFault(where)
  cursor.take(16, where)
  const size = cursor.count(where)
  const count = cursor.count(where)
  if (size > largestBlock || count * 24 > cursor.left) throw new SavFault(where)
  let rest = Buffer.alloc(0)
  let total = 0
  for (let left = count; left > 0; left--) {
    cursor.int64(where)
    const offset = cursor.int64(where)
    const unpackedSize = cursor.count(where)
    const packedSize = cursor.count(where)
    total += unpackedSize
    if (unpackedSize > largestBlock || total > mostBytes || !(offset >= 0) || offset + packedSize > bytes.length) throw new SavFault(where)
    rest = Buffer.concat([rest, inflated(bytes.subarray(offset, offset + packedSize), unpackedSize)])
    const { whole, from } = wholeCommands(rest)
    yield whole
    rest = rest.subarray(from)
  }
  if (rest.length > 0) yield rest
}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch {
    throw new SavFault(where)
  }
}

/** As far as commands have all their blocks. */
function wholeCommands(bytes: Buffer): { whole: Uint8Array; from: number } {
  let at = 0
  while (at + 8 <= bytes.length) {
    let next = at + 8
    for (let place = 0; place < 8; place++) if (bytes[at + place] === 253) next += 8
    if (next > bytes.length) break
    at = next
  }
  return { whole: bytes.subarray(0, at), from: at }
}
