export type DateOrder = 'ymd' | 'dmy' | 'mdy'

const yearFirst = /^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?/
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const time = /^[T\s]\s*(上午|下午)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?\s*(Z|[-+]\d{2}:?\d{2})?$/i

export type CellDate = {
  /** yyyy-mm-dd */
  day: string
  /** Seconds since midnight; null where only the day is known. */
  seconds: number | null
  /** Minutes ahead of UTC, where the cell says so. */
  offset: number | null
}

/** The date (and time) a cell holds, or null. The order matters only where the year comes last. */
export function cellDate(cell: string, order: DateOrder): CellDate | null {
  const found = yearFirst.exec(cell) ?? compact.exec(cell)
  if (found) return whole(found[1]!, found[2]!, found[3]!, cell.slice(found[0].length))
  const last = yearLast.exec(cell)
  if (!last) return null
  const [day, month] = order === 'mdy' ? [last[2]!, last[1]!] : [last[1]!, last[2]!]
  return whole(last[3]!, month, day, cell.slice(last[0].length))
}

function whole(year: string, month: string, day: string, rest: string): CellDate | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (Number(year) < 1900 || Number(year) > 2200) return null
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const iso = date.toISOString().slice(0, 10)
  if (rest.trim() === '') return { day: iso, seconds: null, offset: null }
  const found = time.exec(rest)
  if (!found) return null
  const [, half, hours, minutes, seconds = '0', meridiem, zone] = found
  const isAfternoon = half === '下午' || meridiem?.toLowerCase() === 'pm'
  const isTwelve = half !== undefined || meridiem !== undefined
  const hour = isTwelve ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  return { day: iso, seconds: hour * 3600 + Number(minutes) * 60 + Number(seconds), offset: offsetOf(zone) }
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  if (zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}

/** What comes first in a column of dates. Where the year comes last, the part that passes 12 is the day. */
export function dateOrder(cells: Iterable<string>): DateOrder {
  let order: DateOrder = 'ymd'
  for (const cell of cells) {
    const found = yearLast.exec(cell)
    if (!found) continue
    if (Number(found[1]) > 12) return 'dmy'
    if (Number(found[2]) > 12) return 'mdy'
    order = 'dmy'
  }
  return order
}

/** The instant of a cell's date; times without an offset are of the given zone, days without a time are noon there. */
export function instantOf({ day, seconds, offset }: CellDate, timeZone: string): Date {
  const local = Date.parse(`${day}T00:00:00Z`) + (seconds ?? 43_200) * 1000
  if (offset !== null) return new Date(local - offset * 60_000)
  const first = local - zoneOffset(new Date(local), timeZone)
  return new Date(local - zoneOffset(new Date(first), timeZone))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds the zone is ahead of UTC at an instant. */
function zoneOffset(instant: Date, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' })
    formats.set(timeZone, format)
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const found = /([-+])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name)
  if (!found) return 0
  const size = (Number(found[2]) * 60 + Number(found[3])) * 60_000 + Number(found[4] ?? 0) * 1000
  return found[1] === '-' ? -size : size
}
