/** What some facts change in the cells of their study. */
import type { CellGrain } from './cells.tables.ts'
import { addFacts, type Fact } from './facts.ts'
import { firstDayOf, periodOf } from '../periods.ts'
import { tallyLength, tallyMarks } from './mark-class.ts'
import type { Layout } from '../sums/layout.ts'

export type CellKey = { cuboid: string; grain: CellGrain; start: string; value: string; class: number }

export type Delta = CellKey & {
  n: number
  marks: number[]
  /** Milliseconds since 1970. */
  firstAt: number
  lastAt: number
  /** Something was taken away, so that the first or last time may be another one now. */
  shrinks: boolean
  sums: Float64Array
}

/** Attributes whose values make cells of their own; the whole is one of them. */
export const wholeStudy = ''

export class Deltas {
  readonly #layout: Layout
  readonly #cuboids: readonly string[]
  readonly #days = new Map<string, Delta>()

  constructor(layout: Layout, cuboids: readonly string[]) {
    this.#layout = layout
    this.#cuboids = cuboids
  }

  get size(): number {
    return this.#days.size
  }

  add(facts: readonly Fact[]): void {
    if (facts.length === 0) return
    const groups = new Map<Delta, number[]>()
    facts.forEach((fact, at) => {
      for (const cuboid of [wholeStudy, ...this.#cuboids]) {
        const value = cuboid === wholeStudy ? '' : fact.attributes[cuboid]
        if (value === undefined || (value === '' && cuboid !== wholeStudy)) continue
        const delta = this.#day({ cuboid, grain: 'day', start: fact.day, value, class: fact.class })
        count(delta, fact)
        const places = groups.get(delta)
        if (places) places.push(at)
        else groups.set(delta, [at])
      }
    })
    addFacts(this.#layout, facts, [...groups].map(([{ sums }, places]) => ({ places, sums })))
  }

  days(): Delta[] {
    return [...this.#days.values()]
  }

  /** The same by week, by month and by year, beside the days. */
  all(): Delta[] {
    return withCoarser(this.days())
  }

  #day(key: CellKey): Delta {
    const name = nameOf(key)
    const known = this.#days.get(name)
    if (known) return known
    const delta = emptyDelta(key, this.#layout.length)
    this.#days.set(name, delta)
    return delta
  }
}

export function emptyDelta(key: CellKey, length: number): Delta {
  const { cuboid, grain, start, value, class: of } = key
  const marks = Array.from({ length: tallyLength }, () => 0)
  return { cuboid, grain, start, value, class: of, n: 0, marks, firstAt: Infinity, lastAt: -Infinity, shrinks: false, sums: new Float64Array(length) }
}

export function nameOf({ cuboid, grain, start, value, class: of }: CellKey): string {
  return `${cuboid}\n${grain}\n${start}\n${of}\n${value}`
}

function count(delta: Delta, { sign, submittedAt, marks }: Fact): void {
  const at = submittedAt.getTime()
  delta.n += sign
  if (sign > 0 || delta.firstAt > delta.lastAt) {
    delta.firstAt = Math.min(delta.firstAt, at)
    delta.lastAt = Math.max(delta.lastAt, at)
  }
  delta.shrinks ||= sign < 0
  tallyMarks(delta.marks, marks, sign)
}

export function rolledUp(deltas: readonly Delta[], grain: CellGrain): Delta[] {
  const rolled = new Map<string, Delta>()
  for (const delta of deltas) {
    const key = { ...delta, grain, start: startOf(delta.start, grain) }
    const name = nameOf(key)
    const known = rolled.get(name)
    const into = known ?? emptyDelta(key, delta.sums.length)
    if (!known) rolled.set(name, into)
    addDelta(into, delta)
  }
  return [...rolled.values()]
}

/** Days, and what they come to in coarser cells. */
export function withCoarser<D extends Delta>(days: readonly D[]): (D | Delta)[] {
  const months = rolledUp(days, 'month')
  return [...days, ...rolledUp(days, 'week'), ...months, ...rolledUp(months, 'year')]
}

export function addDelta(into: Delta, { n, marks, firstAt, lastAt, shrinks, sums }: Omit<Delta, keyof CellKey>): void {
  into.n += n
  into.firstAt = Math.min(into.firstAt, firstAt)
  into.lastAt = Math.max(into.lastAt, lastAt)
  into.shrinks ||= shrinks
  for (let at = 0; at < marks.length; at++) into.marks[at]! += marks[at]!
  for (let at = 0; at < sums.length; at++) into.sums[at]! += sums[at]!
}

/** First day of the week, month or year a day lies in. */
export function startOf(day: string, grain: CellGrain): string {
  return firstDayOf(periodOf(day, grain))
}
