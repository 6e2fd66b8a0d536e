import { bivariateNormalDensity, bivariateNormalLower } from '../numbers/bivariateNormal.ts'
import { normalDensity, normalLower } from '../numbers/normal.ts'
import type { OrdinalItem } from './ordinalData.ts'

export type EmptyCells = 'half-in-2x2' | 'half' | 'none'

/** The table of two items: `counts` row after row, rows the values of `a`, columns those of `b`. */
export interface PairTable {
  a: OrdinalItem
  b: OrdinalItem
  counts: Float64Array
  /** Cells that nobody was in. */
  empty: number
}

export interface OrdinalPair extends PairTable {
  /** Null where the likelihood rises all the way to ±1. */
  r: number | null
}

export function pairTable(a: OrdinalItem, b: OrdinalItem, emptyCells: EmptyCells): PairTable {
  const columns = b.values.length
  const counts = new Float64Array(a.values.length * columns)
  for (let i = 0; i < a.codes.length; i++) counts[a.codes[i]! * columns + b.codes[i]!]!++
  const empty = counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0)
  return { a, b, counts: filled(counts, emptyCells), empty }
}

function filled(counts: Float64Array, emptyCells: EmptyCells): Float64Array {
  if (emptyCells === 'half') return counts.map((count) => (count === 0 ? 0.5 : count))
  if (emptyCells === 'none' || counts.length > 4) return counts
  const [diagonal, off] = [counts[0] === 0 || counts[3] === 0, counts[1] === 0 || counts[2] === 0]
  if (diagonal === off) return counts
  const move = diagonal ? 0.5 : -0.5
  return counts.map((count, cell) => count + (cell === 0 || cell === 3 ? move : -move))
}

/** Beyond this the correlation counts as one. */
const edge = 0.99999

/** The likeliest correlation given the thresholds, by Fisher scoring with halved steps; null where that is ±1. */
export function pairCorrelation(table: PairTable): number | null {
  let r = Math.min(0.9, Math.max(-0.9, productMoment(table)))
  let at = likelihoodAt(table, r)
  for (let round = 0; round < 200; round++) {
    const step = at.score / at.information
    if (!Number.isFinite(step)) return null
    if (Math.abs(step) < 1e-12) return r
    let [length, next, found] = [1, r, at]
    do {
      next = Math.min(edge, Math.max(-edge, r + length * step))
      found = likelihoodAt(table, next)
      length /= 2
      // a fall within rounding is none: there the score knows better
    } while (found.value < at.value - 1e-14 * Math.abs(at.value) && length > 1e-9)
    if (Math.abs(next) === edge && Math.abs(r) === edge) return null
    ;[r, at] = [next, found]
  }
  return r
}

function productMoment({ a, b, counts }: PairTable): number {
  const [rows, columns] = [a.values.length, b.values.length]
  const sums = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const count = counts[i * columns + j]!
      sums.n += count
      sums.x += count * i
      sums.y += count * j
      sums.xx += count * i * i
      sums.yy += count * j * j
      sums.xy += count * i * j
    }
  }
  const { n, x, y, xx, yy, xy } = sums
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y))
}

/** Probabilities of the cells and their derivatives by the correlation. */
function cellsAt({ a, b }: PairTable, r: number): { probability: Float64Array; slope: Float64Array } {
  const lower = cut(a, b, (x, y) => bivariateNormalLower(x, y, r))
  const density = cut(a, b, (x, y) => bivariateNormalDensity(x, y, r))
  return { probability: lower.map((p) => Math.max(p, Number.EPSILON)), slope: density }
}

/** F over every cell of the table: its increments between the thresholds. */
function cut(a: OrdinalItem, b: OrdinalItem, f: (x: number, y: number) => number): Float64Array {
  const [rows, columns] = [a.values.length, b.values.length]
  const cells = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const value = f(a.thresholds[i] ?? Infinity, b.thresholds[j] ?? Infinity)
      cells[i * columns + j]! += value
      if (i + 1 < rows) cells[(i + 1) * columns + j]! -= value
      if (j + 1 < columns) cells[i * columns + j + 1]! -= value
      if (i + 1 < rows && j + 1 < columns) cells[(i + 1) * columns + j + 1]! += value
    }
  }
  return cells
}

function likelihoodAt(table: PairTable, r: number): { value: number; score: number; information: number } {
  const { probability, slope } = cellsAt(table, r)
  const n = table.counts.reduce((sum, count) => sum + count, 0)
  let [value, score, information] = [0, 0, 0]
  for (const [cell, count] of table.counts.entries()) {
    const p = probability[cell]!
    if (count > 0) value += count * Math.log(p)
    score += (count * slope[cell]!) / p
    information += (n * slope[cell]! ** 2) / p
  }
  return { value, score, information }
}

/**
 * How far a respondent in each cell pulls the correlation, to first order, thresholds having been estimated before it: the score of the correlation less what
 * the thresholds' own scores account for, over the sum of squared scores.
 */
export function influences(pair: PairTable, r: number): Float64Array {
  const { a, b, counts } = pair
  const columns = b.values.length
  const { probability, slope } = cellsAt(pair, r)
  const scores = slope.map((x, cell) => x / probability[cell]!)
  const rowShift = thresholdShift(a, rowThresholdSlopes(a, b, r), (row, column) => row * columns + column, columns, pair, scores, probability)
  const columnShift = thresholdShift(b, rowThresholdSlopes(b, a, r), (column, row) => row * columns + column, a.values.length, pair, scores, probability)
  const information = scores.reduce((sum, score, cell) => sum + counts[cell]! * score * score, 0)
  return scores.map((score, cell) => (score - rowShift[Math.floor(cell / columns)]! - columnShift[cell % columns]!) / information)
}

/** By value of an item: the part of the correlation's score that moves with its thresholds, `A21 A11^-1` times its own scores. */
function thresholdShift(item: OrdinalItem, slopes: (threshold: number, other: number) => number, cellAt: (own: number, other: number) => number, others: number, { counts }: PairTable, scores: Float64Array, probability: Float64Array): Float64Array {
  // sum over respondents of the correlation's score times the table's score of each threshold
  const cross = item.thresholds.map((_, t) => {
    let sum = 0
    for (let other = 0; other < others; other++) {
      const move = slopes(t, other)
      for (const [own, sign] of [[t, 1], [t + 1, -1]] as const) {
        const cell = cellAt(own, other)
        sum += (counts[cell]! * scores[cell]! * sign * move) / probability[cell]!
      }
    }
    return sum
  })
  // the inverse of the thresholds' information times their scores is the error of a cumulative share over the density there
  const n = item.codes.length
  let below = 0
  const cumulative = Float64Array.from(item.thresholds, (_, t) => (below += item.counts[t]!) / n)
  return Float64Array.from(item.values, (_, value) => {
    let sum = 0
    for (const [t, share] of cumulative.entries()) sum += (cross[t]! * ((value <= t ? 1 : 0) - share)) / (n * normalDensity(item.thresholds[t]!))
    return sum
  })
}

/** Derivative, by a threshold of the first item, of the probability of the cell below it and beside a value of the other. */
function rowThresholdSlopes(item: OrdinalItem, other: OrdinalItem, r: number): (threshold: number, value: number) => number {
  const left = Math.sqrt((1 - r) * (1 + r))
  return (t, value) => {
    const x = item.thresholds[t]!
    const below = (y: number | undefined, none: number) => (y === undefined ? none : normalLower((y - r * x) / left))
    return normalDensity(x) * (below(other.thresholds[value], 1) - below(other.thresholds[value - 1], 0))
  }
}
