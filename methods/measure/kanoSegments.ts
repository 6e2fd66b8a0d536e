import { MethodError, type Warning } from '../result.ts'
import { chiSquareTest, type ChiSquareTest } from './chiSquareTest.ts'
import { kanoOfCounts, type KanoCategory, type KanoCounts, type KanoOptions } from './kano.ts'

export interface KanoSegments {
  /** Category by segment; with `pooled`, reverse and questionable answers are counted as indifferent because some expected count lay below 5. */
  test: ChiSquareTest
  pooled: boolean
  /** The segments differ (p below `alpha`) and at least two of them have a clear category that is not the same: one category for all would describe nobody. */
  divided: boolean
  warnings: readonly Warning[]
}

const six: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']
const four: readonly KanoCategory[] = ['M', 'O', 'A', 'I']

/**
 * Whether a feature is the same to all segments: chi-square of category × segment. Segments without answers take no part.
 *
 * Source: Berger et al. (1993) CQM Journal 2(4), on breaking down by customer group; Pearson (1900) for the test.
 */
export function kanoSegments(segments: readonly KanoCounts[], options: KanoOptions & { alpha?: number } = {}): KanoSegments {
  if (segments.length === 0) throw new MethodError('no-items', 'There must be at least one segment')
  const full = chiSquareTest(segments.map((counts) => six.map((category) => counts[category])))
  const pooled = full.smallestExpected !== null && full.smallestExpected < 5
  const test = pooled ? chiSquareTest(segments.map(pooledCounts)) : full
  const clear = segments.map((counts) => kanoOfCounts(counts, options)).filter(({ fong }) => fong?.clear)
  const differs = test.p !== null && test.p < (options.alpha ?? 0.05)
  return { test, pooled, divided: differs && new Set(clear.map(({ category }) => category)).size > 1, warnings: test.warnings }
}

function pooledCounts(counts: KanoCounts): number[] {
  return four.map((category) => counts[category] + (category === 'I' ? counts.R + counts.Q : 0))
}
