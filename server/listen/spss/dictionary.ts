/**
 * What an SPSS system file (`.sav`) says about its cases: the same shape for files that are written and files that are read.
 *
 * Values are numbers, text, or null for system-missing (of text: nothing). Dates are seconds since 14 October 1582, the
 * first day of the Gregorian calendar; SPSS knows no time zones.
 */

/** Formats by their number in the file. */
export const formats = { A: 1, F: 5, DATE: 20, TIME: 21, DATETIME: 22, ADATE: 23, JDATE: 24, EDATE: 38, SDATE: 39, YMDHMS: 41 } as const
export type FormatName = keyof typeof formats

export const measures = ['nominal', 'ordinal', 'scale'] as const
export type MeasureLevel = (typeof measures)[number]

export type SavValue = number | string | null
export type ValueLabel = { value: number | string; label: string }

export type SavVariable = {
  /** At most 64 bytes; see `savNames`. */
  name: string
  label: string
  /** Bytes of text; 0 for numbers. */
  width: number
  format: FormatName
  decimals: number
  measure: MeasureLevel
  valueLabels: readonly ValueLabel[]
  /** Codes that are no answer: at most three. */
  missing: readonly number[]
}

/** Several 0/1 variables that are the boxes of one question. */
export type SavSet = { name: string; label: string; counted: string; members: readonly string[] }

export type SavDictionary = {
  /** Of the file. */
  label: string
  createdAt: Date
  cases: number
  variables: readonly SavVariable[]
  sets: readonly SavSet[]
  /** Facts about the file as a whole, by name; kept by SPSS and PSPP. */
  attributes: Readonly<Record<string, string>>
}

/** Text beyond 255 bytes is kept in segments of 255, for which 252 are counted. */
export const longestText = 32_767
const segmentBytes = 255
const countedBytes = 252

export type Segment = { width: number; blocks: number }

/** How a variable lies in the file: one segment, or several for very long text; in blocks of eight bytes. */
export function segmentsOf(width: number): Segment[] {
  if (width <= segmentBytes) return [{ width, blocks: Math.max(1, Math.ceil(width / 8)) }]
  const count = Math.ceil(width / countedBytes)
  return Array.from({ length: count }, (_, at) => {
    const own = at < count - 1 ? segmentBytes : width - at * countedBytes
    return { width: own, blocks: Math.ceil(own / 8) }
  })
}

/** Bytes of a text that its segment number `at` holds, from which on. */
export function segmentSlice(at: number): { from: number; to: number } {
  return { from: at * segmentBytes, to: (at + 1) * segmentBytes }
}

const epoch = Date.UTC(1582, 9, 14)

/** A date and time of the calendar, told as if it were UTC, as SPSS counts it. */
export function secondsOf(calendar: number): number {
  return (calendar - epoch) / 1000
}

export function calendarOf(seconds: number): number {
  return seconds * 1000 + epoch
}

const reserved = new Set(['ALL', 'AND', 'BY', 'EQ', 'GE', 'GT', 'LE', 'LT', 'NE', 'NOT', 'OR', 'TO', 'WITH'])
const longestName = 64

/** Names as SPSS takes them: letters, figures, `.` and `_`, each once whatever its case. */
export function savNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const plain = name.normalize('NFC').replace(/[^\p{L}\p{N}._@#$]+/gu, '_').replace(/^[^\p{L}@]+/u, 'v$&').replace(/[._]+$/, '')
    const base = reserved.has(plain.toUpperCase()) || plain === '' ? `${plain}_v` : plain
    for (let n = 1; ; n++) {
      const own = n === 1 ? cut(base, longestName) : `${cut(base, longestName - 5)}_${n}`
      if (taken.has(own.toLowerCase())) continue
      taken.add(own.toLowerCase())
      return own
    }
  })
}

const encoder = new TextEncoder()

/** The beginning of a text that takes at most so many bytes, never half a character. */
export function cut(text: string, bytes: number): string {
  if (encoder.encode(text).length <= bytes) return text
  const { read } = encoder.encodeInto(text, new Uint8Array(bytes))
  return text.slice(0, read)
}
