import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import type { Collector, CollectorLink, PersonalLinks, PersonalLinkStates } from '@gap5/contract/listen/studies.ts'
import type { Unit } from '@gap5/contract/people/units.ts'
import { inOrganisation } from '../database.ts'
import { lanAddress } from '../lan-address.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'
import { acceptMany } from './intake.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const org = await testOrganisation(app)
const researcher = await org.as('researcher')
const segment = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice' as const,
  values: [{ value: 'small', title: { en: 'Small', zh: '小型' } }],
  settableByLink: true,
}
const { study } = await testStudy(app, org.id, { attributes: [segment] })
const path = `/api/o/${org.handle}/studies/${study.handle}/collectors`

function create(json: Record<string, unknown>) {
  return researcher.fetch(path, { method: 'POST', json: { title: 'One', ...json } })
}

describe('a collector', () => {
  test('has an address unless programs use it', async () => {
    for (const kind of ['open', 'personal', 'qr']) assert.match((await answered<Collector>(create({ kind }), 201)).slug ?? '', /^[a-z2-9]{10}$/)
    assert.equal((await answered<Collector>(create({ kind: 'api' }), 201)).slug, null)
  })

  test('refuses attribute values the study does not know, kinds that are none, and strangers', async () => {
    const { errors } = await refused(await create({ kind: 'open', attributes: { segment: 'huge' } }), 'request.invalid')
    assert.deepEqual(errors?.map(({ field }) => field), ['attributes.segment'])
    await refused(await create({ kind: 'pigeon' }), 'request.invalid')
    await refused(await create({ kind: 'import' }), 'request.invalid')
    await refused(await (await org.as('viewer')).fetch(path, { method: 'POST', json: { kind: 'open', title: 'x' } }), 'access.not-allowed')
  })

  test('is closed and opened again', async () => {
    const { id } = await answered<Collector>(create({ kind: 'open' }), 201)
    const closure = (method: string) => answered<Collector>(researcher.fetch(`${path}/${id}/closure`, { method }))
    assert.ok((await closure('POST')).closedAt)
    assert.equal((await closure('DELETE')).closedAt, null)
    await refused(await researcher.fetch(`${path}/${study.id}/closure`, { method: 'POST' }), 'listen.collector-unknown')
  })

  test('shows its address as a QR code', async () => {
    const { id } = await answered<Collector>(create({ kind: 'qr' }), 201)
    const code = await researcher.fetch(`${path}/${id}/qr.svg`)
    assert.equal(code.headers.get('content-type'), 'image/svg+xml')
    const plain = await code.text()
    assert.match(plain, /^<svg/)
    const withValue = await (await researcher.fetch(`${path}/${id}/qr.svg?segment=small`)).text()
    const withStranger = await (await researcher.fetch(`${path}/${id}/qr.svg?colour=red`)).text()
    assert.notEqual(withValue, plain)
    assert.equal(withStranger, plain)
    const api = await answered<Collector>(create({ kind: 'api' }), 201)
    await refused(await researcher.fetch(`${path}/${api.id}/qr.svg`), 'listen.no-address')
  })
})

describe('personal links', () => {
  const recipients = [
    { label: '=HYPERLINK("x")', attributes: { segment: 'small' } },
    { label: '某先生', attributes: {} },
  ]

  test('are told once, in order, and kept as hashes only', async () => {
    const { id, slug } = await answered<Collector>(create({ kind: 'personal' }), 201)
    const { links } = await answered<PersonalLinks>(researcher.fetch(`${path}/${id}/links`, { method: 'POST', json: { recipients } }), 201)
    assert.deepEqual(links.map(({ label }) => label), recipients.map(({ label }) => label))
    const tokens = links.map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? '')
    assert.match(links[0]?.url ?? '', new RegExp(`/s/${slug}/[0-9a-f]{40}$`))
    assert.equal(new Set(tokens).size, 2)
    const kept = JSON.stringify(await app.owner.selectFrom('personal_link').selectAll().where('collector_id', '=', id).execute())
    assert.ok(tokens.every((token) => !kept.includes(token)))
    assert.deepEqual(await answered<PersonalLinkStates>(researcher.fetch(`${path}/${id}/links`)), { made: 2, answered: 0, expired: 0 })
  })

  test('need a collector for them, people, and values that fit', async () => {
    const open = await answered<Collector>(create({ kind: 'open' }), 201)
    await refused(await researcher.fetch(`${path}/${open.id}/links`, { method: 'POST', json: { recipients } }), 'listen.not-personal')
    const { id } = await answered<Collector>(create({ kind: 'personal' }), 201)
    const post = (json: unknown) => researcher.fetch(`${path}/${id}/links`, { method: 'POST', json })
    await refused(await post({ recipients: [] }), 'request.invalid')
    const { errors } = await refused(await post({ recipients: [{ label: 'x', attributes: { segment: 'no' } }] }), 'request.invalid')
    assert.deepEqual(errors?.map(({ field }) => field), ['recipients.0.attributes.segment'])
  })
})

