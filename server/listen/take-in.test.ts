import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { jsonb } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'

describe('answers that many programs send at the same moment', async () => {
  const app = await testApp()
  const here = await testOrganisation(app)
  const program = await here.withKey('manager')

  async function newStudy(settings: { maximumResponses?: number } = {}) {
    const { study } = await testStudy(app, here.id, { settings })
    const path = `/api/o/${here.handle}/studies/${study.handle}`
    const send = async (externalId: string | undefined, perception = 5) => {
      const answer = await program.fetch(`${path}/responses`, {
        method: 'POST',
        json: { externalId, answers: { ratings: { 'l1.adequate': 4, 'l1.desired': 8, 'l1.perception': perception } } },
      })
      return { status: answer.status, ...((await answer.json()) as { responseId?: string; code?: string }) }
    }
    const kept = async (table: 'response' | 'intake_journal') =>
      (await app.owner.selectFrom(table).select('id').where('study_id', '=', study.id).execute()).length
    return { study, path, send, kept }
  }

  test('each get their own answer, and one bad sender spoils nothing for the others', async () => {
    const { send, kept, study } = await newStudy()
    const good = Array.from({ length: 30 }, (_, n) => send(`good ${n}`))
    const bad = [send('bad 1', 99), send('bad 2', 0), send(undefined), send('nul \0')]
    const answers = await Promise.all(good)
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    assert.equal(new Set(answers.map(({ responseId }) => responseId)).size, 30)
    assert.deepEqual((await Promise.all(bad)).map(({ code }) => code), ['listen.answers-invalid', 'listen.answers-invalid', 'listen.key-needed', 'listen.answers-invalid'])
    assert.equal(await kept('response'), 30)
    // What came without a usable id waits under the mark of its content: two letters.
    assert.equal(await kept('intake_journal'), 34)
    const { rows: ids } = await sql<{ id: string; external_id: string }>`
      select response_id as id, external_id from intake_journal where study_id = ${study.id} and outcome = 'accepted'`.execute(app.owner)
    for (const { id, external_id } of ids) assert.equal(answers[Number(external_id.slice(5))]?.responseId, id)
  })

  test('are written in few transactions', async () => {
    const { send, study } = await newStudy()
    await send('first')
    await Promise.all(Array.from({ length: 60 }, (_, n) => send(`n ${n}`)))
    const { rows } = await sql<{ n: number }>`select count(distinct written_in) as n from response where study_id = ${study.id}`.execute(app.owner)
    assert.ok(rows[0]!.n <= 30, `${rows[0]!.n} transactions for 61 answers`)
  })

  test('count once when they are the same', async () => {
    const { send, kept } = await newStudy()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(`same ${n % 2}`)))
    assert.equal(new Set(answers.map(({ responseId }) => responseId)).size, 2)
    assert.equal(answers.filter(({ status }) => status === 201).length, 2)
    assert.equal(await kept('response'), 2)
  })

  test('find as many places as there are, and who sends again needs none', async () => {
    const { send, kept } = await newStudy({ maximumResponses: 10 })
    const early = await Promise.all(Array.from({ length: 4 }, (_, n) => send(`n ${n}`)))
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => send(`n ${n}`)))
    assert.deepEqual(answers.slice(0, 4).map(({ status, responseId }) => [status, responseId]), early.map(({ responseId }) => [200, responseId]))
    assert.equal(answers.filter(({ status }) => status === 201).length, 6)
    assert.equal(answers.filter(({ code }) => code === 'listen.study-full').length, 20)
    assert.equal(await kept('response'), 10)
    assert.equal((await send('misfit', 99)).code, 'listen.study-full')
    assert.equal(await kept('intake_journal'), 10, 'a full study keeps no dead letters')
  })

  test('are refused from the moment the study is closed, and again heard once it is open', async () => {
    const { send, path } = await newStudy()
    const before = Promise.all(Array.from({ length: 20 }, (_, n) => send(`before ${n}`)))
    await here.owner.fetch(`${path}/closure`, { method: 'POST' })
    const after = await Promise.all(Array.from({ length: 20 }, (_, n) => send(`after ${n}`)))
    assert.deepEqual(new Set(after.map(({ code }) => code)), new Set(['listen.study-not-open']))
    await before
  })

  test('meet what another process has changed, as if it had been looked up for them', async () => {
    const { study, send, kept } = await newStudy()
    assert.equal((await send('first')).status, 201)
    assert.equal((await send('second')).status, 201)
    const setStudy = (values: { closed_at?: Date | null; closes_at?: Date }) =>
      app.owner.updateTable('study').set(values).where('id', '=', study.id).execute()
    const setCollectors = (closedAt: Date | null) =>
      app.owner.updateTable('collector').set({ closed_at: closedAt }).where('study_id', '=', study.id).execute()

    await setStudy({ closed_at: app.clock.now() })
    assert.equal((await send('study closed')).code, 'listen.study-not-open')
    await setStudy({ closed_at: null })
    assert.equal((await send('study open')).status, 201)
    await setCollectors(app.clock.now())
    assert.equal((await send('collector closed')).code, 'listen.collector-closed')
    await setCollectors(null)
    assert.equal((await send('collector open')).status, 201)

    await setStudy({ closes_at: new Date(app.clock.now().getTime() + 60_000) })
    assert.equal((await send('a minute left')).status, 201)
    app.clock.advance(61_000)
    assert.equal((await send('too late')).code, 'listen.study-not-open')
    assert.equal(await kept('response'), 5)
  })

  test('name only units that are still there', async () => {
    const title = { en: 'Branch', zh: '网点' }
    const { study } = await testStudy(app, here.id, { attributes: [{ key: 'branch', title, type: 'unit', values: [], settableByLink: false }] })
    const open = (code: string) =>
      app.owner.insertInto('unit').values({ org_id: here.id, code, kind: 'branch', title: jsonb(title), created_at: app.clock.now() }).execute()
    await open('north')
    const send = async (externalId: string, branch: string) => {
      const json = { externalId, attributes: { branch }, answers: { ratings: { 'l1.adequate': 4, 'l1.desired': 8, 'l1.perception': 5 } } }
      return (await program.fetch(`/api/o/${here.handle}/studies/${study.handle}/responses`, { method: 'POST', json })).status
    }
    assert.deepEqual([await send('a', 'north'), await send('b', 'north'), await send('c', 'south')], [201, 201, 422])
    await open('south')
    assert.deepEqual([await send('d', 'south'), await send('e', 'south')], [201, 201])
    await app.owner.deleteFrom('unit').where('org_id', '=', here.id).where('code', '=', 'north').execute()
    assert.deepEqual([await send('f', 'north'), await send('g', 'south')], [422, 201])
  })

  test('tell a sender who is unsure the first id, and are announced once', async () => {
    const { send, study } = await newStudy()
    await send('known')
    const first = await Promise.all(['a', 'b', 'a'].map((id) => send(id)))
    const again = await Promise.all(['a', 'c', 'b'].map((id) => send(id)))
    assert.deepEqual([again[0]!.status, again[1]!.status, again[2]!.status], [200, 201, 200])
    assert.deepEqual([again[0]!.responseId, again[2]!.responseId], [first[0]!.responseId, first[1]!.responseId])
    const { rows } = await sql<{ told: string; lastAt: string }>`
      select jsonb_array_elements_text(payload -> 'responseIds') as told, payload ->> 'lastAt' as "lastAt" from event
      where kind = 'listen.responses.accepted' and payload ->> 'studyId' = ${study.id}`.execute(app.owner)
    assert.equal(rows.length, 4)
    assert.deepEqual(new Set(rows.map(({ lastAt }) => lastAt)), new Set([app.clock.now().toISOString()]))
    assert.equal(new Set(rows.map(({ told }) => told)).size, 4)
    await app.work()
    const folded = await app.owner.selectFrom('response_tally').select('responses').where('study_id', '=', study.id).execute()
    assert.equal(folded.reduce((sum, { responses }) => sum + responses, 0), 4)
  })

  test('are refused from the moment the key is revoked', async () => {
    const { path } = await newStudy()
    const key = await here.withKey('manager')
    const ask = async () => (await key.fetch(path)).status
    assert.deepEqual(new Set(await Promise.all(Array.from({ length: 20 }, ask))), new Set([200]))
    const revoked = await here.owner.fetch(`/api/o/${here.handle}/keys/${key.id}`, { method: 'DELETE' })
    assert.equal(revoked.status, 204)
    assert.deepEqual(new Set(await Promise.all(Array.from({ length: 20 }, ask))), new Set([401]))
  })
})
