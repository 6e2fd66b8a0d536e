/** PostgreSQL's COPY over a client of `pg`, out and in, at the pace of the slower side. */
import { once } from 'node:events'
import type { Client, Connection, Submittable } from 'pg'

/** What a client calls on the query it runs, as far as COPY needs it. */
type Running = Submittable & {
  handleCopyInResponse?(connection: Wire): void
  handleCopyData?(message: { chunk: Buffer }): void
  handleCommandComplete(message: { text: string }): void
  handleError(error: Error): void
  handleReadyForQuery(): void
}

type Wire = Connection & {
  stream: NodeJS.ReadWriteStream & { writableNeedDrain: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

const pieceBytes = 1024 * 1024
const mostAhead = 8

/** Runs `copy … to stdout`; yields what it says in pieces of about a megabyte, and returns how many rows there were. */
export async function* copyOut(client: Client, text: string): AsyncGenerator<Buffer, number> {
  const pieces: Buffer[] = []
  let open = new Piece()
  let rows = 0
  let failure: Error | null = null
  let isOver = false
  let heard = Promise.withResolvers<void>()
  let wire: Wire | null = null
  const close = () => {
    if (open.length > 0) pieces.push(open.take())
    open = new Piece()
    heard.resolve()
  }
  const query: Running = {
    submit: (connection) => {
      wire = connection as Wire
      wire.query(text)
    },
    handleCopyData: ({ chunk }) => {
      open.add(chunk)
      if (open.length < pieceBytes) return
      close()
      if (pieces.length >= mostAhead) wire?.stream.pause()
    },
    handleCommandComplete: (message) => (rows = rowsOf(message.text)),
    handleError: (error) => {
      failure = error
      close()
    },
    handleReadyForQuery: () => {
      isOver = true
      close()
    },
  }
  const broken = () => {
    failure ??= new Error('The connection ended in the middle of a copy')
    isOver = true
    close()
  }
  client.once('end', broken)
  client.query(query)
  for (;;) {
    const piece = pieces.shift()
    if (piece !== undefined) yield piece
    else if (isOver) break
    else {
      wire = resume(wire)
      await heard.promise
      heard = Promise.withResolvers()
    }
  }
  client.off('end', broken)
  if (failure !== null) throw failure
  return rows
}

function resume(wire: Wire | null): Wire | null {
  wire?.stream.resume()
  return wire
}

/** Runs `copy … from stdin` with what `source` gives; how many rows were taken. When the source fails, so does the copy. */
export function copyIn(client: Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((done, failed) => {
    let rows = 0
    let failure: unknown = null
    const broken = () => failed(failure ?? new Error('The connection ended in the middle of a copy'))
    const query: Running = {
      submit: (connection) => (connection as Wire).query(text),
      handleCopyInResponse: (wire) => {
        void send(wire, source).catch((error: unknown) => {
          failure = error
          wire.sendCopyFail('the source failed')
        })
      },
      handleCommandComplete: (message) => (rows = rowsOf(message.text)),
      handleError: (error) => (failure ??= error),
      handleReadyForQuery: () => {
        client.off('end', broken)
        if (failure === null) done(rows)
        else failed(failure)
      },
    }
    client.once('end', broken)
    client.query(query)
  })
}

async function send(wire: Wire, source: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of source) {
    wire.sendCopyFromChunk(piece)
    if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
  }
  wire.endCopyFrom()
}

/** `COPY 12` */
function rowsOf(tag: string): number {
  return Number(tag.split(' ')[1] ?? 0)
}

/** Rows are short and come one by one, in a buffer the client uses again. */
class Piece {
  #parts: Buffer[] = []
  length = 0

  add(chunk: Buffer): void {
    this.#parts.push(Buffer.from(chunk))
    this.length += chunk.length
  }

  take(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
