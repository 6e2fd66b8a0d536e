import { test } from 'node:test'
import { studentisedRangeUpperQuantile } from '../numbers/studentisedRange.ts'
import { close } from '../testing/close.ts'
import { gamesHowell, tukey } from './anova.ts'

test('Every pair of twenty groups has the interval it would have were its quantile looked up alone', () => {
  const groups = Array.from({ length: 20 }, (_, i) => ({ id: `g${i}`, sample: { n: 12 + 7 * i * i, mean: 4 + Math.sin(i), squares: (12 + 7 * i * i) * (1 + (i % 5)) } }))
  for (const { df, se, estimate, interval } of gamesHowell(groups)) {
    const reach = (studentisedRangeUpperQuantile(0.05, 20, df![0]!) / Math.SQRT2) * se!
    close(interval!.upper, estimate! + reach, 1e-10)
  }
  const large = groups.map(({ id, sample }) => ({ id, sample: { ...sample, n: sample.n + 60 } }))
  for (const { df, se, estimate, interval } of [...gamesHowell(large), ...tukey(large)]) {
    const reach = (studentisedRangeUpperQuantile(0.05, 20, df![0]!) / Math.SQRT2) * se!
    close(interval!.upper - estimate!, reach, 1e-10)
  }
})
