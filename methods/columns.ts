import { MethodError } from './result.ts'

/**
 * How data enter this package: one vector per question, one position per respondent, NaN where there is
 * no answer ("not applicable" and "don't know" are missing too; so is anything that is not finite).
 */
export type Vector = Float64Array | readonly number[]

/** Named columns of equal length. */
export type Columns = Readonly<Record<string, Vector>>

/** A column from answers as a database gives them: null and undefined become NaN. */
export function column(answers: readonly (number | null | undefined)[]): Float64Array {
  return Float64Array.from(answers, (answer) => answer ?? Number.NaN)
}

/** Columns from rows as a database gives them, one object per respondent. */
export function columnsOf<K extends string>(
  rows: readonly Readonly<Partial<Record<K, number | null>>>[],
  names: readonly K[],
): Record<K, Float64Array> {
  const columns: Partial<Record<K, Float64Array>> = {}
  for (const name of names) columns[name] = column(rows.map((row) => row[name]))
  return columns as Record<K, Float64Array> // every name has just been filled in
}

/** Answers to a reversed item turned round: `min + max - x`. Missing stays missing. */
export function reversed(answers: Vector, scale: { min: number; max: number }): Float64Array {
  return mapped(answers, (x) => scale.min + scale.max - x)
}

/** Answers on the 0–100 form of a scale: `100 (x - min) / (max - min)`, by the scale's ends, never by the observed ones. */
export function rescaled(answers: Vector, scale: Scale): Float64Array {
  requireScale(scale)
  return mapped(answers, (x) => (100 * (x - scale.min)) / (scale.max - scale.min))
}

export type Scale = { min: number; max: number }

/** Throws unless a scale ends above its start. */
export function requireScale(scale: Scale): void {
  if (!(scale.max > scale.min)) throw new MethodError('invalid-scale', 'The end of a scale lies above its start', scale)
}

/** The values that are there. */
export function present(values: Vector): Float64Array {
  const there = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) there[count++] = values[i]!
  return there.slice(0, count)
}

/** A column made from another, value by value. (`Float64Array.from` does the same, thirty times slower.) */
export function mapped(values: Vector, make: (value: number, position: number) => number): Float64Array {
  const result = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) result[i] = make(values[i]!, i)
  return result
}

/** Positions at which every one of the columns has a value. */
export function completeRows(columns: readonly Vector[]): Int32Array {
  const length = commonLength(columns)
  const lacks = new Uint8Array(length)
  for (const values of columns) {
    for (let i = 0; i < length; i++) if (!Number.isFinite(values[i])) lacks[i] = 1
  }
  const rows = new Int32Array(length)
  let count = 0
  for (let i = 0; i < length; i++) if (lacks[i] === 0) rows[count++] = i
  return rows.subarray(0, count)
}

/** The values at the given positions. */
export function pick(values: Vector, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!
  return picked
}

/** The length that all columns share; throws where they differ. */
export function commonLength(columns: readonly Vector[]): number {
  const length = columns[0]?.length ?? 0
  for (const values of columns) {
    if (values.length !== length) {
      throw new MethodError('unequal-length', `Columns of ${length} and of ${values.length} answers cannot stand side by side`)
    }
  }
  return length
}
