import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { ownJson, sharedJson, sharedTable, skipWithoutShared } from '../testing/golden.ts'
import { randomStream } from '../numbers/random.ts'
import { tukey } from './anova.ts'
import { averagedEffect } from './effectSize.ts'
import { partialCorrelation } from './partialCorrelation.ts'
import { pearsonTest } from './correlationTest.ts'
import { dunn, kruskalWallis, mannWhitney } from './rankTests.ts'
import { shapiroWilk } from './shapiroWilk.ts'
import { brownForsythe } from './spreads.ts'

const own = ownJson('comparisons.json')
const groups = [
  { id: 'east', sample: [5, 6, 7, 3, 4, 5, 8] },
  { id: 'west', sample: [2, 2, 4, 3, 1, 9] },
  { id: 'north', sample: [7, 8, 8, 9, 6, 7, 7, 5] },
]
const u = [6.1, 5.2, 7.3, 4.4, 5.5, 6.6, 3.7, 5.8, 6.9, 4.1, 5.3, 6.4]
const v = [5.2, 5.9, 6.1, 4.8, 5.1, 6.9, 4.7, 5.2, 6.6, 4.9, 5.8, 5.9]
const h = [1, 3, 2, 5, 4, 2, 6, 3, 1, 5, 4, 2]

describe('Shapiro and Wilk', () => {
  test('W and p equal R from three to five thousand answers', () => {
    for (const name of own.at('shapiro').keys) {
      const expected = own.at('shapiro', name)
      const x = name === 'many' ? Array.from({ length: 5000 }, (_, i) => (i + 1) / 7) : expected.at('x').numbers
      const found = shapiroWilk(x)
      close(found.statistic, expected.at('w').number, 1e-10, name)
      close(found.p, expected.at('p').number, 1e-9, name)
      honest(found)
    }
  })

  test('W of the mobile phone study equals its reference', skipWithoutShared, () => {
    const golden = sharedJson('golden/tests.json').at('shapiro')
    const found = shapiroWilk(sharedTable('data/ecsi_mobi_1to10.csv').numbers('CUSA1'))
    close(found.statistic, golden.at('statistic').number, 1e-12)
    close(found.p, golden.at('p').number, 1e-10)
  })

  test('of normal samples one in twenty is called none', () => {
    const random = randomStream(11)
    let refused = 0
    for (let round = 0; round < 2000; round++) if (shapiroWilk(Array.from({ length: 20 }, () => random.normal())).p! < 0.05) refused++
    assert.ok(refused > 70 && refused < 130, `${refused} of 2000`)
  })

  test('neither shift nor stretch nor order nor gaps change it, and what cannot be told is said', () => {
    const x = [3, 1, 4, 1, 5, 9, 2, 6]
    close(shapiroWilk(x.map((value) => 1e6 + value / 3)).statistic, shapiroWilk(x.toReversed()).statistic!, 1e-9)
    assert.deepEqual([shapiroWilk([...x, NaN]).n, shapiroWilk([...x, NaN]).missing], [8, 1])
    for (const [sample, reason] of [[[], 'no-answers'], [[1, 2], 'too-few'], [[2, 2, 2], 'no-variance'], [new Float64Array(5001).map((_, i) => i), 'out-of-range']] as const) {
      assert.equal(shapiroWilk(sample).reason, reason)
      honest(shapiroWilk(sample))
    }
  })
})

describe('Spreads and pairs', () => {
  test('Brown and Forsythe, Dunn and Tukey equal R', () => {
    const spreads = brownForsythe(groups)
    close(spreads.statistic, own.at('brownForsythe', 'f').number, 1e-12)
    close(spreads.p, own.at('brownForsythe', 'p').number, 1e-12)
    honest(spreads)
    for (const [i, pair] of dunn(groups).entries()) {
      close(pair.statistic, own.at('dunn', 'z', i).number, 1e-12)
      close(pair.adjustedP, own.at('dunn', 'p', i).number, 1e-12)
      honest(pair)
    }
    for (const [i, pair] of tukey(groups).entries()) {
      close(pair.adjustedP, own.at('tukey', 'p', i).number, 1e-7)
      close(-pair.interval!.upper, own.at('tukey', 'lower', i).number, 1e-7)
    }
  })

  test('of two groups Dunn’s z is the root of Kruskal and Wallis’ χ², and δ is Mann and Whitney’s', () => {
    const two = groups.slice(0, 2)
    const [pair] = dunn(two)
    close(pair!.statistic! ** 2, kruskalWallis(two).statistic!, 1e-12)
    close(pair!.cliffDelta, mannWhitney(two[0]!.sample, two[1]!.sample).cliffDelta!, 1e-12)
    assert.equal(dunn([{ id: 'a', sample: [2, 2] }, { id: 'b', sample: [2, 2] }])[0]!.reason, 'all-tied')
    assert.equal(brownForsythe([{ id: 'a', sample: [1] }]).reason, 'one-group')
  })
})

test('d over the mean of both spreads, and a correlation with others held fixed, equal R', () => {
  close(averagedEffect(u, v).value, own.at('dav').number, 1e-12)
  assert.equal(averagedEffect([1, NaN], [2, 1]).reason, 'too-few')
  const partial = partialCorrelation(u, v, [h])
  close(partial.estimate, own.at('partial', 'r').number, 1e-12)
  close(partial.p, own.at('partial', 'p').number, 1e-10)
  close(partialCorrelation(u, v, []).estimate, pearsonTest(u, v).estimate!, 1e-12)
  honest(partial)
  honest(partialCorrelation([1], [2], []))
})
