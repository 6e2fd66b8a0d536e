const hour = 3_600_000

/** How far a zone is ahead of UTC at an instant, in milliseconds; asked once an hour of the calendar. */
export function offsets(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' })
  const known = new Map<number, number>()
  return (instant) => {
    const at = Math.floor(instant / hour)
    let offset = known.get(at)
    if (offset === undefined) {
      offset = offsetIn(format.formatToParts(at * hour).find(({ type }) => type === 'timeZoneName')?.value ?? '')
      if (known.size < 100_000) known.set(at, offset)
    }
    return offset
  }
}

function offsetIn(name: string): number {
  const found = /([-+])(\d{2}):(\d{2})/.exec(name)
  if (!found) return 0
  const size = (Number(found[2]) * 60 + Number(found[3])) * 60_000
  return found[1] === '-' ? -size : size
}

/** "2026-07-01T09:30:00+08:00": what a clock on the wall said, and where it hung. */
export function localIso(at: Date, offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${new Date(at.getTime() + offset).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
