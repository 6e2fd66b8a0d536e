import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Client } from 'pg'
import { sql } from 'kysely'
import { z } from 'zod'
import { followUpsDone } from './after-commit.ts'
import { inOrganisation, type Trx } from './database.ts'
import { deliver } from './delivery.ts'
import { eventKind, on, onBatch, record, redeliver, wakeAll, type EventHandler } from './events.ts'
import type { Room } from './room.ts'
import { testApp } from './testing/app.ts'
import { freeAbandoned } from './worker-watch.ts'

const greeted = eventKind('probe.greeted', z.object({ word: z.string() }))
const counted = eventKind('probe.counted', z.object({ n: z.int() }))

const handlers: EventHandler[] = []
const probe: Room = { name: 'probe', handlers: () => handlers }
const api = await testApp({ rooms: [probe] })
await sql`create table effect (org_id uuid not null, handler text not null, value text not null)`.execute(api.owner)
await sql`grant select, insert on effect to gap5_app`.execute(api.owner)

const at = new Date('2026-03-02T08:00:00Z')

function affect(trx: Trx, orgId: string, handler: string, value: string) {
  return sql`insert into effect values (${orgId}, ${handler}, ${value})`.execute(trx)
}

async function effects(orgId: string): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`select handler || ' ' || value as said from effect
    where org_id = ${orgId} order by said`.execute(api.owner)
  return rows.map((row) => row.said)
}

function greet(orgId: string, word: string): Promise<string> {
  return inOrganisation(api.db, orgId, (trx) => record(trx, greeted, { orgId, at, payload: { word } }))
}

function use(...used: EventHandler[]) {
  handlers.splice(0, handlers.length, ...used)
}

