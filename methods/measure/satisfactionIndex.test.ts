import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ratioIndex, weightedIndex, type WeightedItem } from './satisfactionIndex.ts'

const random = randomStream(11)
const draw = (n: number, gaps = 0) => Float64Array.from({ length: n }, () => (random.whole(100) < gaps ? Number.NaN : 1 + random.whole(10)))

test('a ratio of means, worked by hand', () => {
  const found = ratioIndex([60, 80, 70], [80, 80, 80])
  close(found.value, 87.5, 1e-15)
  close(found.se, (100 / 80) * (10 / Math.sqrt(3)), 1e-12)
  honest(found)
})

test('the delta interval equals the long form with variances and covariance', () => {
  const [p, e] = [draw(400), draw(400)]
  const found = ratioIndex(p, e)
  const mean = (x: Float64Array) => x.reduce((a, b) => a + b, 0) / 400
  const covariance = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + (value - mean(x)) * (y[i]! - mean(y)), 0) / 399
  const r = mean(p) / mean(e)
  const long = r * r * (covariance(p, p) / mean(p) ** 2 + covariance(e, e) / mean(e) ** 2 - (2 * covariance(p, e)) / (mean(p) * mean(e)))
  close(found.se, 100 * Math.sqrt(long / 400), 1e-10)
})

test('without an expectation above nil there is no ratio', () => {
  honest(ratioIndex([10, 20], [0, 0]))
  assert.equal(ratioIndex([10, 20], [0, 0]).reason, 'out-of-range')
  assert.equal(ratioIndex([Number.NaN], [1]).reason, 'no-answers')
})

const items = (gaps: number): WeightedItem[] => ['a', 'b', 'c'].map((id) => ({ id, importance: draw(300, gaps), satisfaction: draw(300, gaps), highest: 10 }))

test('the weighted index is the sum of weighted scores, worked by hand', () => {
  const found = weightedIndex([
    { id: 'a', importance: [4, 4], satisfaction: [3, 5], highest: 5 },
    { id: 'b', importance: [1, 1], satisfaction: [2, 2], highest: 5 },
  ])
  close(found.value, 100 * ((0.8 * 4) / 5 + (0.2 * 2) / 5), 1e-14)
  assert.deepEqual(found.shares?.map(({ share }) => share), [0.8, 0.2])
  honest(found)
})

test('its standard error is the one that weighing each respondent a little more gives', () => {
  for (const gaps of [0, 15]) {
    const given = items(gaps)
    const found = weightedIndex(given)
    const value = (extra: number, step: number) => {
      const mean = (x: ArrayLike<number>) => {
        let [sum, n] = [0, 0]
        for (let i = 0; i < x.length; i++) {
          if (Number.isNaN(x[i])) continue
          const weight = i === extra ? 1 + step : 1
          sum += weight * x[i]!
          n += weight
        }
        return sum / n
      }
      const whole = given.reduce((sum, { importance }) => sum + mean(importance), 0)
      return given.reduce((sum, { importance, satisfaction, highest }) => sum + (100 * (mean(importance) / whole) * mean(satisfaction)) / highest, 0)
    }
    const n = found.n
    const influence = Array.from({ length: 300 }, (_, i) => (n * (value(i, 1e-4) - value(i, -1e-4))) / 2e-4)
    close(found.se, Math.sqrt(influence.reduce((sum, x) => sum + x * x, 0) / (n - 1) / n), 1e-5)
  }
})

test('an item nobody rated refuses the index', () => {
  const found = weightedIndex([{ id: 'a', importance: [1, 2], satisfaction: [Number.NaN, Number.NaN], highest: 5 }])
  assert.equal(found.reason, 'too-few')
  honest(found)
})
