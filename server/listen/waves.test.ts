import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Collector, Study } from '@gap5/contract/listen/studies.ts'
import type { Mailing } from '@gap5/contract/listen/mail.ts'
import type { Series, SeriesList, SeriesWithWaves } from '@gap5/contract/listen/waves.ts'
import { connectAsOwner } from '../database.ts'
import { migrate, migrateTo } from '../migrate.ts'
import { testApp } from '../testing/app.ts'
import { emptyDatabase } from '../testing/database.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'
import { testMailing } from './mail/mail-testing.ts'
import { startWaves } from './start-waves.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const org = await testOrganisation(app, { timeZone: 'Asia/Shanghai' })
const researcher = await org.withKey('researcher')
const api = `/api/o/${org.handle}`
const segment = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice' as const,
  values: [{ value: 'small', title: { en: 'Small', zh: '小型' } }],
  settableByLink: true,
}

function nextWave(study: string, json: Record<string, unknown> = {}) {
  return researcher.fetch(`${api}/studies/${study}/waves`, { method: 'POST', json })
}

describe('the next wave of a study', () => {
  test('asks the same version of the same questions, with the attributes, quotas and collectors the study has', async () => {
    const { study, collector } = await testStudy(app, org.id, { attributes: [segment], kind: 'qr', settings: { paging: 'block' } })
    const quotas = [{ values: { segment: 'small' }, collectorId: collector.id, target: 50 }]
    await answered(researcher.fetch(`${api}/studies/${study.handle}`, { method: 'PATCH', headers: { 'If-Match': '"2"' }, json: { settings: { ...study.settings, quotas } } }))
    const wave = await answered<Study>(nextWave(study.handle, { opensAt: '2026-06-01T00:00:00Z', closesAt: '2026-06-15T00:00:00Z', publish: true }), 201)
    assert.deepEqual([wave.wave, wave.state, wave.instrumentVersion, wave.attributes, wave.settings.paging], [2, 'scheduled', study.instrumentVersion, [segment], 'block'])
    assert.deepEqual(wave.title, { en: 'Test study · wave 2', zh: '测试调查 · 第 2 轮' })
    const [copy, ...others] = await answered<Collector[]>(researcher.fetch(`${api}/studies/${wave.handle}/collectors`))
    assert.deepEqual([copy?.kind, copy?.title, others.length], ['qr', collector.title, 0])
    assert.notEqual(copy?.slug, collector.slug)
    assert.deepEqual(wave.settings.quotas, [{ values: { segment: 'small' }, collectorId: copy?.id, target: 50 }])

    const series = await answered<SeriesWithWaves>(researcher.fetch(`${api}/series/${wave.series}`))
    assert.deepEqual(series.waves.map((each) => [each.study.wave, each.study.id]), [[1, study.id], [2, wave.id]])
    assert.ok((await answered<SeriesList>(researcher.fetch(`${api}/series`))).series.some(({ id, waves }) => id === series.id && waves === 2))
  })

  test('takes the text of its mails along and not its people', async () => {
    const { study, path, read } = await testMailing(app, org, researcher, 'a@example.org', { reminders: 1 })
    const wave = await answered<Study>(nextWave(study.handle), 201)
    const [copy, ...others] = await answered<Mailing[]>(researcher.fetch(`${api}/studies/${wave.handle}/mailings`))
    const before = await read()
    assert.deepEqual([copy?.title, copy?.text, copy?.reminders, copy?.counts.recipients, others.length], [before.title, before.text, 1, 0, 0], path)
  })

  test('asks the newest version where that is wished', async () => {
    const { study, instrument } = await testStudy(app, org.id)
    const newer = await answered<{ version: number; revision: number }>(researcher.fetch(`${api}/instruments/${instrument.id}/versions`, { method: 'POST', json: {} }), 201)
    const same = await answered<Study>(nextWave(study.handle, { publish: true }), 201)
    const newest = await answered<Study>(nextWave(study.handle, { publish: true, instrument: 'newest' }), 201)
    assert.deepEqual([same.instrumentVersion, newest.instrumentVersion], [1, newer.version])
    assert.deepEqual([same.wave, newest.wave], [2, 3])
  })

  test('gets a number of its own when two people make one at once', async () => {
    const { study } = await testStudy(app, org.id)
    const made = await Promise.all(Array.from({ length: 4 }, () => nextWave(study.handle).then((answer) => answered<Study>(answer, 201))))
    assert.deepEqual(made.map(({ wave }) => wave).sort(), [2, 3, 4, 5])
    assert.equal(new Set(made.map(({ series }) => series)).size, 1)
  })

  test('is not made by those who only read, nor of what is not there', async () => {
    const { study } = await testStudy(app, org.id)
    const viewer = await org.as('viewer')
    await refused(await viewer.fetch(`${api}/studies/${study.handle}/waves`, { method: 'POST', json: {} }), 'access.not-allowed')
    await refused(await nextWave('nothing'), 'listen.study-unknown')
    await refused(await researcher.fetch(`${api}/series/${study.id}`), 'listen.series-unknown')
    await refused(await nextWave(study.handle, { opensAt: '2026-06-02T00:00:00Z', closesAt: '2026-06-01T00:00:00Z' }), 'listen.period-reversed')
  })
})

