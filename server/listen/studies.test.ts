import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { studyStates, type Activity, type Attribute, type Collector, type StudiesPage, type Study } from '@gap5/contract/listen/studies.ts'
import { inOrganisation } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const org = await testOrganisation(app)
const researcher = await org.as('researcher')
const path = `/api/o/${org.handle}/studies`
const instrument = (await testStudy(app, org.id)).instrument

const branch: Attribute = { key: 'branch', title: { en: 'Branch', zh: '分公司' }, type: 'unit', values: [], settableByLink: true }
const segment: Attribute = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice',
  values: [
    { value: 'key', title: { en: 'Key', zh: '重点' } },
    { value: 'small', title: { en: 'Small', zh: '小型' } },
  ],
  settableByLink: false,
}
const draft = {
  title: { en: 'After service', zh: '售后回访' },
  subject: { kind: 'own', name: { en: 'Us', zh: '我们' } },
  instrumentId: instrument.id,
  attributes: [branch, segment],
}

function create(change: Record<string, unknown> = {}) {
  return answered<Study>(researcher.fetch(path, { method: 'POST', json: { ...draft, ...change } }), 201)
}

function patch({ handle, revision }: Study, json: unknown) {
  return researcher.fetch(`${path}/${handle}`, { method: 'PATCH', headers: { 'If-Match': `"${revision}"` }, json })
}

function publish({ handle, revision }: Study) {
  return researcher.fetch(`${path}/${handle}/publication`, { method: 'POST', headers: { 'If-Match': `"${revision}"` } })
}

describe('a study', () => {
  test('gets an address from its title, its own each time', async () => {
    const first = await create({ title: { en: 'Héngyuan: After-sales!', zh: '售后' } })
    assert.equal(first.handle, 'hengyuan-after-sales')
    const twins = await Promise.all([1, 2, 3].map(() => create({ title: { en: 'Héngyuan: After-sales!', zh: '售后' } })))
    assert.deepEqual(twins.map(({ handle }) => handle).sort(), ['hengyuan-after-sales-2', 'hengyuan-after-sales-3', 'hengyuan-after-sales-4'])
    assert.equal((await create({ title: { en: '2026', zh: '2026' } })).handle, 'study-2026')
    assert.equal((await create({ title: { en: '售后', zh: '售后' } })).handle, 'study')
  })

  test('is published with its instrument, and an open link is there at once', async () => {
    const fresh = await answered<{ id: string }>(
      researcher.fetch(`/api/o/${org.handle}/instruments`, { method: 'POST', json: { from: 'library', key: 'pulse' } }),
      201,
    )
    const study = await create({ instrumentId: fresh.id })
    assert.equal(study.state, 'draft')
    const published = await answered<Study>(publish(study))
    assert.deepEqual([published.state, published.instrumentVersion], ['open', 1])
    const [link] = await answered<Collector[]>(researcher.fetch(`${path}/${study.handle}/collectors`))
    assert.equal(link?.kind, 'open')
    assert.match(link?.slug ?? '', /^[2-9a-z]{10}$/)
    await refused(await publish(published), 'listen.study-published')
    const version = await answered<{ publishedAt: string }>(researcher.fetch(`/api/o/${org.handle}/instruments/${fresh.id}`))
    assert.ok(version.publishedAt)
  })

  test('keeps its version when the instrument goes on', async () => {
    const { study, instrument } = await testStudy(app, org.id)
    const start = await researcher.fetch(`/api/o/${org.handle}/instruments/${instrument.id}/versions`, { method: 'POST' })
    assert.equal(start.status, 201)
    const read = await answered<Study>(researcher.fetch(`${path}/${study.handle}`))
    assert.equal(read.instrumentVersion, 1)
  })

  test('once published, takes new attributes and values but keeps those it has', async () => {
    const study = await answered<Study>(publish(await create()))
    const more: Attribute = { ...segment, values: [...segment.values, { value: 'new', title: { en: 'New', zh: '新' } }] }
    const extra: Attribute = { key: 'age', title: { en: 'Age', zh: '年龄' }, type: 'number', values: [], settableByLink: false }
    const widened = await answered<Study>(patch(study, { attributes: [branch, more, extra], title: { en: 'New title', zh: '新标题' } }))
    assert.deepEqual([widened.attributes.length, widened.title.en, widened.handle], [3, 'New title', study.handle])
    const forbidden = [
      { attributes: [branch] },
      { attributes: [branch, { ...more, type: 'text', values: [] }, extra] },
      { attributes: [branch, segment, extra] },
      { instrumentId: (await testStudy(app, org.id)).instrument.id },
      { subject: { kind: 'competitor', name: { en: 'Them', zh: '他们' } } },
    ]
    for (const change of forbidden) await refused(await patch(widened, change), 'listen.study-frozen')
    await refused(await researcher.fetch(`${path}/${study.handle}`, { method: 'DELETE' }), 'listen.study-published')
    await assert.rejects(inOrganisation(app.db, org.id, (trx) => trx.deleteFrom('study').where('id', '=', study.id).execute()), /published/)
    await assert.rejects(
      inOrganisation(app.db, org.id, (trx) => sql`update study set published_at = null where id = ${study.id}`.execute(trx)),
      /published/,
    )
  })

  test('changed by two people at once keeps the first change and tells the second', async () => {
    const study = await create()
    const answers = await Promise.all(['One', 'Two'].map((en) => patch(study, { title: { en, zh: en } })))
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409])
    await refused(answers.find((answer) => answer.status === 409)!, 'listen.changed-meanwhile')
    await refused(await publish(study), 'listen.changed-meanwhile')
  })

  test('that is a draft can be deleted; its address is free again', async () => {
    const study = await create({ title: { en: 'Short life', zh: '短命' } })
    assert.equal((await researcher.fetch(`${path}/${study.handle}`, { method: 'DELETE' })).status, 204)
    await refused(await researcher.fetch(`${path}/${study.handle}`), 'listen.study-unknown')
    assert.equal((await create({ title: { en: 'Short life', zh: '短命' } })).handle, 'short-life')
  })

  test('is closed and reopened; a period that is over does not keep it shut', async () => {
    const study = await answered<Study>(publish(await create({ closesAt: '2026-03-03T00:00:00Z' })))
    const closure = (method: string) => answered<Study>(researcher.fetch(`${path}/${study.handle}/closure`, { method }))
    assert.equal((await closure('POST')).state, 'closed')
    assert.equal((await closure('POST')).state, 'closed')
    assert.equal((await closure('DELETE')).state, 'open')
    app.clock.set('2026-03-04T08:00:00Z')
    assert.equal((await answered<Study>(researcher.fetch(`${path}/${study.handle}`))).state, 'expired')
    assert.deepEqual([(await closure('DELETE')).state, (await closure('DELETE')).closesAt], ['open', null])
    app.clock.set('2026-03-02T08:00:00Z')
    await refused(await researcher.fetch(`${path}/${(await create()).handle}/closure`, { method: 'POST' }), 'listen.study-draft')
  })
})

