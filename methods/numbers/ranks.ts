import type { Vector } from '../columns.ts'

export interface Ranks {
  /** Rank of each value, 1 for the smallest; tied values share their mean rank. */
  ranks: Float64Array
  /** Sum of t^3 - t over groups of t tied values. */
  tieTerm: number
}

/** Mid-ranks of values, none of which may be missing. */
export function ranks(values: Vector): Ranks {
  const order = Int32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const result = new Float64Array(values.length)
  let tieTerm = 0
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++
    for (let at = start; at < end; at++) result[order[at]!] = (start + 1 + end) / 2
    const tied = end - start
    tieTerm += tied ** 3 - tied
    start = end
  }
  return { ranks: result, tieTerm }
}
