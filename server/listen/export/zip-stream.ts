import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export type ZipPart = { name: string; content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array> }

const flags = 0x0808 // sizes follow the content; names are UTF-8
const deflated = 8
const most = 0xffffffff

/** A zip archive as it comes into being: each part is packed while it is made, nothing is kept but the directory. */
export async function* zipped(parts: Iterable<ZipPart>, at: Date): AsyncGenerator<Uint8Array> {
  const entries: { name: Buffer; crc: number; packed: number; unpacked: number; offset: number }[] = []
  const stamp = dosTime(at)
  let offset = 0
  for (const { name: title, content } of parts) {
    const name = Buffer.from(title)
    const entry = { name, crc: 0, packed: 0, unpacked: 0, offset }
    yield concat(numbers([0x04034b50, 4], [20, 2], [flags, 2], [deflated, 2], stamp, [0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]), name)
    for await (const piece of packed(counted(content, entry))) {
      entry.packed += piece.length
      yield piece
    }
    if (entry.unpacked > most || entry.packed > most) throw new Error(`${title} is too large for a zip archive`)
    yield numbers([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.unpacked, 4])
    offset += 30 + name.length + entry.packed + 16
    entries.push(entry)
  }
  let size = 0
  for (const { name, crc, packed, unpacked, offset } of entries) {
    const record = concat(numbers([0x02014b50, 4], [20, 2], [20, 2], [flags, 2], [deflated, 2], stamp, [crc, 4], [packed, 4], [unpacked, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name)
    size += record.length
    yield record
  }
  yield numbers([0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [size, 4], [offset, 4], [0, 2])
}

async function* counted(content: ZipPart['content'], entry: { crc: number; unpacked: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (bytes.length === 0) continue
    entry.crc = crc32(bytes, entry.crc)
    entry.unpacked += bytes.length
    yield bytes
  }
}

/** Packed by the threads of the runtime; ends with its reader. */
async function* packed(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 3, chunkSize: 64 * 1024 })
  pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 2 }), deflate, () => {})
  for await (const piece of deflate) yield piece as Buffer
}

type Number = readonly [value: number, bytes: 2 | 4]

function numbers(...values: readonly Number[]): Buffer {
  const out = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) at = bytes === 2 ? out.writeUInt16LE(value, at) : out.writeUInt32LE(value, at)
  return out
}

function concat(...parts: Buffer[]): Buffer {
  return Buffer.concat(parts)
}

function dosTime(at: Date): Number {
  const date = ((Math.max(at.getUTCFullYear(), 1980) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return [((date << 16) | time) >>> 0, 4]
}
