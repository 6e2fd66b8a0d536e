import type { Contrast } from '@gap5/contract/measure/results.ts'
import { asFamily, pairedT } from '@gap5/methods'
import { estimateOf, testOf } from './estimates.ts'
import type { LevelScores } from './level-scores.ts'

/** Pairs grow with the square of the dimensions; beyond this many nobody reads them. */
const mostDimensions = 12

/** Every pair of dimensions, compared on the respondents who have a score in both. */
export function contrasts(scores: LevelScores, minimumN: number): Contrast[] {
  const ranked = rankedScores(scores)
  if (!ranked || ranked.columns.length > mostDimensions) return []
  const { of, columns } = ranked
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => ({ a: a.id, b: b.id, test: pairedT(a.values, b.values) })))
  const tests = asFamily(pairs.map(({ test }) => test))
  return pairs.map(({ a, b, test }, at) => {
    const difference = estimateOf({ ...test, value: test.estimate }, minimumN)
    return { of, a, b, difference, test: difference.value === null ? null : testOf(tests[at] ?? test) }
  })
}

type Ranked = { of: Contrast['of']; columns: { id: string; values: Float64Array }[] }

/** The figure by which the dimensions of this instrument are ranked. */
function rankedScores({ zone, gap, performance }: LevelScores): Ranked | null {
  if (zone.placed) return { of: 'adequacy', columns: zone.placed.scores.dimensions.map((d) => ({ id: d.id, values: d.adequacy })) }
  if (gap.placed) return { of: 'gap', columns: gap.placed.scores.dimensions.map((d) => ({ id: d.id, values: d.gap })) }
  if (!performance.placed) return null
  return { of: 'perception', columns: performance.placed.scores.dimensions.map((d) => ({ id: d.id, values: d.perception })) }
}
