import type { Encoding } from '@gap5/contract/listen/recipe.ts'
import { Unreadable } from './unreadable.ts'

const pieceBytes = 256 * 1024

/** The text in pieces. A mark at the start is dropped; bytes that do not fit the encoding are a typed error. */
export function* decode(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw Unreadable.because('import.encoding-wrong', { encoding })
    throw error
  }
}
