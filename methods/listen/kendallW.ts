import { completeRows, pick } from '../columns.ts'
import { chiSquareUpper } from '../numbers/chiSquare.ts'
import { ranks } from '../numbers/ranks.ts'
import type { Test } from '../result.ts'
import type { Ratings } from './ratings.ts'

export interface KendallW extends Test {
  /** 0 no concordance, 1 the same order by all. */
  value: number | null
}

/**
 * Kendall's coefficient of concordance of m raters who rank the same units, corrected for ties; chi-square `m (n-1) W`, df n - 1.
 * Source: Kendall & Babington Smith (1939); Siegel & Castellan (1988) section 9.6.
 */
export function kendallW(ratings: Ratings): KendallW {
  const rows = completeRows(ratings)
  const m = ratings.length
  const n = rows.length
  const head = {
    method: 'kendall-w',
    n,
    missing: (ratings[0]?.length ?? 0) - n,
    deletion: 'listwise' as const,
    conventions: { raters: m, ties: 'corrected' },
    warnings: [],
  }
  const nothing = { ...head, value: null, statistic: null, df: null, p: null }
  if (n < 2 || m < 2) return { ...nothing, reason: n === 0 ? 'no-answers' : 'too-few' }
  const ranked = ratings.map((rater) => ranks(pick(rater, rows)))
  let squares = 0
  for (let i = 0; i < n; i++) squares += (ranked.reduce((sum, r) => sum + r.ranks[i]!, 0) - (m * (n + 1)) / 2) ** 2
  const most = m * m * (n ** 3 - n) - m * ranked.reduce((sum, r) => sum + r.tieTerm, 0)
  if (!(most > 0)) return { ...nothing, reason: 'all-tied' }
  const value = (12 * squares) / most
  const statistic = m * (n - 1) * value
  return { ...head, value, statistic, df: [n - 1], p: chiSquareUpper(statistic, n - 1), reason: null }
}
