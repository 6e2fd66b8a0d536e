/**
 * The file of a backup: a mark, then frames of one letter, four bytes of length and that many bytes. `H` says what is in
 * it, `T` begins a table, `D` is a piece of its rows (COPY text, zstd), `E` ends it with the number of rows, and `Z`,
 * the last, holds a checksum over everything before. Without a `Z` that fits, a file is not whole.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { unreadable } from '../file-refusals.ts'
import { damaged, notABackup, tooNew, truncated } from './refusals.ts'

const mark = 'GAP5BAK'
const version = '1'
const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
/** No frame is longer: what says so is damage. */
const longestFrame = 64 * 1024 * 1024
/** No piece unpacks to more: PostgreSQL keeps no row larger than that. */
const longestPiece = 1024 * 1024 * 1024

const headSchema = z.object({
  madeAt: z.iso.datetime(),
  program: z.string(),
  migrations: z.array(z.string()).min(1),
  /** What signatures were made with, where it is kept beside the data. */
  secret: z.string().nullable(),
})
export type Head = z.infer<typeof headSchema>
const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()) })
export type TableHead = z.infer<typeof tableSchema>
const endSchema = z.object({ rows: z.int() })
const sequencesSchema = z.array(z.object({ name: z.string(), value: z.string() }))
export type SequenceValue = z.infer<typeof sequencesSchema>[number]
const lastSchema = z.object({ tables: z.int(), rows: z.int(), sha256: z.string() })

type Frame = { kind: string; body: Buffer }

export type ArchiveWriter = {
  table(table: TableHead, pieces: AsyncGenerator<Buffer, number>): Promise<number>
  sequences(values: SequenceValue[]): Promise<void>
  /** Puts the whole file in its place. Before that, there is only one of another name. */
  finish(): Promise<{ bytes: number }>
  abandon(): Promise<void>
}

/** Name of what is not whole yet. */
export function draftOf(file: string): string {
  return `${file}.part`
}

