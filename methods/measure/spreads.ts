import { present, type Vector } from '../columns.ts'
import { quantile } from '../numbers/orderStatistics.ts'
import type { Test } from '../result.ts'
import { anova } from './anova.ts'
import type { Groups } from './groups.ts'

/**
 * Brown and Forsythe's test that groups spread alike: the analysis of variance of the distances from each group's median. It bears answers that are
 * not normal, unlike the ratio of variances. Reasons as for `anova`.
 *
 * Sources: Brown & Forsythe (1974) JASA 69; Levene (1960) for the distances from the mean.
 */
export function brownForsythe(groups: Groups<Vector>): Test {
  const distances = groups.map(({ id, sample }) => {
    const middle = quantile(present(sample).sort(), 0.5)
    return { id, sample: Float64Array.from(sample, (x) => Math.abs(x - middle)) }
  })
  const { statistic, df, p, n, missing, reason, warnings } = anova(distances)
  return { method: 'brown-forsythe', n, missing, deletion: 'available', conventions: { groups: groups.length, centre: 'median' }, statistic, df, p, reason, warnings }
}
