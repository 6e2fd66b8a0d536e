/** How the bytes of a text file are read, wherever it comes in: in the browser and on the server alike. */
import type { Encoding } from './recipe.ts'

const pieceBytes = 256 * 1024

/** A whole file as text, whatever its encoding; a mark at its start is dropped. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder(sniffEncoding(bytes)).decode(bytes)
}

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

/** Which half of 16-bit units is often zero, as separators, digits and line ends make it in UTF-16 of any language. */
export function zeroBytes(sample: Uint8Array): 'even' | 'odd' | 'neither' {
  const mark = (sample[0]! << 8) | sample[1]!
  if (mark === 0xfeff) return 'even'
  if (mark === 0xfffe) return 'odd'
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) even++
    if (sample[i + 1] === 0) odd++
  }
  const units = sample.length / 2
  if (odd > units / 10 && even < odd / 20) return 'odd'
  if (even > units / 10 && odd < even / 20) return 'even'
  return 'neither'
}
