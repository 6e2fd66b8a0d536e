import type { Absences } from './answer-column.ts'

/**
 * How often each answer on a scale of whole points was given. Numbers between two points (imported means) and beyond the ends
 * have bins of their own: below, min, between, min + 1, between … max, above.
 */
export class Histogram {
  readonly min: number
  readonly max: number
  readonly bins: Float64Array
  readonly absences: Absences

  constructor({ min, max }: { min: number; max: number }, bins: Float64Array, absences: Absences) {
    this.min = min
    this.max = max
    this.bins = bins
    this.absences = absences
  }

  /** Answers at min, min + 1 … max. */
  get points(): number[] {
    return Array.from({ length: this.max - this.min + 1 }, (_, i) => this.bins[2 * i + 1]!)
  }

  /** Answers on the scale. */
  get n(): number {
    return this.between(this.min, this.max)
  }

  /** Answers on the scale that are no whole point of it. */
  get betweenPoints(): number {
    return this.n - this.points.reduce((sum, count) => sum + count, 0)
  }

  /** Answers from one whole point to another, both included. */
  between(from: number, to: number): number {
    return this.#sum(2 * (from - this.min) + 1, 2 * (to - this.min) + 1)
  }

  /** Answers at or above a whole point, whatever the end of the scale. */
  atLeast(from: number): number {
    return this.#sum(2 * (from - this.min) + 1, this.bins.length - 1)
  }

  atMost(to: number): number {
    return this.#sum(0, 2 * (to - this.min) + 1)
  }

  /** All numbers, also those off the scale. */
  get numbers(): number {
    return this.#sum(0, this.bins.length - 1)
  }

  #sum(first: number, last: number): number {
    let sum = 0
    for (let bin = first; bin <= last; bin++) sum += this.bins[bin]!
    return sum
  }
}

export function binsOf({ min, max }: { min: number; max: number }): number {
  return 2 * (max - min + 1) + 1
}

/** The bin of a number, −1 for NaN. */
export function binOf(x: number, min: number, max: number): number {
  if (x >= min && x <= max) {
    const whole = Math.floor(x)
    return 2 * (whole - min) + (x === whole ? 1 : 2)
  }
  return x < min ? 0 : x > max ? 2 * (max - min + 1) : -1
}
