import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseMeasure, type Measure } from '@gap5/contract/measure/measures.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import { trendSchema, type Trend } from '@gap5/contract/measure/trend.ts'
import { randomStream } from '@gap5/methods'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { tableResult } from './study-result.ts'
import { simulatedZone, tableOf } from './testing/reference-studies.ts'
import { studyWithAnswers } from './testing/studies-with-answers.ts'
import { trend, type TrendQuestion } from './trend.ts'

const zone = simulatedZone()
const measureOf = (key: string): Measure => {
  const found = parseMeasure(key)
  assert.ok(found)
  return found
}

/** 40 answers a month from January 2025 on, their perceived level as told. */
function monthly(levels: readonly number[], perMonth = 40) {
  const random = randomStream(4)
  const responses = levels.flatMap((level, month) =>
    Array.from({ length: perMonth }, (_, i) => ({
      key: `${month}-${i}`,
      submittedAt: new Date(Date.UTC(2025, month, 3 + (i % 20), 9)),
      ratings: Object.fromEntries(['t1', 't2', 't3', 't4'].flatMap((item) => [[`${item}.adequate`, 2], [`${item}.desired`, 9], [`${item}.perception`, level + (i % 2) + 0.01 * random.normal()]])),
      attributes: { branch: i % 2 === 0 ? 'North' : 'South' },
    })),
  )
  return tableOf(zone.frame.definition, responses)
}

const key = 'item.t1.perception'
const asked = (more: Partial<TrendQuestion> = {}): TrendQuestion => ({ measures: [measureOf(key)], grain: 'month', by: null, baseline: null, ...more })
const asSeen = (levels: readonly number[], question = asked(), selection: Selection = everything, today = '2030-01-01', perMonth = 40): Trend =>
  trendSchema.parse(trend(zone.frame, monthly(levels, perMonth), selection, question, today))
/** Levels of two decimals around 6, the same for every run. */
const steady = [6, 6.1, 5.95, 6.05, 6, 5.9, 6.1, 6.02, 5.97, 6.08]

describe('Signals', () => {
  test('steady months give none, and say so', () => {
    const found = asSeen(steady)
    assert.deepEqual(found.series[0]?.signals, [])
    assert.equal(found.conclusion.text.en, 'Statement T1 (perceived): Steady, all whole months within the limits')
    assert.equal(found.conclusion.text.zh, '题项T1（感知）：平稳：各完整时段均在控制限内')
  })

  test('a month that falls out of the usual is named, good or bad', () => {
    const found = asSeen([...steady, 4.5])
    assert.equal(found.series[0]?.signals.at(-1)?.text.en, 'Nov 2025 lies below the limits.')
    assert.equal(found.conclusion.text.zh, '题项T1（感知）：2025年11月低于控制限')
    assert.equal(found.conclusion.tone, 'bad')
    assert.equal(asSeen([...steady, 7.5]).conclusion.tone, 'good')
  })

  test('limits can rest on a baseline before something was changed', () => {
    const levels = [...steady, 6.5, 6.6, 6.55]
    const found = asSeen(levels, asked({ baseline: { from: '2025-01-01', to: '2025-10-31' } }))
    assert.deepEqual(found.baseline, { from: 0, to: 9 })
    assert.equal(found.series[0]?.chart.periods, 10)
    assert.ok(found.series[0]?.signals.some(({ rule, from }) => rule === 'outside' && from === 11))
  })

  test('shares have limits that follow n', () => {
    const found = asSeen(steady, asked({ measures: [measureOf('dimension.tangibles.inside')] }))
    assert.equal(found.series[0]?.chart.kind, 'p')
  })
})