describe('what does not fit a study', () => {
  const misfits: [string, Record<string, unknown>, string][] = [
    ['no title', { title: undefined }, 'title'],
    ['a title in one language', { title: { en: 'Only' } }, 'title.zh'],
    ['an endless title', { title: { en: 'x'.repeat(2001), zh: 'x' } }, 'title.en'],
    ['an attribute twice', { attributes: [branch, branch] }, 'attributes.1.key'],
    ['a choice without values', { attributes: [{ ...segment, values: [] }] }, 'attributes.0.values'],
    ['an attribute that hides the language', { attributes: [{ ...segment, key: 'lang' }] }, 'attributes.0.key'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
    ['a minimum that hides nothing', { settings: { minimumN: 1 } }, 'settings.minimumN'],
    ['a time that is none', { opensAt: 'tomorrow' }, 'opensAt'],
  ]
  for (const [what, change, field] of misfits) {
    test(`is told by its field: ${what}`, async () => {
      const { errors } = await refused(await researcher.fetch(path, { method: 'POST', json: { ...draft, ...change } }), 'request.invalid')
      assert.deepEqual(errors?.map((error) => error.field), [field])
    })
  }

  test('is told in a sentence: a period that ends before it begins, an instrument that is not there', async () => {
    const reversed = { ...draft, opensAt: '2026-05-01T00:00:00Z', closesAt: '2026-04-01T00:00:00Z' }
    await refused(await researcher.fetch(path, { method: 'POST', json: reversed }), 'listen.period-reversed')
    const nowhere = { ...draft, instrumentId: '00000000-0000-4000-8000-000000000000' }
    await refused(await researcher.fetch(path, { method: 'POST', json: nowhere }), 'listen.instrument-unknown')
  })
})

describe('the list of studies', async () => {
  const own = await testOrganisation(app)
  const viewer = await own.as('viewer')
  const period = { opensAt: '2026-03-10T00:00:00Z', closesAt: '2026-03-20T00:00:00Z' }
  const many = [await testStudy(app, own.id), await testStudy(app, own.id, period), await testStudy(app, own.id, period)]
  const list = (query: string) => answered<StudiesPage>(viewer.fetch(`/api/o/${own.handle}/studies?${query}`))

  test('pages by the newest first and loses none', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: StudiesPage = await list(`limit=1${next === '' ? '' : `&after=${encodeURIComponent(next)}`}`)
      seen.push(...page.studies.map(({ id }) => id))
      next = page.next
    }
    assert.deepEqual(new Set(seen), new Set(many.map(({ study }) => study.id)))
    assert.equal(seen.length, 3)
  })

  test('finds by state as the contract derives it, at any time', async () => {
    for (const now of ['2026-03-02T08:00:00Z', '2026-03-10T00:00:00Z', '2026-03-20T00:00:00Z']) {
      app.clock.set(now)
      const all = (await list('')).studies
      for (const state of studyStates) {
        const found = (await list(`state=${state}`)).studies.map(({ id }) => id)
        assert.deepEqual(found, all.filter((study) => study.state === state).map(({ id }) => id), `${now} ${state}`)
      }
    }
    app.clock.set('2026-03-02T08:00:00Z')
  })

  test('finds by title in either language, taking signs as they are', async () => {
    assert.equal((await list(`search=${encodeURIComponent('测试')}`)).studies.length, 3)
    assert.equal((await list('search=TEST')).studies.length, 3)
    assert.equal((await list(`search=${encodeURIComponent('%')}`)).studies.length, 0)
  })

  test('refuses a page mark that is not one of ours', async () => {
    await refused(await viewer.fetch(`/api/o/${own.handle}/studies?after=${encodeURIComponent("' or 1=1")}`), 'request.malformed')
    await refused(await viewer.fetch(`/api/o/${own.handle}/studies?state=happy`), 'request.invalid')
  })

  test('has no days before the first answer', async () => {
    const { days } = await answered<Activity>(viewer.fetch(`/api/o/${own.handle}/studies/${many[0]!.study.handle}/activity`))
    assert.deepEqual(days, [])
  })
})
