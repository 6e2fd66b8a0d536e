import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { cholesky, choleskySolve } from '../numbers/cholesky.ts'
import { matrix, type Matrix } from '../numbers/matrix.ts'
import type { Vector } from '../columns.ts'
import type { Test } from '../result.ts'
import { lifeTable } from './kaplanMeier.ts'

export interface LogRank extends Test {
  groups: readonly { id: string; n: number; observed: number; expected: number }[]
}

/**
 * Log-rank test that groups have the same survival, hypergeometric variance; chi-square with k - 1 df.
 * Source: Peto & Peto (1972) JRSS A 135; Kalbfleisch & Prentice (2002) section 1.5.
 */
export function logRank(groups: readonly { id: string; durations: Vector; ended: Vector }[]): LogRank {
  const tables = groups.map(({ id, durations, ended }) => ({ id, rows: lifeTable(durations, ended) })).filter(({ rows }) => rows.length > 0)
  const times = [...new Set(tables.flatMap(({ rows }) => rows.filter((row) => row.events > 0).map((row) => row.time)))].sort((a, b) => a - b)
  const k = tables.length
  const observed = new Float64Array(k)
  const expected = new Float64Array(k)
  const covariance = matrix(Math.max(0, k - 1), Math.max(0, k - 1))
  for (const time of times) {
    const here = tables.map(({ rows }) => ({
      atRisk: rows.find((row) => row.time >= time)?.atRisk ?? 0,
      events: rows.find((row) => row.time === time)?.events ?? 0,
    }))
    const atRisk = here.reduce((sum, group) => sum + group.atRisk, 0)
    const events = here.reduce((sum, group) => sum + group.events, 0)
    const spread = atRisk > 1 ? (events * (atRisk - events)) / (atRisk - 1) : 0
    for (const [i, group] of here.entries()) {
      const share = group.atRisk / atRisk
      observed[i]! += group.events
      expected[i]! += events * share
    }
    addSpread(covariance, here.map((group) => group.atRisk / atRisk), spread)
  }
  const summary = tables.map(({ id, rows }, i) => ({
    id,
    n: rows[0]!.atRisk,
    observed: observed[i]!,
    expected: expected[i]!,
  }))
  const n = summary.reduce((sum, group) => sum + group.n, 0)
  const head = {
    method: 'log-rank',
    n,
    missing: groups.reduce((sum, { durations }) => sum + durations.length, 0) - n,
    deletion: 'listwise' as const,
    conventions: { groups: k, weights: 'none' },
    warnings: [],
    groups: summary,
  }
  const nothing = { ...head, statistic: null, df: null, p: null }
  if (n === 0) return { ...nothing, reason: 'no-answers' }
  if (k < 2) return { ...nothing, reason: 'one-group' }
  const factor = cholesky(covariance)
  if (!factor) return { ...nothing, reason: 'no-variance' }
  const difference = Float64Array.from({ length: k - 1 }, (_, i) => observed[i]! - expected[i]!)
  const statistic = choleskySolve(factor, difference).reduce((sum, x, i) => sum + x * difference[i]!, 0)
  return { ...head, statistic, df: [k - 1], p: chiSquareUpper(statistic, k - 1), reason: null }
}

/** Adds one time's hypergeometric covariances of all groups but the last. */
function addSpread({ rows, values }: Matrix, shares: readonly number[], spread: number): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) values[i * rows + j]! += spread * shares[i]! * ((i === j ? 1 : 0) - shares[j]!)
  }
}