describe('the address of a survey', async () => {
  /** `fetch` says the host it goes to, whatever it is told. */
  const asked = async (host: string) => {
    const [answer] = await once(get(`${app.url}${path}`, { headers: { ...program.headers, Host: host } }), 'response')
    return JSON.parse(await text(answer)) as CollectorLink[]
  }
  const address = async (config: { host?: string; publicUrl?: string }, host = new URL(app.url).host) => {
    Object.assign(app.deps.config, config)
    const [link] = await asked(host)
    Object.assign(app.deps.config, before)
    return new URL(link?.url ?? '').origin
  }
  const before = { ...app.deps.config }
  const program = await org.withKey('researcher')
  const { port } = new URL(app.url)
  const lan = lanAddress('0.0.0.0')

  test('is the one the operator names, else the one the caller is at', async () => {
    assert.equal(await address({ publicUrl: 'https://gap5.example' }), 'https://gap5.example')
    assert.equal(await address({ host: '127.0.0.1' }), app.url)
    assert.equal(await address({ host: '0.0.0.0' }, 'office:4005'), 'http://office:4005')
  })

  test('is one that phones reach where the caller is at the machine itself', async () => {
    assert.equal(await address({ host: '192.168.7.7' }), `http://192.168.7.7:${port}`)
    assert.equal(await address({ host: '0.0.0.0' }), `http://${lan ?? '127.0.0.1'}:${port}`)
  })
})

describe('a unit', async () => {
  const here = await testOrganisation(app)
  const branch = { key: 'branch', title: { en: 'Branch', zh: '分店' }, type: 'unit' as const, values: [], settableByLink: true }
  const { study: counted } = await testStudy(app, here.id, { attributes: [branch] })
  const draft = (code: string) => ({ code, kind: 'branch', title: { en: code, zh: code }, parentId: null })
  const units = `/api/o/${here.handle}/units`
  const add = (code: string) => answered<Unit>(here.owner.fetch(units, { method: 'POST', json: draft(code) }), 201)
  const change = (unit: Unit, json: object) => here.owner.fetch(`${units}/${unit.id}`, { method: 'PUT', json })
  const drop = (unit: Unit) => here.owner.fetch(`${units}/${unit.id}`, { method: 'DELETE' })
  const linkTo = (code: string) => answered<Collector>(here.owner.fetch(`/api/o/${here.handle}/studies/${counted.handle}/collectors`, { method: 'POST', json: { kind: 'open', title: code, attributes: { branch: code } } }), 201)

  test('that a collector or answers name keeps its code and stays; its name may change', async () => {
    const [north, south, west] = [await add('north'), await add('south'), await add('west')]
    const collector = await linkTo('north')
    const source = { orgId: here.id, studyId: counted.id, collectorId: collector.id, channel: 'test', receivedAt: app.clock.now() }
    const answers = { ratings: { 'a1.perception': 5 }, choices: {}, texts: {} }
    await inOrganisation(app.db, here.id, (trx) => acceptMany(trx, source, [{ externalId: '1', answers, attributes: { branch: 'south' }, language: null, startedAt: null, submittedAt: app.clock.now(), marks: [], body: null }]))
    for (const unit of [north, south]) {
      await refused(await drop(unit), 'people.unit-in-use')
      await refused(await change(unit, draft('elsewhere')), 'people.unit-in-use')
      assert.equal((await change(unit, { ...draft(unit.code), title: { en: 'New name', zh: '新名称' } })).status, 200)
    }
    assert.equal((await change(west, draft('far-west'))).status, 200)
    assert.equal((await drop(west)).status, 204)
  })
})