export async function createArchive(file: string, head: Head): Promise<ArchiveWriter> {
  const draft = draftOf(file)
  const handle = await open(draft, 'w', 0o600)
  const hash = createHash('sha256')
  let [tables, total] = [0, 0]
  const write = async (bytes: Buffer) => {
    hash.update(bytes)
    await handle.writeFile(bytes) // from where the last one ended; a single write may take a part only, on a disk that fills up
  }
  const frame = async (kind: string, body: Buffer) => {
    const start = Buffer.alloc(5)
    start.write(kind)
    start.writeUInt32BE(body.length, 1)
    await write(Buffer.concat([start, body]))
  }
  const said = (kind: string, value: unknown) => frame(kind, Buffer.from(JSON.stringify(value)))
  await write(Buffer.from(mark + version))
  await said('H', head)
  return {
    async table(table, pieces) {
      await said('T', table)
      for (;;) {
        const next = await pieces.next()
        if (next.done === true) {
          await said('E', { rows: next.value })
          tables++
          total += next.value
          return next.value
        }
        await frame('D', await compress(next.value))
      }
    },
    sequences: (values) => said('S', values),
    async finish() {
      await said('Z', { tables, rows: total, sha256: hash.copy().digest('hex') })
      await handle.sync()
      await handle.close()
      await rename(draft, file)
      await syncFolder(dirname(file))
      return { bytes: (await stat(file)).size }
    },
    async abandon() {
      await handle.close().catch(() => {})
      await rm(draft, { force: true })
    },
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Reads a file through and tells what it holds. Throws a `Refusal` that says what is wrong with it. */
export async function verifyArchive(file: string): Promise<{ head: Head; tables: (TableHead & { rows: number })[] }> {
  await access(file, constants.R_OK).catch((error: unknown) => Promise.reject(unreadable(file, error)))
  const tables: (TableHead & { rows: number })[] = []
  const head = await readArchive(file, {
    head: () => Promise.resolve(),
    table: async (table, pieces) => {
      for await (const _ of pieces());
      return tables.push({ ...table, rows: 0 }) - 1
    },
    end: (at, rows) => Promise.resolve(void (tables[at]!.rows = rows)),
    sequences: () => Promise.resolve(),
  })
  return { head, tables }
}

export type ArchiveReader<T> = {
  head(head: Head): Promise<void>
  /** `pieces` must be read to the end. */
  table(table: TableHead, pieces: () => AsyncGenerator<Buffer>): Promise<T>
  end(table: T, rows: number): Promise<void>
  sequences(values: SequenceValue[]): Promise<void>
}

/** Hands the parts of a file to `reader`, in their order. The checksum is known at the end only: verify first. */
export async function readArchive<T>(file: string, reader: ArchiveReader<T>): Promise<Head> {
  const frames = framesOf(file)
  const first = await frames.next()
  if (first.done === true || first.value.kind !== 'H') throw damaged(file)
  const head = parse(file, headSchema, first.value.body)
  await reader.head(head)
  for (;;) {
    const { value: frame, done } = await frames.next()
    if (done === true) return head
    if (frame.kind === 'T') await readTable(file, frames, parse(file, tableSchema, frame.body), reader)
    else if (frame.kind === 'S') await reader.sequences(parse(file, sequencesSchema, frame.body))
    else throw damaged(file)
  }
}

async function readTable<T>(file: string, frames: AsyncGenerator<Frame, void>, table: TableHead, reader: ArchiveReader<T>): Promise<void> {
  let rows: number | null = null
  async function* pieces(): AsyncGenerator<Buffer> {
    while (rows === null) {
      const { value: frame, done } = await frames.next()
      if (done === true) throw damaged(file)
      if (frame.kind === 'D') yield await decompress(frame.body, { maxOutputLength: longestPiece }).catch(() => Promise.reject(damaged(file)))
      else if (frame.kind === 'E') ({ rows } = parse(file, endSchema, frame.body))
      else throw damaged(file)
    }
  }
  const read = await reader.table(table, pieces)
  if (rows === null) throw new Error(`The rows of ${table.name} were not read`)
  await reader.end(read, rows)
}

/** Every frame but the last, which is held against what was read. */
async function* framesOf(file: string): AsyncGenerator<Frame, void> {
  const hash = createHash('sha256')
  const bytes = bytesOf(file)
  const start = await bytes.take(mark.length + version.length)
  if (start === null || start.toString('latin1', 0, mark.length) !== mark) throw notABackup(file)
  if (start.toString('latin1', mark.length) !== version) throw tooNew(file)
  hash.update(start)
  for (;;) {
    const opening = await bytes.take(5)
    if (opening === null) throw truncated(file)
    const [kind, length] = [opening.toString('latin1', 0, 1), opening.readUInt32BE(1)]
    if (!/[HTDESZ]/.test(kind) || length > longestFrame) throw damaged(file)
    const body = await bytes.take(length)
    if (body === null) throw truncated(file)
    if (kind === 'Z') {
      const { sha256 } = parse(file, lastSchema, body)
      if (sha256 !== hash.digest('hex') || (await bytes.take(1)) !== null) throw damaged(file)
      return
    }
    hash.update(opening).update(body)
    yield { kind, body }
  }
}

function bytesOf(file: string): { take(count: number): Promise<Buffer | null> } {
  const stream = createReadStream(file, { highWaterMark: 1024 * 1024 })[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer[] = []
  let length = 0
  return {
    async take(count) {
      while (length < count) {
        const next = await stream.next()
        if (next.done === true) return null
        held.push(next.value)
        length += next.value.length
      }
      const all = held.length === 1 ? held[0]! : Buffer.concat(held)
      held = [all.subarray(count)]
      length = all.length - count
      return all.subarray(0, count)
    },
  }
}

function parse<Schema extends z.ZodType>(file: string, schema: Schema, body: Buffer): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')))
  } catch {
    throw damaged(file)
  }
}
