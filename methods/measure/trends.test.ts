import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomStream } from '../numbers/random.ts'
import { close, honest } from '../testing/close.ts'
import { ownJson } from '../testing/golden.ts'
import { controlChart, shareChart } from './controlChart.ts'
import { poissonProbability } from '../numbers/poisson.ts'
import { funnelOfMeans, funnelOfRates, funnelOfShares } from './funnel.ts'
import { rate } from './rate.ts'
import { runSignals } from './runRules.ts'
import { trendSlope } from './trendSlope.ts'

const golden = ownJson('trend.json')
const noise = (seed: number, n: number) => {
  const random = randomStream(seed)
  return Array.from({ length: n }, () => random.normal())
}

describe('Slope over time', () => {
  test('equals the reference at every lag', () => {
    const y = golden.at('y').numbers
    for (const lag of [0, 1, 2, 3]) {
      const found = trendSlope(y, { lag })
      close(found.slope, golden.at('slope').number, 1e-12)
      close(found.se, golden.at('se', lag).number, 1e-11, `lag ${lag}`)
    }
    assert.equal(trendSlope(y).lag, 2)
  })

  test('equals the sandwich written out as matrices, with gaps', () => {
    const y = noise(3, 20).map((e, i) => 5 + 0.1 * i + e)
    y[4] = y[11] = Number.NaN
    const lag = 3
    const rows = y.flatMap((value, at) => (Number.isNaN(value) ? [] : [{ at, value }]))
    const n = rows.length
    const mx = rows.reduce((s, r) => s + r.at, 0) / n
    const my = rows.reduce((s, r) => s + r.value, 0) / n
    const sxx = rows.reduce((s, r) => s + (r.at - mx) ** 2, 0)
    const slope = rows.reduce((s, r) => s + (r.at - mx) * (r.value - my), 0) / sxx
    let meat = 0
    for (const a of rows) {
      for (const b of rows) {
        const apart = Math.abs(a.at - b.at)
        if (apart > lag) continue
        const error = (r: { at: number; value: number }) => r.value - my - slope * (r.at - mx)
        meat += (1 - apart / (lag + 1)) * (a.at - mx) * error(a) * (b.at - mx) * error(b)
      }
    }
    const found = trendSlope(y, { lag })
    close(found.slope, slope, 1e-12)
    close(found.se, Math.sqrt((meat * n) / (n - 2)) / sxx, 1e-11)
    assert.deepEqual([found.n, found.missing], [18, 2])
  })

  test('moves with the figures: shifted it stays, scaled it scales, turned round it changes sign', () => {
    const y = noise(9, 15)
    const plain = trendSlope(y)
    close(trendSlope(y.map((v) => v + 100)).se, plain.se!, 1e-9)
    close(trendSlope(y.map((v) => 3 * v)).slope, 3 * plain.slope!, 1e-12)
    close(trendSlope(y.toReversed()).slope, -plain.slope!, 1e-12)
    close(trendSlope(y.toReversed()).p, plain.p!, 1e-9)
  })

  test('says why there is none', () => {
    const reasons = [[], [1, 2, 3], [1, Number.NaN, 2], [1, 2, 3, 4, 5], [2, 2, 2, 2]].map((values) => trendSlope(values))
    assert.deepEqual(reasons.map(({ reason }) => reason), ['no-answers', 'too-few', 'too-few', 'no-variance', 'no-variance'])
    reasons.forEach((result) => honest(result))
    assert.throws(() => trendSlope([1, 2, 3, 4], { lag: -1 }))
  })
})