describe('Periods', () => {
  test('the month that is not over is shown, and counts for nothing', () => {
    const found = asSeen([...steady, 3], asked(), everything, '2025-11-20')
    assert.deepEqual(found.periods.map(({ partial }) => partial), [...steady.map(() => false), true])
    assert.equal(found.series[0]?.points.at(-1)?.estimate.value?.toFixed(1), '3.5')
    assert.deepEqual(found.series[0]?.signals, [])
    assert.equal(found.series[0]?.chart.periods, 10)
    assert.equal(found.series[0]?.change?.to, 9)
  })

  test('a month cut by the selection is partial too', () => {
    const found = asSeen(steady, asked(), { ...everything, from: '2025-02-10', to: '2025-06-30' })
    assert.deepEqual(found.periods.map(({ period, partial }) => [period, partial]).slice(0, 2), [['2025-02', true], ['2025-03', false]])
    assert.equal(found.series[0]?.chart.reason, 'too-few-periods')
  })

  test('months with too few answers leave a gap', () => {
    const table = monthly(steady)
    const narrowed = trend({ ...zone.frame, minimumN: 41 }, table, everything, asked(), '2030-01-01')
    assert.ok(narrowed.series[0]?.points.every(({ estimate }) => estimate.value === null && estimate.reason === 'below-minimum-n'))
    assert.equal(narrowed.conclusion.text.en, 'Statement T1 (perceived): No month has enough answers')
  })

  test('each figure is the one the result page shows for that period, whatever the grain', () => {
    const { frame, table } = zone
    for (const grain of ['week', 'month', 'quarter'] as const) {
      const found = trend(frame, table, everything, asked({ grain, measures: [measureOf('dimension.responsiveness.adequacy')] }), '2030-01-01')
      for (const [at, { firstDay, lastDay }] of found.periods.entries()) {
        const page = tableResult(frame, table, { ...everything, from: firstDay, to: lastDay })
        const row = page.gaps.find(({ key, level }) => level === 'dimension' && key === 'responsiveness')
        assert.deepEqual(found.series[0]?.points[at]?.estimate, row?.adequacy, `${grain} ${firstDay}`)
      }
    }
  })
})

test('By branch: one line a branch, and together they are everybody', () => {
  const found = asSeen(steady, asked({ by: 'branch' }))
  assert.deepEqual(found.series.map(({ group }) => group), ['North', 'South'])
  assert.deepEqual(found.series.map(({ points }) => points[0]?.estimate.n), [20, 20])
  assert.equal(found.conclusion.text.en, 'No series shows more than noise')
})

test('A slope needs eight months; the change of the last month is tested over all series', () => {
  const rising = steady.map((_, month) => 5 + 0.1 * month + (month % 2) * 0.02)
  const found = asSeen(rising)
  assert.ok(Math.abs((found.series[0]?.slope.perPeriod.value ?? 0) - 0.1) < 0.01)
  assert.equal(asSeen(rising.slice(0, 7)).series[0]?.slope.perPeriod.reason, 'too-few-periods')
  assert.equal(asSeen(steady, asked({ by: 'branch' })).series[0]?.change?.test?.family, 2)
})

describe('Through the API', async () => {
  const app = await testApp()
  const here = await testOrganisation(app)
  const { study } = await studyWithAnswers(app, here.id, zone)
  const path = `/api/o/${here.handle}/studies/${study.handle}/results/trend`
  const ask = async (query: string) => here.owner.fetch(`${path}?${query}`)

  test('several measures by week', async () => {
    const response = await ask('measure=overall.adequacy&measure=dimension.reliability.perception&grain=week')
    assert.equal(response.status, 200)
    const found = trendSchema.parse(await response.json())
    assert.equal(found.series.length, 2)
    assert.equal(found.periods[0]?.period, '2026-W01')
  })

  test('what does not fit is told by name', async () => {
    const told = async (query: string) => {
      const { code, errors } = (await (await ask(query)).json()) as { code: string; errors?: { field: string }[] }
      return [code, errors?.[0]?.field]
    }
    assert.deepEqual(await told('measure=nonsense'), ['request.invalid', 'measure.0'])
    assert.deepEqual(await told('measure=item.t9.perception'), ['measure.measure-unknown', undefined])
    assert.deepEqual(await told('measure=overall.adequacy&by=colour'), ['measure.attribute-unknown', undefined])
    assert.deepEqual(await told('measure=overall.adequacy&baseline=2026-02-31..2026-03-01'), ['request.invalid', 'baseline'])
    assert.deepEqual(await told('measure=overall.adequacy&grain=day'), ['request.invalid', 'grain'])
  })
})
