import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { rankingSchema, type Ranking } from '@gap5/contract/measure/ranking.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import { randomStream } from '@gap5/methods'
import { compare } from './comparison.ts'
import { ranking } from './ranking.ts'
import { simulatedZone, tableOf } from './testing/reference-studies.ts'

const zone = simulatedZone()
const key = 'dimension.tangibles.perception'

/** `n` answers of each unit around its level, a standard deviation of about 1.2 apart. */
function ranked(units: Record<string, { n: number; level: number }>, measure = key): Ranking {
  const random = randomStream(11)
  const responses = Object.entries(units).flatMap(([branch, { n, level }]) =>
    Array.from({ length: n }, (_, i) => {
      const perceived = Math.min(9, Math.max(2, Math.round(level + 1.2 * random.normal())))
      const ratings = Object.fromEntries([1, 2, 3, 4, 5].flatMap((at) => [[`t${at}.adequate`, 2], [`t${at}.desired`, 8], [`t${at}.perception`, perceived]]))
      return { key: `${branch} ${i}`, submittedAt: new Date(Date.UTC(2026, 0, 2, 1)), ratings, attributes: { branch } }
    }),
  )
  const parsed = parseMeasure(measure)
  assert.ok(parsed)
  return rankingSchema.parse(ranking(zone.frame, tableOf(zone.frame.definition, responses), everything, 'branch', parsed))
}

describe('Ranking units', () => {
  test('a large unit far off stands out; a small one as far off does not', () => {
    const found = ranked({ a: { n: 150, level: 6 }, b: { n: 150, level: 6 }, c: { n: 150, level: 6 }, big: { n: 120, level: 5 }, small: { n: 10, level: 5.7 } })
    const of = (value: string) => found.units.find((unit) => unit.value === value)
    assert.equal(of('big')?.standing, 'below')
    assert.equal(of('small')?.standing, 'like-the-whole')
    assert.match(found.conclusion.text.en, /: big lies below (the whole|every other unit)/)
    assert.equal(found.conclusion.tone, 'bad')
    const width = (value: string) => (of(value)?.outer?.upper ?? 0) - (of(value)?.outer?.lower ?? 0)
    assert.ok(width('small') > 3 * width('a'))
    const drawn = (value: string) => Math.abs((of(value)?.shrunk ?? 0) - (of(value)?.estimate.value ?? 0))
    assert.ok(drawn('small') > drawn('big'))
  })

  test('units that are alike: the order is chance, and every place is possible', () => {
    const found = ranked({ a: { n: 60, level: 6 }, b: { n: 60, level: 6 }, c: { n: 60, level: 6 } })
    assert.match(found.conclusion.text.en, /no unit stands out; the order is what chance makes of it$/)
    assert.match(found.conclusion.text.zh, /没有单位突出/)
    assert.deepEqual(found.units.map(({ rank }) => rank), [1, 2, 3].map((place) => ({ place, best: 1, worst: 3 })))
  })

  test('shares have limits of the binomial', () => {
    const found = ranked({ a: { n: 80, level: 6 }, b: { n: 80, level: 9 } }, 'dimension.tangibles.inside')
    assert.equal(found.unit, 'share')
    assert.ok(found.units.every(({ outer }) => outer !== null && outer.lower >= 0 && outer.upper <= 1))
    assert.deepEqual(found.units.map(({ standing }) => standing), ['above', 'below'])
  })

  test('figures are those of the comparison; too small units come last, without a number', () => {
    const measure = parseMeasure('dimension.responsiveness.adequacy')
    assert.ok(measure)
    const found = ranking(zone.frame, zone.table, everything, 'branch', measure)
    const compared = compare(zone.frame, zone.table, everything, { attribute: 'branch', measure })
    for (const { value, estimate } of found.units) assert.deepEqual(estimate, compared?.groups.find((group) => group.value === value)?.estimate)
    const thin = ranking({ ...zone.frame, minimumN: 115 }, zone.table, everything, 'branch', measure)
    const withoutNumber = thin.units.filter(({ estimate }) => estimate.value === null)
    assert.ok(withoutNumber.length > 0 && thin.units.slice(-withoutNumber.length).every(({ rank, standing }) => rank === null && standing === null))
  })
})
