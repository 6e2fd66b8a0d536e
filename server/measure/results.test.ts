import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { comparisonSchema } from '@gap5/contract/measure/comparison.ts'
import { pulseSchema } from '@gap5/contract/measure/pulse.ts'
import { studyResultSchema, type StudyResult } from '@gap5/contract/measure/results.ts'
import { ownJson, sharedJson, skipWithoutShared } from '../../methods/testing/golden.ts'
import { inOrganisation } from '../database.ts'
import { systemActor } from '../access/actor.ts'
import { correct } from '../listen/corrections.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, type TestCaller } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { assertKioskGaps, assertKioskWeighted, assertSimulatedZone, rowOf } from './testing/reference-results.ts'
import { kiosk, simulatedZone } from './testing/reference-studies.ts'
import { answer, studyWithAnswers } from './testing/studies-with-answers.ts'

const app = await testApp()
const here = await testOrganisation(app)
const zone = simulatedZone()
const { study } = await studyWithAnswers(app, here.id, zone)
const path = `/api/o/${here.handle}/studies/${study.handle}/results`

async function get(path: string, caller: TestCaller = here.owner): Promise<unknown> {
  const response = await caller.fetch(path)
  assert.equal(response.status, 200, await response.clone().text())
  return response.json()
}

async function result(path: string): Promise<StudyResult> {
  return studyResultSchema.parse(await get(path))
}

async function refusal(path: string): Promise<{ status: number; code: string; field?: string }> {
  const response = await here.owner.fetch(path)
  const { status, code, errors } = (await response.json()) as { status: number; code: string; errors?: { field: string }[] }
  assert.equal(response.headers.get('content-type')?.split(';')[0], 'application/problem+json')
  return errors?.[0] ? { status, code, field: errors[0].field } : { status, code }
}

describe('Through the API', () => {
  test('the simulated study equals its reference', async () => {
    assertSimulatedZone(await result(path), ownJson('zot_simulated_a.json'))
  })

  test('the kiosk study equals its reference', skipWithoutShared, async () => {
    const { study } = await studyWithAnswers(app, here.id, kiosk())
    const found = await result(`/api/o/${here.handle}/studies/${study.id}/results`)
    assertKioskGaps(found, sharedJson('golden/servqual_kiosk.json'))
    assertKioskWeighted(found, sharedJson('golden/servqual_kiosk.json'))
  })

  test('a filter by attribute gives the branch alone', async () => {
    const golden = ownJson('zot_simulated_a.json').at('responsiveness_msa_by_branch', 'North')
    const { adequacy } = rowOf(await result(`${path}?a.branch=North`), 'dimension', 'responsiveness')
    assert.equal(adequacy?.n, golden.at('n').number)
    assert.ok(Math.abs((adequacy?.value ?? 0) - golden.at('mean').number) < 1e-12)
    const both = await result(`${path}?a.branch=North&a.branch=South`)
    const south = await result(`${path}?a.branch=South`)
    assert.equal(both.responses, 130 + south.responses)
  })

  test('a period is one of days in the organisation’s time zone', async () => {
    // Shanghai is eight hours ahead: 2 January there begins at 16:00 UTC on the first, the seventeenth answer.
    const found = await result(`${path}?from=2026-01-02&to=2026-01-02`)
    assert.equal(found.responses, 24)
    assert.equal(found.firstAt, '2026-01-01T16:00:00.000Z')
    assert.equal(found.lastAt, '2026-01-02T15:00:00.000Z')
  })

  test('a comparison answers with groups, test and sentence', async () => {
    const found = comparisonSchema.parse(await get(`${path}/comparison?attribute=branch&measure=dimension.responsiveness.adequacy`))
    assert.deepEqual(found.groups.map((group) => group.value).sort(), ['Centre', 'East', 'North', 'South', 'West'])
    assert.equal(found.overall?.method, 'welch-anova')
    assert.equal(found.pairs.length, 10)
    assert.ok(found.pairs.every(({ test }) => test.method === 'games-howell'))
    assert.equal(found.conclusion.text.en, 'The groups do not differ beyond chance')
  })
})

