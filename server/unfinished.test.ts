import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { handlerTitles, unfinishedListSchema } from '@gap5/contract/access/unfinished.ts'
import { inOrganisation } from './database.ts'
import { eventKind, on, record } from './events.ts'
import type { Room } from './room.ts'
import { rooms } from './rooms.ts'
import { testApp } from './testing/app.ts'
import { answered } from './testing/json.ts'
import { testOrganisation } from './testing/organisation.ts'
import { refused } from './testing/refused.ts'

const happened = eventKind('probe.happened', z.object({ word: z.string() }))
let isWell = false
const probe: Room = {
  name: 'probe',
  handlers: () => [
    on(happened, 'probe.follow', async () => {
      if (!isWell) throw new Error('the disk is full')
    }),
    on(happened, 'probe.other', async () => {}),
  ],
}
const app = await testApp({ rooms: [...rooms, probe], now: '2026-03-02T08:00:00Z' })
const here = await testOrganisation(app)
const path = `/api/o/${here.handle}/unfinished`

const happen = (word: string) => inOrganisation(app.db, here.id, (trx) => record(trx, happened, { orgId: here.id, at: app.clock.now(), payload: { word } }))
const list = async () => unfinishedListSchema.parse(await answered(here.owner.fetch(path)))

test('what failed is seen by owners and managers with its reason and next attempt, tried again by hand, and gone once done', async () => {
  const event = await happen('first')
  await happen('second')
  await app.work()
  const { total, unfinished } = await list()
  assert.equal(total, 2, 'the handler that did its part is not listed')
  const [one] = unfinished
  assert.deepEqual([one!.event, one!.kind, one!.handler, one!.failures, one!.payload], [event, 'probe.happened', 'probe.follow', 1, { word: 'first' }])
  assert.match(one!.message, /the disk is full/)
  assert.equal(Date.parse(one!.nextAt!) - Date.parse(one!.lastAt), 2718)

  for (const role of ['researcher', 'agent', 'viewer'] as const) await refused(await (await here.as(role)).fetch(path), 'access.not-allowed')
  const other = await testOrganisation(app)
  assert.equal(unfinishedListSchema.parse(await answered(other.owner.fetch(`/api/o/${other.handle}/unfinished`))).total, 0)
  await refused(await other.owner.fetch(`/api/o/${other.handle}/unfinished/${event}/attempts`, { method: 'POST' }), 'access.event-finished')

  const manager = await here.as('manager')
  assert.deepEqual(await answered(manager.fetch(`${path}/${event}/attempts`, { method: 'POST' }), 202), { events: 1 })
  await app.work()
  assert.deepEqual((await list()).unfinished.map(({ failures }) => failures), [2, 1], 'it fails again and says so')
  isWell = true
  assert.deepEqual(await answered(here.owner.fetch(`${path}/attempts`, { method: 'POST' }), 202), { events: 2 })
  await app.work()
  assert.equal((await list()).total, 0)
  await refused(await here.owner.fetch(`${path}/${event}/attempts`, { method: 'POST' }), 'access.event-finished')
  const { entries } = await answered<{ entries: { action: string; details: unknown }[] }>(here.owner.fetch(`/api/o/${here.handle}/audit?action=event`))
  assert.deepEqual(entries.map(({ action, details }) => [action, details]), [['event.tried-again', { count: 2 }], ['event.tried-again', { count: 1 }]])
})

test('what was tried too often waits for somebody', async () => {
  isWell = false
  await happen('third')
  await app.work()
  await app.owner.updateTable('event_failure').set({ failures: 25 }).execute()
  assert.deepEqual((await list()).unfinished.map(({ nextAt }) => nextAt), [null])
})

test('every handler is called something in both languages', () => {
  const handlers = rooms.flatMap((room) => room.handlers?.(app.deps) ?? []).map(({ name }) => name)
  assert.deepEqual(handlers.toSorted(), Object.keys(handlerTitles).toSorted())
})
