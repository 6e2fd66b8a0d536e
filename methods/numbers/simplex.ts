import { requireParameter } from '../result.ts'

/** Maximise `objective · x` over x ≥ 0 with `rows[i] · x ≤ limits[i]` (or `=` where `equal[i]`). Limits are not below 0. */
export interface LinearProgram {
  objective: readonly number[]
  rows: readonly (readonly number[])[]
  limits: readonly number[]
  equal?: readonly boolean[]
}

export interface Optimum {
  x: Float64Array
  value: number
}

export type LinearOutcome = { kind: 'optimum'; optimum: Optimum } | { kind: 'infeasible' } | { kind: 'unbounded' }

const tiny = 1e-9

/**
 * The best corner by the simplex method on a full table, in two phases where rows must hold with equality, with Bland's rule, which cannot go round in
 * circles. For programs of up to a few hundred rows whose numbers are of like size.
 *
 * Source: Chvátal (1983) Linear Programming, chapters 2, 3 (Bland's rule: theorem 3.3) and 8.
 */
export function maximise({ objective, rows, limits, equal = [] }: LinearProgram): LinearOutcome {
  const n = objective.length
  const m = rows.length
  requireParameter(limits.length === m && rows.every((row) => row.length === n), 'Every row has a coefficient for each unknown, and a limit')
  requireParameter(limits.every((limit) => limit >= 0), 'Limits are not below 0')
  // Unknowns, one slack a row (artificial where the row must hold with equality), then the right-hand side
  const width = n + m + 1
  const table = rows.map((row, i) => Float64Array.from({ length: width }, (_, j) => (j < n ? row[j]! : j === n + i ? 1 : j === width - 1 ? limits[i]! : 0)))
  const basis = rows.map((_, i) => n + i)
  const isArtificial = (j: number) => j >= n && equal[j - n] === true
  if (rows.some((_, i) => equal[i])) {
    climb(table, basis, priced(table, basis, (j) => (isArtificial(j) ? -1 : 0)), () => true)
    const short = basis.reduce((sum, j, i) => sum + (isArtificial(j) ? table[i]![width - 1]! : 0), 0)
    if (short > tiny * Math.max(1, ...limits)) return { kind: 'infeasible' }
    driveOut(table, basis, isArtificial, n + m)
  }
  const isBounded = climb(table, basis, priced(table, basis, (j) => objective[j] ?? 0), (j) => !isArtificial(j))
  if (!isBounded) return { kind: 'unbounded' }
  const x = new Float64Array(n)
  basis.forEach((j, i) => {
    if (j < n) x[j] = table[i]![width - 1]!
  })
  return { kind: 'optimum', optimum: { x, value: x.reduce((sum, value, j) => sum + value * objective[j]!, 0) } }
}

/** What one more of each unknown adds, given what the basic ones are worth. */
function priced(table: readonly Float64Array[], basis: readonly number[], worth: (j: number) => number): Float64Array {
  const width = table[0]?.length ?? 1
  return Float64Array.from({ length: width }, (_, j) => (j === width - 1 ? 0 : worth(j)) - basis.reduce((sum, b, i) => sum + worth(b) * table[i]![j]!, 0))
}

/** Exchanges until nothing adds any more; false where something adds without end. */
function climb(table: Float64Array[], basis: number[], gains: Float64Array, mayEnter: (j: number) => boolean): boolean {
  const last = gains.length - 1
  for (;;) {
    const enters = gains.findIndex((gain, j) => j < last && gain > tiny && mayEnter(j))
    if (enters < 0) return true
    let leaves = -1
    table.forEach((row, i) => {
      if (row[enters]! <= tiny) return
      const ratio = row[last]! / row[enters]!
      const best = leaves < 0 ? Infinity : table[leaves]![last]! / table[leaves]![enters]!
      if (ratio < best - tiny || (ratio <= best + tiny && (leaves < 0 || basis[i]! < basis[leaves]!))) leaves = i
    })
    if (leaves < 0) return false
    exchange(table, basis, leaves, enters)
    subtract(gains, table[leaves]!, gains[enters]!)
  }
}

function exchange(table: Float64Array[], basis: number[], leaves: number, enters: number): void {
  const row = table[leaves]!
  const pivot = row[enters]!
  row.forEach((value, j) => (row[j] = value / pivot))
  table.forEach((other, i) => {
    if (i !== leaves) subtract(other, row, other[enters]!)
  })
  basis[leaves] = enters
}

function subtract(from: Float64Array, row: Float64Array, times: number): void {
  if (times !== 0) row.forEach((value, j) => (from[j]! -= times * value))
}

/** Artificial unknowns that are nought but still basic make room, where a row has anything else. */
function driveOut(table: Float64Array[], basis: number[], isArtificial: (j: number) => boolean, end: number): void {
  basis.forEach((j, i) => {
    if (!isArtificial(j)) return
    const other = table[i]!.findIndex((value, k) => k < end && !isArtificial(k) && Math.abs(value) > tiny)
    if (other >= 0) exchange(table, basis, i, other)
  })
}