describe('Live', () => {
  test('a new answer, a correction and a mark show at once, and move the pulse', async () => {
    const made = await testStudy(app, here.id, { definition: zone.frame.definition, attributes: zone.frame.attributes })
    const own = `/api/o/${here.handle}/studies/${made.study.handle}/results`
    const pulse = async () => pulseSchema.parse(await get(`${own}/pulse`))
    const given = zone.responses.slice(0, 20)
    await answer(app, here.id, made, given.slice(0, 19))
    const before = await result(own)
    const still = await pulse()
    assert.deepEqual(await pulse(), still)
    const [responseId = ''] = await answer(app, here.id, made, given.slice(19))
    const after = await result(own)
    assert.deepEqual([before.responses, after.responses], [19, 20])
    const moved = await pulse()
    assert.notEqual(moved.revision, still.revision)
    assert.equal(moved.responses, 20)

    const t1 = given[19]?.ratings['t1.perception'] ?? 0
    const corrected = t1 === 9 ? 8 : 9
    const revise = (correction: Parameters<typeof correct>[2]['correction']) =>
      inOrganisation(app.db, here.id, (trx) =>
        correct(trx, systemActor(here.id), { studyId: made.study.id, responseId, correction }, app.clock.now()),
      )
    await revise({ ratings: { 't1.perception': corrected }, reason: 'typing error' })
    const sum = (found: StudyResult) => {
      const { value, n } = found.distributions.find((d) => d.variable === 't1.perception')?.estimate ?? { value: null, n: 0 }
      return (value ?? 0) * n
    }
    assert.ok(Math.abs(sum(await result(own)) - sum(after) - (corrected - t1)) < 1e-9)
    assert.notEqual((await pulse()).revision, moved.revision)

    await revise({ marks: ['duplicate'], reason: 'came twice' })
    const marked = await result(own)
    assert.equal(marked.responses, 19)
    assert.deepEqual(marked.leftOut, [{ reason: 'duplicate', n: 1 }])
    assert.equal((await result(`${own}?marks=all`)).responses, 20)
  })
})

describe('Too little data', () => {
  test('shows reasons and no number', async () => {
    const made = await testStudy(app, here.id, { definition: zone.frame.definition, attributes: zone.frame.attributes })
    const own = `/api/o/${here.handle}/studies/${made.study.handle}/results`
    const empty = await result(own)
    assert.equal(empty.conclusions[0]?.kind, 'no-answers')
    await answer(app, here.id, made, zone.responses.slice(0, 7))
    const few = await result(own)
    assert.equal(few.conclusions[0]?.text.en, 'Too few answers to conclude from: 7 of at least 10')
    const figures = few.gaps.flatMap((row) => [row.adequate, row.perception, row.adequacy, row.shareInside]).filter((e) => e !== null)
    assert.ok(figures.length > 0 && figures.every((e) => e.value === null && e.reason === 'below-minimum-n'))
    assert.ok(few.distributions.every((d) => d.counts === null))
  })

  test('the stricter of the organisation’s and the study’s minimum counts', async () => {
    const strict = await testOrganisation(app, { minimumN: 30 })
    const made = await testStudy(app, strict.id, { definition: zone.frame.definition, settings: { minimumN: 10 } })
    await answer(app, strict.id, made, zone.responses.slice(0, 20).map((response) => ({ ...response, attributes: {} })))
    const found = studyResultSchema.parse(await get(`/api/o/${strict.handle}/studies/${made.study.handle}/results`, strict.owner))
    assert.equal(found.minimumN, 30)
    assert.equal(found.conclusions[0]?.kind, 'too-few')
  })
})

describe('Refusals', () => {
  test('bad filters are told by name', async () => {
    assert.deepEqual(await refusal(`${path}?from=2026-02-30`), { status: 422, code: 'request.invalid', field: 'from' })
    assert.deepEqual(await refusal(`${path}?from=2026-02-03&to=2026-02-02`), { status: 422, code: 'request.invalid', field: 'to' })
    assert.deepEqual(await refusal(`${path}?marks=some`), { status: 422, code: 'request.invalid', field: 'marks' })
    assert.deepEqual(await refusal(`${path}?a.colour=red`), { status: 422, code: 'measure.attribute-unknown' })
    assert.deepEqual(await refusal(`${path}/comparison?attribute=colour&measure=overall.gap`), { status: 422, code: 'measure.attribute-unknown' })
    assert.deepEqual(await refusal(`${path}/comparison?attribute=branch&measure=overall.gap`), { status: 422, code: 'measure.measure-unknown' })
    assert.deepEqual(await refusal(`${path}/comparison?attribute=branch&measure=nonsense`), { status: 422, code: 'request.invalid', field: 'measure' })
    assert.deepEqual(await refusal(`${path}/comparison?attribute=branch`), { status: 422, code: 'request.invalid', field: 'measure' })
  })

  test('an unknown study is not found', async () => {
    assert.deepEqual(await refusal(`/api/o/${here.handle}/studies/nothing/results`), { status: 404, code: 'listen.study-unknown' })
  })
})

describe('Between organisations', () => {
  test('nobody sees the results of another, by any path', async () => {
    const there = await testOrganisation(app)
    for (const part of ['', '/pulse', '/comparison?attribute=branch&measure=dimension.responsiveness.adequacy']) {
      assert.equal((await there.owner.fetch(`${path}${part}`)).status, 404)
      assert.equal((await there.owner.fetch(`/api/o/${there.handle}/studies/${study.id}/results${part}`)).status, 404)
    }
  })
})
