/** How often each value was met. */
export type Histogram = Map<number, number>

export type ScaleGuess = {
  min: number
  max: number
  /** Values outside, with their counts. */
  outside: { value: number; count: number }[]
  uncertain: boolean
}

/** From the narrowest to the widest that surveys use. */
const usual: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [1, 3],
  [1, 4],
  [0, 4],
  [1, 5],
  [0, 5],
  [1, 6],
  [0, 6],
  [1, 7],
  [-3, 3],
  [1, 9],
  [0, 9],
  [1, 10],
  [0, 10],
  [-5, 5],
  [1, 11],
]
const inside = 0.97
const many = 50
const hit = 0.005

/**
 * The rating scale behind the values of columns that share one, or null where they are no ratings. A few values may
 * lie outside (codes for "missing", slips of the pen). With few answers, the common widths are preferred.
 */
export function guessScale(values: Histogram): ScaleGuess | null {
  const total = [...values.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const fitting = usual.filter(([min, max]) => share(values, total, min, max) >= inside)
  const narrowest = fitting[0]
  if (!narrowest) return null
  let [min, max] = narrowest
  let uncertain = false
  if (total < many || max < 4) {
    const common = fitting.find(([low, high]) => low === min && (high === 5 || high === 7)) ?? fitting.find(([l, h]) => l === 1 && h === 5)
    if (common && max < 5 && !(min === 0 && max === 1)) {
      ;[min, max] = common
      uncertain = true
    }
  }
  if (max === 10 && min === 1 && share(values, total, 1, 1) < hit) {
    min = 0
    uncertain = true
  }
  const outside = [...values].filter(([value]) => value < min || value > max).map(([value, count]) => ({ value, count }))
  return { min, max, outside: outside.sort((a, b) => b.count - a.count), uncertain }
}

function share(values: Histogram, total: number, min: number, max: number): number {
  let count = 0
  for (const [value, times] of values) if (value >= min && value <= max) count += times
  return count / total
}
