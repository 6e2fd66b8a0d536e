import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gammaQuantile } from '../numbers/gammaDistribution.ts'
import { normalLower, normalQuantile } from '../numbers/normal.ts'
import { randomStream } from '../numbers/random.ts'
import { close } from '../testing/close.ts'
import { ownJson } from '../testing/golden.ts'
import { accelerationOf, accelerationOfLeft, bcaShares, bootstrapInterval } from './bootstrapInterval.ts'

const reference = ownJson('resampling.json')

test('the limits of BCa lie where R’s boot has them, which tells ranks to two digits', () => {
  const resamples = Float64Array.from({ length: 999 }, (_, i) => gammaQuantile((i + 0.5) / 999, 4) / 2)
  const influences = Float64Array.from(reference.at('influences').numbers)
  for (const golden of reference.at('bca').list) {
    const a = accelerationOf(influences) * golden.at('turned').number
    const found = bcaShares(resamples, golden.at('estimate').number, a, golden.at('level').number)
    for (const end of ['lower', 'upper'] as const) assert.ok(Math.abs(found![end] - golden.at(end).number) < 5.001e-6, `${end} ${found![end]}`)
  }
})

test('the limits are those that the definition gives when it is followed step by step', () => {
  const random = randomStream(4)
  for (let round = 0; round < 200; round++) {
    const sorted = Float64Array.from({ length: 60 }, () => Math.round(4 * Math.exp(random.normal())) / 2).sort()
    const [estimate, a] = [Math.round(random.uniform() * 8) / 2, 0.3 * (random.uniform() - 0.5)]
    const lower = [...sorted].filter((x) => x < estimate).length + [...sorted].filter((x) => x === estimate).length / 2
    const found = bootstrapInterval(sorted, estimate, a, 0.9)
    if (lower === 0 || lower === 60) assert.equal(found, null)
    else {
      const z0 = normalQuantile(lower / 60)
      const limit = (z: number) => {
        const at = 59 * normalLower(z0 + (z0 + z) / (1 - a * (z0 + z)))
        return sorted[Math.floor(at)]! * (1 - (at % 1)) + (sorted[Math.floor(at) + 1] ?? 0) * (at % 1)
      }
      close(found?.lower, limit(normalQuantile(0.05)), 1e-12)
      close(found?.upper, limit(normalQuantile(0.95)), 1e-12)
      const turned = bootstrapInterval(sorted.map((x) => -x).sort(), -estimate, -a, 0.9)
      close(turned?.lower, -found!.upper, 1e-12)
    }
  }
})

test('without respondents one by one, a mean has the acceleration of its influences; any unit has the same', () => {
  const influences = Float64Array.from(reference.at('influences').numbers)
  const [n, mean] = [influences.length, 3]
  const left = influences.map((d) => mean - d / (n - 1))
  for (const scale of [1, 1e150, 1e-150]) {
    close(accelerationOfLeft(left.map((x) => x * scale)), accelerationOf(influences), 1e-12)
    close(accelerationOf(influences.map((x) => x * scale)), accelerationOf(influences), 1e-12)
  }
  assert.equal(accelerationOf(new Float64Array(5)), 0)
})

test('at the ends: no limits on one side only, the outermost resamples beyond the pole, one value where all are equal', () => {
  const sorted = Float64Array.of(1, 2, 3, 4, 5)
  assert.equal(bootstrapInterval(sorted, 0.5, 0, 0.95), null)
  assert.equal(bootstrapInterval(sorted, 6, 0, 0.95), null)
  assert.equal(bootstrapInterval(sorted, 4.5, 0.4, 0.999)?.upper, 5)
  assert.equal(bootstrapInterval(sorted, 1.5, -0.4, 0.999)?.lower, 1)
  assert.deepEqual(bootstrapInterval(Float64Array.of(2, 2, 2), 2, 0.1, 0.9), { level: 0.9, lower: 2, upper: 2 })
})
