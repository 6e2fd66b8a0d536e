import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchmarkSchema, sideBySideSchema, type SideRow } from '@gap5/contract/measure/side-by-side.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import type { Subject } from '@gap5/contract/listen/studies.ts'
import { welchT, adjust } from '@gap5/methods'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy, type TestStudy } from '../testing/study.ts'
import { pairedPeriod, periodBefore, yearBefore } from './period-pair.ts'
import { simulatedZone, type ReferenceResponse } from './testing/reference-studies.ts'
import { answer } from './testing/studies-with-answers.ts'
import { alike } from './testing/close-results.ts'

const app = await testApp()
const here = await testOrganisation(app)
const zone = simulatedZone()

async function study(subject: Subject, shift: (response: ReferenceResponse) => number): Promise<TestStudy> {
  const made = await testStudy(app, here.id, { definition: zone.frame.definition, attributes: zone.frame.attributes, subject })
  const given = zone.responses.slice(0, 200).map((response) => ({
    ...response,
    ratings: Object.fromEntries(Object.entries(response.ratings).map(([key, value]) => [key, key.endsWith('.perception') ? Math.min(9, Math.max(1, value + shift(response))) : value])),
  }))
  await answer(app, here.id, made, given)
  return made
}
const name = (text: string) => ({ en: text, zh: text })
const own = await study({ kind: 'own', name: name('Ours') }, () => 0)
const better = await study({ kind: 'competitor', name: name('Better Co') }, () => 2)
await study({ kind: 'competitor', name: name('Worse Co') }, () => -2)
// Another instrument altogether: nobody to compare with.
await testStudy(app, here.id, { subject: { kind: 'competitor', name: name('Other') } })

async function get<T>(path: string, schema: { parse(value: unknown): T }): Promise<T> {
  const response = await here.owner.fetch(`/api/o/${here.handle}/${path}`)
  assert.equal(response.status, 200, await response.clone().text())
  return schema.parse(await response.json())
}

describe('Against competitors', () => {
  test('own study and the competitors asked the same stand beside each other with the figures of their result pages', async () => {
    const { comparison, studies, study } = await get('benchmark', benchmarkSchema)
    assert.equal(study, own.study.handle)
    assert.deepEqual(studies.map(({ competitors }) => competitors), [2])
    assert.deepEqual(comparison?.sides.map(({ kind, title }) => [kind, title.en]).sort(), [['competitor', 'Better Co'], ['competitor', 'Worse Co'], ['now', 'Ours']])
    for (const [at, { study }] of (comparison?.sides ?? []).entries()) {
      const page = await get(`studies/${study}/results`, studyResultSchema)
      const rows: SideRow[] = comparison?.rows.filter(({ level }) => level === 'dimension') ?? []
      for (const row of rows) {
        const key = row.measure.split('.')[1]
        alike(row.estimates[at], page.gaps.find((each) => each.level === 'dimension' && each.key === key)?.perception, `${study} ${row.measure}`)
      }
    }
  })

  test('place, gap to the best and a sentence', async () => {
    const { comparison } = await get('benchmark', benchmarkSchema)
    const whole = comparison?.rows.find(({ level }) => level === 'overall')
    assert.deepEqual(whole?.position, { rank: 2, best: 2, worst: 2, of: 3 })
    assert.equal(comparison?.sides[whole?.bestCompetitor ?? 0]?.study, better.study.handle)
    assert.match(comparison?.conclusion.text.en ?? '', /^Overall \(perceived\): .* behind Better Co, the best$/)
    assert.match(comparison?.conclusion.evidence?.en ?? '', /^Place 2 of 3\./)
    assert.equal(comparison?.conclusion.tone, 'bad')
    assert.ok(whole?.differences.every((difference, at) => at === 0 || (difference?.test?.family ?? 0) > 2))
  })

  test('p is adjusted over all measures and competitors together', async () => {
    const { comparison } = await get('benchmark', benchmarkSchema)
    const tests = comparison?.rows.flatMap(({ differences }) => differences.flatMap((each) => each?.test ?? [])) ?? []
    assert.equal(tests.length, comparison?.family)
    const adjusted = adjust(tests.map(({ p }) => p))
    for (const [at, { adjustedP }] of tests.entries()) assert.ok(Math.abs(adjustedP - (adjusted[at] ?? 0)) < 1e-12)
  })

  test('who has no own study is shown none, who asks for a strange one is told', async () => {
    const strangers = await testOrganisation(app)
    const empty = (await (await strangers.owner.fetch(`/api/o/${strangers.handle}/benchmark`)).json()) as { study: null; studies: [] }
    assert.deepEqual([empty.study, empty.studies], [null, []])
    const theirs = await strangers.owner.fetch(`/api/o/${strangers.handle}/benchmark?study=${own.study.handle}`)
    assert.equal(theirs.status, 404)
  })
})