async function openEvents(orgId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from event_open where org_id = ${orgId}`.execute(api.owner)
  return rows[0]?.n ?? -1
}

test('an event reaches each of its handlers once, with its payload', async () => {
  const orgId = randomUUID()
  use(
    on(greeted, 'a', (trx, event) => affect(trx, orgId, 'a', event.payload.word).then(() => {})),
    on(greeted, 'b', (trx, event) => affect(trx, orgId, 'b', event.at.toISOString()).then(() => {})),
  )
  await greet(orgId, 'hello')
  await api.work()
  assert.deepEqual(await effects(orgId), ['a hello', 'b 2026-03-02T08:00:00.000Z'])
  assert.equal(await openEvents(orgId), 0)
})

test('what is rolled back has not happened for anybody', async () => {
  const orgId = randomUUID()
  use(on(greeted, 'a', (trx, event) => affect(trx, orgId, 'a', event.payload.word).then(() => {})))
  const failing = inOrganisation(api.db, orgId, async (trx) => {
    await record(trx, greeted, { orgId, at, payload: { word: 'never' } })
    throw new Error('no')
  })
  await assert.rejects(failing, /^Error: no$/)
  await api.work()
  assert.deepEqual(await effects(orgId), [])
})

test('a letter that comes twice has its effect once', async () => {
  const orgId = randomUUID()
  use(
    on(greeted, 'a', (trx) => affect(trx, orgId, 'a', '1').then(() => {})),
    on(greeted, 'b', () => Promise.reject(new Error('not yet'))),
  )
  const eventId = await greet(orgId, 'hello')
  const letter = { orgId, eventId, kind: greeted.name }
  await assert.rejects(deliver(api.db, api.clock, handlers, letter))
  await assert.rejects(deliver(api.db, api.clock, handlers, letter))
  assert.deepEqual(await effects(orgId), ['a 1'], 'the failure of b does not repeat a')
  const failure = await api.owner.selectFrom('event_failure').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  assert.equal(failure?.failures, 2)
  assert.match(failure?.message ?? '', /not yet/)

  use(handlers[0]!, on(greeted, 'b', (trx) => affect(trx, orgId, 'b', '1').then(() => {})))
  await inOrganisation(api.db, orgId, (trx) => redeliver(trx, { orgId, eventId }))
  await api.work()
  assert.deepEqual(await effects(orgId), ['a 1', 'b 1'])
  assert.equal(await openEvents(orgId), 0)
})

test('two workers with the same letter at the same time: one effect', async () => {
  const orgId = randomUUID()
  use(
    on(greeted, 'a', async (trx) => {
      await affect(trx, orgId, 'a', '1')
      await sql`select pg_sleep(0.05)`.execute(trx)
    }),
  )
  const letter = { orgId, eventId: await greet(orgId, 'hello'), kind: greeted.name }
  await Promise.all([1, 2, 3].map(() => deliver(api.db, api.clock, handlers, letter)))
  assert.deepEqual(await effects(orgId), ['a 1'])
})

test('a crash between effect and commit leaves neither, and the next attempt does both', async () => {
  const orgId = randomUUID()
  const pids: number[] = []
  let isFirst = true
  use(
    on(greeted, 'a', async (trx) => {
      await affect(trx, orgId, 'a', '1')
      if (!isFirst) return
      isFirst = false
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      pids.push(rows[0]!.pid)
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(trx)
    }),
  )
  const letter = { orgId, eventId: await greet(orgId, 'hello'), kind: greeted.name }
  await assert.rejects(deliver(api.db, api.clock, handlers, letter))
  assert.equal(pids.length, 1)
  assert.deepEqual(await effects(orgId), [])
  await deliver(api.db, api.clock, handlers, letter)
  assert.deepEqual(await effects(orgId), ['a 1'])
})

test('a batch takes what waits for its organisation, each event in one committed batch', async () => {
  const [orgId, otherOrg] = [randomUUID(), randomUUID()]
  const batches: number[] = []
  use(
    onBatch(counted, 'sum', async (trx, events) => {
      batches.push(events.length)
      for (const event of events) await affect(trx, event.orgId, 'sum', String(event.payload.n))
    }, { atMost: 30 }),
  )
  for (const org of [orgId, otherOrg]) {
    await inOrganisation(api.db, org, async (trx) => {
      for (let n = 0; n < 50; n++) await record(trx, counted, { orgId: org, at, payload: { n } })
    })
  }
  await Promise.all([api.work(), api.work()])
  const expected = Array.from({ length: 50 }, (_, n) => `sum ${n}`).sort()
  assert.deepEqual(await effects(orgId), expected)
  assert.deepEqual(await effects(otherOrg), expected)
  assert.ok(batches.length < 20, `${batches.length} batches for 100 events`)
  assert.ok(Math.max(...batches) <= 30)
})

test('one bad event does not hold up the rest of its batch', async () => {
  const orgId = randomUUID()
  use(
    onBatch(counted, 'sum', async (trx, events) => {
      for (const event of events) {
        if (event.payload.n === 3) throw new Error('three')
        await affect(trx, orgId, 'sum', String(event.payload.n))
      }
    }),
  )
  await inOrganisation(api.db, orgId, async (trx) => {
    for (let n = 0; n < 6; n++) await record(trx, counted, { orgId, at, payload: { n } })
  })
  await api.work()
  assert.deepEqual(await effects(orgId), ['sum 0', 'sum 1', 'sum 2', 'sum 4', 'sum 5'])
  const failed = await api.owner.selectFrom('event_failure').select('message').where('org_id', '=', orgId).execute()
  assert.deepEqual(failed, [{ message: 'Error: three' }])
})

test('many events of an organisation ask for one delivery', async () => {
  const orgId = randomUUID()
  use(on(greeted, 'a', (trx, event) => affect(trx, orgId, 'a', event.payload.word).then(() => {})))
  await Promise.all(Array.from({ length: 40 }, (_, n) => greet(orgId, String(n))))
  await followUpsDone()
  assert.equal(await waitingJobs(orgId), 1)
  await api.work()
  assert.equal((await effects(orgId)).length, 40)
  assert.equal(await openEvents(orgId), 0)
})

test('several workers on what waits: one effect each', async () => {
  const orgId = randomUUID()
  use(onBatch(counted, 'sum', async (trx, events) => {
    for (const event of events) await affect(trx, orgId, 'sum', String(event.payload.n))
    await sql`select pg_sleep(0.02)`.execute(trx)
  }, { atMost: 10 }))
  await inOrganisation(api.db, orgId, async (trx) => {
    for (let n = 0; n < 40; n++) await record(trx, counted, { orgId, at, payload: { n } })
  })
  await Promise.all([1, 2, 3].map(() => deliver(api.db, api.clock, handlers, { orgId, kind: counted.name })))
  assert.deepEqual(await effects(orgId), Array.from({ length: 40 }, (_, n) => `sum ${n}`).sort())
})

test('what a process did not live to ask for is delivered all the same', async () => {
  const orgId = randomUUID()
  use(on(greeted, 'a', (trx) => affect(trx, orgId, 'a', '1').then(() => {})))
  await greet(orgId, 'hello')
  await followUpsDone()
  await sql`delete from graphile_worker._private_jobs where payload ->> 'orgId' = ${orgId}`.execute(api.owner)
  await api.work()
  assert.deepEqual(await effects(orgId), [])
  await wakeAll(api.db)
  await api.work()
  assert.deepEqual(await effects(orgId), ['a 1'])
})

test('an event whose handler failed is tried again when its time has come, and no sooner', async () => {
  const orgId = randomUUID()
  let failures = 0
  use(on(greeted, 'a', (trx) => (failures < 2 ? Promise.reject(new Error(`no ${++failures}`)) : affect(trx, orgId, 'a', '1').then(() => {}))))
  await greet(orgId, 'hello')
  for (const [seconds, expected] of [[0, 1], [1, 1], [3, 2], [3, 2], [8, 2]] as const) {
    api.clock.advance(seconds * 1000)
    await wakeAll(api.db)
    await api.work()
    assert.equal(failures, expected, `after ${seconds} s more`)
  }
  assert.deepEqual(await effects(orgId), ['a 1'])
})

async function waitingJobs(orgId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from graphile_worker._private_jobs where payload ->> 'orgId' = ${orgId}`.execute(api.owner)
  return rows[0]?.n ?? -1
}

