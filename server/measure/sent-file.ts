/** A file on its way to whoever asked for it. */
import type { Context } from 'hono'
import { rowsHeader, sizeHeader } from '@gap5/contract/measure/exports.ts'
import { plainName, type MadeFile } from './export-answers.ts'

/** Piece by piece, as fast as it is taken; when nobody takes it any more, reading stops as well. */
export async function sent(c: Context, { name, ending, type, rows, size, bytes }: MadeFile): Promise<Response> {
  const pieces = bytes[Symbol.asyncIterator]()
  // The first piece is made before anything is sent: what goes wrong there is still told as a problem.
  const first = await pieces.next()
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="gap5.${ending}"; filename*=UTF-8''${encoded(`${plainName(name)}.${ending}`)}`)
  c.header('Cache-Control', 'no-store')
  c.header(rowsHeader, String(rows))
  c.header(sizeHeader, String(Math.round(size)))
  return c.body(streamOf(first, pieces))
}

function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}

type Piece = Uint8Array | string

function streamOf(first: IteratorResult<Piece>, pieces: AsyncIterator<Piece>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting: IteratorResult<Piece> | null = first
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = waiting ?? (await pieces.next())
      waiting = null
      if (next.done) controller.close()
      else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value)
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}
