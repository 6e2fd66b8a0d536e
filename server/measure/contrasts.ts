import type { Contrast } from '@gap5/contract/measure/results.ts'
import { asFamily, oneSampleT } from '@gap5/methods'
import { estimateOf, testOf } from './estimates.ts'
import type { Figures } from './sums/leaves.ts'
import type { StudyScores } from './sums/study-scores.ts'

/** Every pair of dimensions, compared on the respondents who have a score in both: paired t tests, one family. */
export function contrasts(pairs: StudyScores<Figures>['contrasts'], minimumN: number): Contrast[] {
  const found = pairs.map(({ difference }) => oneSampleT(difference))
  const tests = asFamily(found)
  return pairs.map(({ of, a, b }, at) => {
    const test = found[at]!
    const difference = estimateOf({ ...test, value: test.estimate }, minimumN)
    return { of, a, b, difference, test: difference.value === null ? null : testOf(tests[at] ?? test) }
  })
}
