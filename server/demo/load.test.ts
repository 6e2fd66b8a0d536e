import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kanoReadingSchema } from '@gap5/contract/measure/readings/kano.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { benchmarkSchema } from '@gap5/contract/measure/side-by-side.ts'
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

test('a first start brings five branches and six thousand answers, labelled as simulated', async () => {
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

describe('what the demo is there to show can be read off it', () => {
  const get = async (path: string) => {
    const answer = await api.fetch(`/api/o/${org.handle}/${path}`, { headers: { cookie: await cookie() } })
    assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`)
    return answer.json()
  }
  let signedIn: Promise<string> | undefined
  const cookie = () => (signedIn ??= signIn())

  test('three competitors stand beside the satisfaction index and its waves', async () => {
    const found = benchmarkSchema.parse(await get('benchmark'))
    assert.equal(found.studies.filter(({ competitors }) => competitors === 3).length >= 2, true)
    assert.ok((found.comparison?.sides.length ?? 0) >= 4)
  })

  test('features fall into the categories they were made with', async () => {
    const kano = kanoReadingSchema.parse(await get('studies/features-of-the-service-contract/results/kano'))
    const categories = kano.features.map(({ category }) => category)
    assert.deepEqual(categories, ['M', 'O', 'M', 'A', 'A', 'I', 'I', 'A'])
  })

  test('long customers accept less: their zone is narrower', async () => {
    const result = await get('studies/after-service-survey/results?a.years=9..15')
    const newer = await get('studies/after-service-survey/results?a.years=1..3')
    const width = (of: unknown) => studyResultSchema.parse(of).gaps.find(({ key, level }) => level === 'dimension' && key === 'reliability')!.zoneWidth!
    assert.ok(width(newer) - width(result) > 0.2, `${width(newer)} against ${width(result)}`)
  })
})