describe('Control charts', () => {
  test('a control chart marks what is not noise', () => {
    const result = controlChart([10, 11, 10, 9, 10, Number.NaN, 11, 10, 25, 10])
    assert.deepEqual(result.signals, [{ rule: 'outside', side: 'above', from: 8, to: 8 }])
    assert.deepEqual(result.limits.map(({ at }) => at), [0, 1, 2, 3, 4, 6, 7, 8, 9])
    const { lower, upper } = result.limits[0]!
    close(upper - result.centre!, result.centre! - lower, 1e-12)
    // by hand: ranges 1 1 1 1 1 1 15 15, mean 4.5
    close(upper - result.centre!, 2.66 * 4.5, 1e-12)
    for (const values of [[], [3]]) honest(controlChart(values))
  })

  test('limits can come from a baseline alone', () => {
    const before = [10, 11, 10, 9, 10, 11]
    const chart = controlChart([...before, 14, 14.5], { baseline: [0, 1, 2, 3, 4, 5] })
    const own = controlChart(before)
    close(chart.centre, own.centre!, 1e-12)
    close(chart.limits[7]!.upper, own.limits[0]!.upper, 1e-12)
    assert.deepEqual(chart.signals.map(({ rule, from }) => [rule, from]), [['outside', 6], ['outside', 7]])
  })

  test('limits of a share are wider where fewer answered, and never leave 0 to 1', () => {
    const chart = shareChart([{ count: 30, n: 100 }, { count: 32, n: 100 }, { count: 3, n: 10 }, { count: 0, n: 0 }, { count: 250, n: 500 }])
    const p = (30 + 32 + 3 + 250) / 710
    close(chart.centre, p, 1e-12)
    close(chart.limits[0]!.upper, p + 3 * Math.sqrt((p * (1 - p)) / 100), 1e-12)
    assert.deepEqual(chart.limits.map(({ at }) => at), [0, 1, 2, 4])
    assert.equal(chart.limits[2]!.lower, 0)
    assert.deepEqual(chart.signals.map(({ rule, side, from }) => [rule, side, from]), [['two-of-three', 'below', 0]])
    honest(shareChart([]))
  })

  test('equal values throughout: what differs afterwards is a signal', () => {
    const chart = controlChart([5, 5, 5, 5, 6], { baseline: [0, 1, 2, 3] })
    assert.deepEqual(chart.signals.map(({ from }) => from), [4])
  })

  test('turned upside down, the same signals lie on the other side', () => {
    for (let seed = 1; seed < 40; seed++) {
      const values = noise(seed, 30).map((e, i) => e + (i > 20 ? 1.5 : 0))
      const flipped = controlChart(values.map((v) => -v)).signals
      const turned = controlChart(values).signals.map((s) => ({ ...s, side: s.side === 'above' ? 'below' : 'above' }))
      const key = (s: { rule: string; side: string; from: number; to: number }) => `${s.rule} ${s.side} ${s.from} ${s.to}`
      assert.deepEqual(flipped.map(key).sort(), turned.map(key).sort())
    }
  })
})

describe('Run rules', () => {
  const rules = (standings: number[]) => runSignals(standings).map(({ rule, side, from, to }) => `${rule} ${side} ${from}–${to}`)

  test('each rule by hand', () => {
    assert.deepEqual(rules([0.5, -0.5, 3.2, -3.5]), ['outside above 2–2', 'outside below 3–3'])
    assert.deepEqual(rules([0.1, 2.2, -0.3, 2.4, 0.2]), ['two-of-three above 1–3'])
    assert.deepEqual(rules([-1, 1, 0.5, 0.4, 0.9, 0.3, 1.2, 0.7, 0.6]), ['run-of-eight above 1–8'])
    assert.deepEqual(rules([1, 0.5, 0.4, 0.3, -0.1, -0.2, -0.9]), ['six-in-one-direction below 0–6'])
  })

  test('gaps are passed over, and a point on the centre ends a run', () => {
    assert.deepEqual(rules([1, 1.1, Number.NaN, 0.8, 0.9, 1, 0.7, 0.6, 0.5]), ['run-of-eight above 0–8'])
    assert.deepEqual(rules([1, 1.1, 0.8, 0, 0.9, 1, 0.7, 0.6, 0.5]), [])
  })

  test('on noise, about one point in a hundred or fewer gives a signal', () => {
    let signals = 0
    for (let seed = 0; seed < 200; seed++) signals += runSignals(noise(1000 + seed, 50)).length
    assert.ok(signals / 10_000 < 0.015 && signals > 0, `${signals} in 10,000 points`)
  })
})

