/** A value at a place, with its interval; nulls leave a gap. */
type Place = { x: number; value: number | null; lower: number | null; upper: number | null }

/** Paths through the values, one a run of neighbours that have one. */
export function pieces(places: readonly Place[], y: (value: number) => number): string[] {
  const known = (place: Place) => (place.value === null ? null : `${round(place.x)},${round(y(place.value))}`)
  return runs(places.map(known)).map((run) => `M${run.join('L')}`)
}

/** Closed paths around the intervals, likewise. */
export function areas(places: readonly Place[], y: (value: number) => number): string[] {
  const ends = places.map(({ x, lower, upper }) =>
    lower === null || upper === null ? null : { x: round(x), top: round(y(upper)), bottom: round(y(lower)) },
  )
  return runs(ends).map(
    (run) =>
      `M${run.map(({ x, top }) => `${x},${top}`).join('L')}L${run
        .toReversed()
        .map(({ x, bottom }) => `${x},${bottom}`)
        .join('L')}Z`,
  )
}

/** The stretches without nulls. */
function runs<Value>(values: readonly (Value | null)[]): Value[][] {
  const found: Value[][] = [[]]
  for (const value of values) {
    if (value === null) found.push([])
    else found.at(-1)!.push(value)
  }
  return found.filter((run) => run.length > 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