describe('Periods', () => {
  test('two periods of one study, each as its result page has it, tested by Welch’s t', async () => {
    const path = `studies/${own.study.handle}/results`
    const found = await get(`${path}/periods?from=2026-01-05&to=2026-01-09&against=2026-01-01..2026-01-04`, sideBySideSchema)
    const [now, past] = [await get(`${path}?from=2026-01-05&to=2026-01-09`, studyResultSchema), await get(`${path}?from=2026-01-01&to=2026-01-04`, studyResultSchema)]
    assert.deepEqual(found.sides.map(({ responses }) => responses), [now.responses, past.responses])
    const row = found.rows.find(({ measure }) => measure === 'dimension.reliability.perception')
    const estimateIn = (page: typeof now) => page.gaps.find(({ key, level }) => key === 'reliability' && level === 'dimension')?.perception
    alike(row?.estimates, [estimateIn(now), estimateIn(past)])
    const [a, b] = row!.estimates.map((estimate) => ({ n: estimate!.n, mean: estimate!.value!, squares: estimate!.sd! ** 2 * (estimate!.n - 1) }))
    const expected = welchT(a!, b!)
    assert.ok(Math.abs((row?.differences[1]?.test?.p ?? 1) - (expected.p ?? 0)) < 1e-10)
  })

  test('the period before and the year before, by the calendar', () => {
    assert.deepEqual(periodBefore({ from: '2026-04-01', to: '2026-06-30' }), { from: '2026-01-01', to: '2026-03-31' })
    assert.deepEqual(periodBefore({ from: '2026-01-01', to: '2026-03-31' }), { from: '2025-10-01', to: '2025-12-31' })
    assert.deepEqual(periodBefore({ from: '2026-03-10', to: '2026-03-16' }), { from: '2026-03-03', to: '2026-03-09' })
    assert.deepEqual(yearBefore({ from: '2024-02-01', to: '2024-02-29' }), { from: '2023-02-01', to: '2023-02-28' })
    assert.deepEqual(yearBefore({ from: '2025-02-01', to: '2025-02-28' }), { from: '2024-02-01', to: '2024-02-29' })
    assert.deepEqual(yearBefore({ from: '2024-02-10', to: '2024-02-29' }), { from: '2023-02-10', to: '2023-02-28' })
    assert.deepEqual(pairedPeriod({ from: '2026-04-01', to: '2026-06-30' }, '2020-01-01..2020-01-31'), { from: '2020-01-01', to: '2020-01-31' })
  })

  test('days that do not exist or stand in the wrong order are told', async () => {
    for (const against of ['2026-02-30..2026-03-01', '2026-03-02..2026-03-01', 'yesterday']) {
      const response = await here.owner.fetch(`/api/o/${here.handle}/studies/${own.study.handle}/results/periods?against=${against}`)
      const { code, errors } = (await response.json()) as { code: string; errors: { field: string }[] }
      assert.deepEqual([code, errors[0]?.field], ['request.invalid', 'against'], against)
    }
  })
})
