import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { MethodError, type Test, type Warning } from '../result.ts'

export interface ChiSquareTest extends Test {
  /** Cramér's V: strength of association in 0..1. Null for a test of fit. */
  cramerV: number | null
  smallestExpected: number | null
}

/**
 * Pearson's test that rows and columns of a table of counts are independent, without continuity correction. Empty rows and columns
 * are left out. Warning `small-expected-counts` where an expected count lies below 5.
 *
 * Sources: Pearson (1900) Philosophical Magazine 50; Cramér (1946).
 */
export function chiSquareTest(table: readonly (readonly number[])[]): ChiSquareTest {
  checkTable(table)
  const rowTotals = table.map((row) => row.reduce((a, b) => a + b, 0))
  const width = table[0]?.length ?? 0
  const columnTotals = Array.from({ length: width }, (_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  const n = rowTotals.reduce((a, b) => a + b, 0)
  const rows = rowTotals.filter((t) => t > 0).length
  const columns = columnTotals.filter((t) => t > 0).length
  const head = headOf('chi-square', n, { rows, columns, continuity: false })
  if (rows < 2 || columns < 2) return { ...head, ...nothing, cramerV: null, smallestExpected: null, reason: n === 0 ? 'no-answers' : 'one-group' }
  let statistic = 0
  let smallestExpected = Infinity
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      const expected = (rowTotals[i]! * columnTotals[j]!) / n
      if (expected === 0) continue
      statistic += (count - expected) ** 2 / expected
      smallestExpected = Math.min(smallestExpected, expected)
    }
  }
  const df = (rows - 1) * (columns - 1)
  return {
    ...head,
    statistic,
    df: [df],
    p: chiSquareUpper(statistic, df),
    cramerV: Math.sqrt(statistic / (n * Math.min(rows - 1, columns - 1))),
    smallestExpected,
    reason: null,
    warnings: warningsOf(smallestExpected),
  }
}

/** Pearson's test that counts follow the given shares (equal ones by default). */
export function chiSquareFit(counts: readonly number[], shares?: readonly number[]): Omit<ChiSquareTest, 'cramerV'> {
  checkTable([counts])
  const n = counts.reduce((a, b) => a + b, 0)
  const head = headOf('chi-square-fit', n, { categories: counts.length })
  if (n === 0) return { ...head, ...nothing, smallestExpected: null, reason: 'no-answers' }
  if (counts.length < 2) return { ...head, ...nothing, smallestExpected: null, reason: 'one-group' }
  const whole = shares?.reduce((a, b) => a + b, 0) ?? counts.length
  const expected = counts.map((_, i) => (n * (shares?.[i] ?? 1)) / whole)
  if (expected.some((e) => !(e > 0))) throw new MethodError('invalid-parameter', 'Each category needs a positive share')
  const statistic = counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0)
  const df = counts.length - 1
  const smallestExpected = Math.min(...expected)
  return { ...head, statistic, df: [df], p: chiSquareUpper(statistic, df), smallestExpected, reason: null, warnings: warningsOf(smallestExpected) }
}

const nothing = { statistic: null, df: null, p: null }

function headOf(method: string, n: number, conventions: Readonly<Record<string, number | boolean>>) {
  const warnings: readonly Warning[] = []
  return { method, n, missing: 0, deletion: 'none' as const, conventions, warnings }
}

function warningsOf(smallestExpected: number): Warning[] {
  return smallestExpected < 5 ? [{ code: 'small-expected-counts', detail: { smallest: smallestExpected, wanted: 5 } }] : []
}

function checkTable(table: readonly (readonly number[])[]): void {
  if (table.some((row) => row.length !== table[0]!.length)) throw new MethodError('unequal-length', 'The rows of a table are equally long')
  if (table.flat().some((count) => !(count >= 0))) throw new MethodError('invalid-parameter', 'Counts are not negative')
}
