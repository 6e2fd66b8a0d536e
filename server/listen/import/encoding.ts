import type { Encoding } from '@gap5/contract/listen/recipe.ts'
import { zeroBytes } from './file-kind.ts'
import { Unreadable } from './unreadable.ts'

const pieceBytes = 256 * 1024

/**
 * The character encoding of a text file: by its mark, by the zeros of UTF-16, by being valid UTF-8; else GB 18030 where
 * most of its double bytes are common Chinese characters, else Windows-1252.
 */
export function sniffEncoding(bytes: Uint8Array): Encoding {
  const zeros = zeroBytes(bytes.subarray(0, 64 * 1024))
  if (zeros === 'odd') return 'utf-16le'
  if (zeros === 'even') return 'utf-16be'
  if (isValid(bytes, 'utf-8')) return 'utf-8'
  if (looksChinese(bytes) && isValid(bytes, 'gb18030')) return 'gb18030'
  return 'windows-1252'
}

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

function isValid(bytes: Uint8Array, encoding: Encoding): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** In GBK the common characters of GB 2312 take two high bytes; accented letters of Western text stand alone. */
function looksChinese(bytes: Uint8Array): boolean {
  let common = 0
  let other = 0
  for (let i = 0; i < Math.min(bytes.length, 4 << 20); i++) {
    if (bytes[i]! < 0x80) continue
    const second = bytes[i + 1] ?? 0
    if (bytes[i]! >= 0xa1 && bytes[i]! <= 0xf7 && second >= 0xa1) common++
    else other++
    if (second >= 0x40) i++
  }
  return common > 0 && common >= other * 3
}
