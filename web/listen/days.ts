type Day = { day: string; responses: number }

/** The days from the first to the last one with answers, none left out, cut to the newest `most`. */
export function spanOf(days: readonly Day[], most: number): Day[] {
  const last = days.at(-1)
  const first = days[0]
  if (first === undefined || last === undefined) return []
  const counts = new Map(days.map(({ day, responses }) => [day, responses]))
  const length = Math.min(most, (Date.parse(last.day) - Date.parse(first.day)) / dayLength + 1)
  return Array.from({ length }, (_, index) => {
    const day = new Date(Date.parse(last.day) - (length - 1 - index) * dayLength).toISOString().slice(0, 10)
    return { day, responses: counts.get(day) ?? 0 }
  })
}

const dayLength = 86_400_000
