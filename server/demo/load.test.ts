import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOneTimeLink } from '../access/entry-links.ts'
import { asUser, inOrganisation } from '../database.ts'
import { listMemberships } from '../access/organisations.ts'
import { testApp } from '../testing/app.ts'
import { loadDemo } from './load.ts'
import { demoStudies } from './studies.ts'
import { branches } from './truth.ts'

const api = await testApp()
let begun = 0
const userId = await loadDemo(api, () => begun++)
const [membership] = await asUser(api.db, userId, (trx) => listMemberships(trx, userId))
const org = membership!.organisation

async function count(table: 'response' | 'unit' | 'study'): Promise<number> {
  return inOrganisation(api.db, org.id, async (trx) => {
    const { n } = await trx.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    return Number(n)
  })
}

async function signIn(): Promise<string> {
  const [, token] = (await createOneTimeLink(api.db, userId, api.clock)).split('#')
  const answer = await api.fetch('/api/enter', { method: 'POST', json: { token } })
  assert.equal(answer.status, 204)
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
}

test('a first start brings five branches and three thousand answers, labelled as simulated', async () => {
  assert.equal(org.isSimulated, true)
  assert.equal(await count('unit'), branches.length)
  assert.equal(await count('response'), demoStudies.reduce((sum, study) => sum + study.count, 0))
})

test('a second start adds nothing', async () => {
  const before = await count('response')
  assert.equal(await loadDemo(api, () => begun++), userId)
  assert.equal(begun, 1)
  assert.equal(await count('response'), before)
})

test('the demo is put back as it was, whatever was done to it, and the trail says so', async () => {
  const cookie = await signIn()
  await inOrganisation(api.db, org.id, (trx) => trx.updateTable('study').set({ closed_at: api.clock.now() }).execute())
  const reset = await api.fetch(`/api/o/${org.handle}/demo/reset`, { method: 'POST', headers: { cookie } })
  assert.equal(reset.status, 204)
  assert.equal(await count('study'), demoStudies.length)
  assert.equal(await count('response'), demoStudies.reduce((sum, study) => sum + study.count, 0))
  const trail = await inOrganisation(api.db, org.id, (trx) =>
    trx.selectFrom('audit_entry').select('action').where('action', '=', 'demo.reset').execute(),
  )
  assert.equal(trail.length, 1)
})

test('an organisation with real data cannot be reset', async () => {
  const cookie = await signIn()
  const draft = { handle: 'real', name: { en: 'Real', zh: '真实' }, timeZone: 'Asia/Shanghai', language: 'zh' }
  const made = await api.fetch('/api/organisations', { method: 'POST', json: draft, headers: { cookie } })
  assert.equal(made.status, 201)
  const reset = await api.fetch('/api/o/real/demo/reset', { method: 'POST', headers: { cookie } })
  assert.equal(reset.status, 409)
  assert.equal(((await reset.json()) as { code: string }).code, 'demo.not-simulated')
})
