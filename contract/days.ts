/** Calendar days of the organisation and the instants at which they begin and end. */

/** yyyy-mm-dd of an instant in a time zone. */
export function dayIn(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant))
}

/** The first instant of a day in a time zone, found where the day changes; right on days the clock is moved, too. */
export function startOfDay(day: string, timeZone: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`)
  let [before, after] = [noon - 40 * hour, noon + 30 * hour]
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (dayIn(new Date(middle).toISOString(), timeZone) < day) before = middle
    else after = middle
  }
  return new Date(after).toISOString()
}

/** The instant at which a day is over. */
export function endOfDay(day: string, timeZone: string): string {
  return startOfDay(addDays(day, 1), timeZone)
}

/** The calendar day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10)
}

/** The same day so many months later; the last of that month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

const hour = 3_600_000