describe('Funnels', () => {
  const sizes = golden.at('units', 'n').numbers
  const means = golden.at('units', 'mean').numbers
  const sigma = golden.at('units', 'sigma').number
  const groups = sizes.map((n, i) => ({ id: `u${i}`, sample: { n, mean: means[i]!, squares: sigma * sigma * (n - 1) } }))

  test('the variance between units equals the reference', () => {
    const found = funnelOfMeans(groups)
    close(found.sigma, sigma, 1e-12)
    close(found.between, golden.at('units', 'tau2').number, 1e-10)
    honest(found)
  })

  test('small units get wide limits and are drawn further towards the whole', () => {
    const { units, centre } = funnelOfMeans(groups)
    const width = (at: number) => units[at]!.outer[1] - units[at]!.outer[0]
    assert.ok(width(3) > width(1) && width(1) > width(2))
    close(units[1]!.inner[1] - centre!, (1.959963984540054 * sigma) / Math.sqrt(40), 1e-12)
    const kept = (at: number) => (units[at]!.shrunk - centre!) / (units[at]!.value - centre!)
    assert.ok(kept(3) < kept(1) && kept(1) < kept(2) && kept(2) < 1)
  })

  test('units that are alike are all left in peace about as often as promised', () => {
    let touched = 0
    for (let seed = 0; seed < 200; seed++) {
      const random = randomStream(seed, 5)
      const alike = Array.from({ length: 12 }, (_, i) => {
        const n = 5 + 10 * i
        return { id: `${i}`, sample: { n, mean: 6 + random.normal() / Math.sqrt(n), squares: n - 1 } }
      })
      if (funnelOfMeans(alike).units.some(({ adjustedP }) => adjustedP! < 0.05)) touched++
    }
    assert.ok(touched <= 20, `${touched} of 200`)
  })

  test('shares: limits of the binomial around the whole, cut off at its ends', () => {
    const found = funnelOfShares([{ id: 'a', share: { count: 45, n: 120 } }, { id: 'b', share: { count: 30, n: 110 } }, { id: 'c', share: { count: 1, n: 3 } }])
    const p = 76 / 233
    close(found.centre, p, 1e-12)
    close(found.units[0]!.statistic, (45 / 120 - p) / Math.sqrt((p * (1 - p)) / 120), 1e-12)
    assert.deepEqual([found.units[2]!.outer[0], found.units[2]!.outer[1] <= 1], [0, true])
    honest(found)
  })

  test('a rate has the interval in which its count is not unlikely', () => {
    for (const [count, exposure] of [[0, 40], [7, 120.5], [260, 9000]] as const) {
      const found = rate(count, exposure)
      honest(found)
      close(found.value, count / exposure, 1e-14)
      const upTo = (mean: number, k: number) => Array.from({ length: k + 1 }, (_, i) => poissonProbability(i, mean)).reduce((sum, p) => sum + p, 0)
      close(upTo(found.interval!.upper * exposure, count), 0.025, 1e-9)
      if (count > 0) close(1 - upTo(found.interval!.lower * exposure, count - 1), 0.025, 1e-9)
    }
    assert.equal(rate(0, 0).reason, 'no-answers')
    assert.throws(() => rate(1.5, 3), { code: 'invalid-parameter' })
  })

  test('complaints by contacts of each branch: limits from the square root of the rate over exposure, p by adding up the Poisson distribution', () => {
    const branches = [{ id: 'a', count: 9, exposure: 300 }, { id: 'b', count: 4, exposure: 80.5 }, { id: 'c', count: 0, exposure: 120 }, { id: 'd', count: 22, exposure: 240 }]
    const found = funnelOfRates(branches)
    honest(found)
    const rate = 35 / 740.5
    close(found.centre, rate, 1e-14)
    for (const [at, { count, exposure }] of branches.entries()) {
      const unit = found.units[at]!
      close(unit.value, count / exposure, 1e-14)
      close(unit.outer[1], rate + 3.090232306167813 * Math.sqrt(rate / exposure), 1e-12)
      close(unit.inner[0], Math.max(0, rate - 1.959963984540054 * Math.sqrt(rate / exposure)), 1e-12)
      const tail = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => poissonProbability(from + k, rate * exposure)).reduce((sum, p) => sum + p, 0)
      close(unit.p, Math.min(1, 2 * Math.min(tail(0, count), tail(count, 200))), 1e-10)
    }
    close(found.units[3]!.adjustedP, Math.min(1, 4 * found.units[3]!.p!), 1e-14)
    assert.equal(funnelOfRates([]).reason, 'no-answers')
    assert.equal(funnelOfRates(branches.map((branch) => ({ ...branch, count: 0 }))).reason, 'no-variance')
    assert.throws(() => funnelOfRates([{ id: 'a', count: 1, exposure: 0 }]), { code: 'invalid-parameter' })
  })

  test('says why there is none', () => {
    assert.equal(funnelOfMeans([]).reason, 'no-answers')
    assert.equal(funnelOfMeans(groups.slice(0, 1)).reason, 'one-group')
    assert.equal(funnelOfMeans(groups.map(({ id, sample }) => ({ id, sample: { ...sample, squares: 0 } }))).reason, 'no-variance')
    for (const few of [funnelOfMeans([]), funnelOfMeans(groups.slice(0, 1)), funnelOfShares([{ id: 'a', share: { count: 0, n: 4 } }, { id: 'b', share: { count: 0, n: 4 } }])]) honest(few)
  })
})
