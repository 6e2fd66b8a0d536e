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
  return Float64Array.from(answers, (x) => scale.min + scale.max - x)
}

/** Answers on the 0–100 form of a scale: `100 (x - min) / (max - min)`, by the scale's ends, never by the observed ones. */
export function rescaled(answers: Vector, scale: { min: number; max: number }): Float64Array {
  if (!(scale.max > scale.min)) throw new MethodError('invalid-scale', 'The end of a scale lies above its start', scale)
  return Float64Array.from(answers, (x) => (100 * (x - scale.min)) / (scale.max - scale.min))
}

/** The values that are there. */
export function present(values: Vector): Float64Array {
  return Float64Array.from(values).filter((x) => Number.isFinite(x))
}

/** Positions at which every one of the columns has a value. */
export function completeRows(columns: readonly Vector[]): Int32Array {
  const length = commonLength(columns)
  const rows = new Int32Array(length)
  let count = 0
  for (let i = 0; i < length; i++) {
    if (columns.every((values) => Number.isFinite(values[i]))) rows[count++] = i
  }
  return rows.subarray(0, count)
}

/** The values at the given positions. */
export function pick(values: Vector, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
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