describe('a study that is repeated by itself', async () => {
  const { study } = await testStudy(app, org.id)
  const { series: id } = await answered<Study>(nextWave(study.handle, { publish: true }), 201)
  const change = (json: unknown) => researcher.fetch(`${api}/series/${id}`, { method: 'PATCH', json })
  const read = () => answered<SeriesWithWaves>(researcher.fetch(`${api}/series/${id}`))

  test('is told when, on days that every month has', async () => {
    const { errors } = await refused(await change({ schedule: { every: 'month', next: '2026-03-31', daysOpen: 10 } }), 'request.invalid')
    assert.deepEqual(errors?.map(({ field }) => field), ['schedule.next'])
    const series = await answered<Series>(change({ title: { en: 'Pulse', zh: '脉动' }, schedule: { every: 'month', next: '2026-03-15', daysOpen: 10 } }))
    assert.equal(series.schedule?.instrument, 'same')
  })

  test('opens each month at midnight of the organisation, made a week before, once', async () => {
    await startWaves(app.deps)
    assert.equal((await read()).waves.length, 2, 'too early')
    app.clock.set('2026-03-09T08:00:00Z')
    await Promise.all([startWaves(app.deps), startWaves(app.deps)])
    await startWaves(app.deps)
    const { waves, schedule } = await read()
    assert.equal(waves.length, 3)
    const made = waves.at(-1)!.study
    assert.deepEqual([made.title, made.state], [{ en: 'Pulse · March 2026', zh: '脉动 · 2026年3月' }, 'scheduled'])
    assert.deepEqual([made.opensAt, made.closesAt], ['2026-03-14T16:00:00.000Z', '2026-03-24T16:00:00.000Z'])
    assert.equal(schedule?.next, '2026-04-15')
  })

  test('leaves out what went by while nobody was there, and goes on with what is open', async () => {
    app.clock.set('2026-07-20T08:00:00Z')
    await startWaves(app.deps)
    const { waves, schedule } = await read()
    assert.deepEqual(waves.map((each) => each.study.title.en).slice(3), ['Pulse · July 2026'])
    assert.equal(waves.at(-1)?.study.state, 'open')
    assert.equal(schedule?.next, '2026-08-15')
  })

  test('stops when it is told to', async () => {
    await answered(change({ schedule: null }))
    app.clock.set('2026-12-20T08:00:00Z')
    await startWaves(app.deps)
    assert.equal((await read()).waves.length, 4)
  })
})

test('studies and collectors of an older version stand alone and keep what they have', async () => {
  const { url, drop } = await emptyDatabase()
  await migrateTo(url, '040-listen-imports')
  const db = connectAsOwner(url, { max: 1 })
  try {
    await sql`
      insert into organisation (org_id, handle, name, time_zone, language, minimum_n, created_at)
        values ('00000000-0000-0000-0000-000000000001', 'old', '{"en":"Old","zh":"旧"}', 'UTC', 'en', 5, now());
      insert into instrument (org_id, id, created_at) values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', now())`
      .execute(db)
    await sql`
      insert into study (org_id, id, handle, title, subject, instrument_id, attributes, settings, created_at)
        values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003', 'old', '{}', '{}', '00000000-0000-0000-0000-000000000002', '[]', '{}', now());
      insert into collector (org_id, study_id, kind, title, slug, attributes, created_at)
        values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003', 'open', 'Old', 'oldoldoldo', '{}', now())`.execute(db)
    await migrate(url)
    const { rows } = await sql`select series_id, wave, collector.settings, collector.opens_at from study join collector on study_id = study.id`.execute(db)
    assert.deepEqual(rows, [{ series_id: null, wave: null, settings: {}, opens_at: null }])
  } finally {
    await db.destroy()
    await drop()
  }
})