test('a handler cannot touch another organisation', async () => {
  const [orgId, otherOrg] = [randomUUID(), randomUUID()]
  use()
  const otherEvent = await greet(otherOrg, 'theirs')
  use(
    on(greeted, 'thief', async (trx, event) => {
      const seen = await trx.selectFrom('event').select('id').where('id', '=', otherEvent).execute()
      await affect(trx, event.orgId, 'thief', `saw ${seen.length}`)
    }),
  )
  const eventId = await greet(orgId, 'mine')
  await deliver(api.db, api.clock, handlers, { orgId, eventId, kind: greeted.name })
  assert.deepEqual(await effects(orgId), ['thief saw 0'])
})

test('the jobs of a worker that died are freed, those of a living one are not', async () => {
  const client = new Client(api.databaseUrl)
  await client.connect()
  try {
    await client.query('delete from graphile_worker._private_jobs')
    await client.query(`select graphile_worker.add_job('probe', '{}', run_at => now() + interval '1 day') from generate_series(1, 2)`)
    await client.query(`with ids as (select id, row_number() over (order by id) as n from graphile_worker._private_jobs)
      update graphile_worker._private_jobs j set locked_by = 'worker-' || n, locked_at = now() - interval '1 minute' from ids where ids.id = j.id`)
    await client.query(`select pg_advisory_lock(4006, hashtext('worker-2'))`)
    assert.deepEqual(await freeAbandoned(client), ['worker-1'])
  } finally {
    await client.end()
  }
})
