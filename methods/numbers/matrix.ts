import { MethodError } from '../result.ts'

/** A matrix of real numbers, row after row in one Float64Array. */
export interface Matrix {
  rows: number
  columns: number
  values: Float64Array
}

export function matrix(rows: number, columns: number, values?: ArrayLike<number>): Matrix {
  const size = rows * columns
  if (values && values.length !== size) {
    throw new MethodError('unequal-length', `${values.length} values do not fill ${rows} × ${columns}`)
  }
  return { rows, columns, values: values ? Float64Array.from(values) : new Float64Array(size) }
}

export function matrixOfRows(rows: readonly (readonly number[])[]): Matrix {
  return matrix(rows.length, rows[0]?.length ?? 0, rows.flat())
}

/** Columns side by side. */
export function matrixOfColumns(columns: readonly ArrayLike<number>[]): Matrix {
  const result = matrix(columns[0]?.length ?? 0, columns.length)
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < result.rows; i++) result.values[i * columns.length + j] = column[i]!
  }
  return result
}

export function identity(size: number): Matrix {
  const result = matrix(size, size)
  for (let i = 0; i < size; i++) result.values[i * size + i] = 1
  return result
}

export function transposed(a: Matrix): Matrix {
  const result = matrix(a.columns, a.rows)
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) result.values[j * a.rows + i] = a.values[i * a.columns + j]!
  }
  return result
}

export function product(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new MethodError('unequal-length', `${a.rows} × ${a.columns} times ${b.rows} × ${b.columns}`)
  const result = matrix(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k]!
      if (factor === 0) continue
      for (let j = 0; j < b.columns; j++) result.values[i * b.columns + j]! += factor * b.values[k * b.columns + j]!
    }
  }
  return result
}

export function columnOf(a: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, i) => a.values[i * a.columns + j]!)
}

/** The rows and columns at the given positions of a square matrix. */
export function submatrix(a: Matrix, at: readonly number[]): Matrix {
  return matrix(at.length, at.length, at.flatMap((i) => at.map((j) => a.values[i * a.columns + j]!)))
}
