import { zeroBytes } from '@gap5/contract/listen/encoding.ts'
import { Unreadable } from './unreadable.ts'

const decoder = new TextDecoder('latin1')

/** What a file is by its content; its name is never asked. */
export type FileKind = 'separated' | 'workbook' | 'spss'

const signatures: readonly (readonly [start: string, looksLike: string])[] = [
  ['%PDF-', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['\x1f\x8b', 'gzip'],
  ['BZh', 'bzip2'],
  ['7z\xbc\xaf', '7-Zip'],
  ['Rar!', 'RAR'],
  ['<stata_dta>', 'Stata (.dta)'],
  ['SQLite format 3', 'SQLite'],
  ['PAR1', 'Parquet'],
  ['{\\rtf', 'RTF'],
  ['\x7fELF', 'ELF'],
  ['MZ', 'EXE'],
]

export function fileKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw Unreadable.because('import.file-empty')
  const start = decoder.decode(bytes.subarray(0, 512))
  if (start.startsWith('PK\x03\x04')) return 'workbook'
  if (start.startsWith('PK\x05\x06')) throw Unreadable.because('import.file-empty')
  if (start.startsWith('\xd0\xcf\x11\xe0')) refuseCompound(bytes)
  if (start.startsWith('$FL2') || start.startsWith('$FL3')) return 'spss'
  const known = signatures.find(([signature]) => start.startsWith(signature))
  if (known && !(known[1] === 'EXE' && isProbablyText(bytes))) refuse(known[1])
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta)/i.test(start)) {
    refuse(/<html|<!doctype|<table|<meta/i.test(start) ? 'HTML' : 'XML')
  }
  if (/^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[[{])/.test(start)) refuse('JSON')
  if (!isProbablyText(bytes)) refuse('binary data')
  return 'separated'
}

/** The old container of Microsoft: a `.xls`, or an `.xlsx` under a password. */
function refuseCompound(bytes: Uint8Array): never {
  const text = decoder.decode(bytes.subarray(0, 1 << 20)).replaceAll('\0', '')
  if (text.includes('EncryptedPackage')) throw Unreadable.because('import.file-protected')
  return refuse('Excel 97–2003 (.xls)')
}

function refuse(looksLike: string): never {
  throw Unreadable.because('import.kind-refused', { looksLike })
}

/** Control bytes that no text holds are rare, or every other byte is zero as in UTF-16. */
function isProbablyText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 64 * 1024)
  if (zeroBytes(sample) !== 'neither') return true
  let strange = 0
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) strange++
  return strange <= sample.length / 500
}
