import { attribute, elements, innerOf } from './xml.ts'

const millisecondsPerDay = 86_400_000
const days1900 = Date.UTC(1899, 11, 30)
const days1904 = Date.UTC(1904, 0, 1)
const longest = 4 << 20

/** Numbers of the cell styles that show a date or a time. */
export function dateStyles(styles: string): Set<number> {
  const custom = new Map<number, string>()
  for (const [attributes] of elements([styles], 'numFmt', longest)) {
    custom.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
  }
  const dates = new Set<number>()
  const formats = innerOf(styles, 'cellXfs') ?? ''
  let style = 0
  for (const [attributes] of elements([formats], 'xf', longest)) {
    const format = Number(attribute(attributes, 'numFmtId') ?? 0)
    const code = custom.get(format)
    if (code === undefined ? isBuiltInDate(format) : isDateCode(code)) dates.add(style)
    style++
  }
  return dates
}

function isBuiltInDate(format: number): boolean {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 58 && format !== 49 && format !== 48)
}

/** Spreadsheet programs take no longer code than this. */
const longestCode = 255

function isDateCode(code: string): boolean {
  if (code.length > longestCode) return false
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return /[ymdhs年月日]/i.test(bare) && !/general/i.test(bare)
}

/** A day count of a spreadsheet as `yyyy-mm-dd`, with `Thh:mm:ss` where it has a time, `hh:mm:ss` where it is one. */
export function cellDate(serial: number, from1904: boolean): string {
  const instant = new Date((from1904 ? days1904 : days1900) + Math.round(serial * 86_400) * 1000)
  if (Number.isNaN(instant.getTime()) || Math.abs(serial) * millisecondsPerDay > 8e15) return String(serial)
  const [day = '', time = ''] = instant.toISOString().slice(0, 19).split('T')
  if (serial >= 0 && serial < 1 && !from1904) return time
  return time === '00:00:00' ? day : `${day}T${time}`
}
