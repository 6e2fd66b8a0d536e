import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { newLinkSchema, openingSchema, type NewLink, type Opening, type SharedLink } from '@gap5/contract/measure/sharing.ts'
import { studyResultSchema, type StudyResult } from '@gap5/contract/measure/results.ts'
import { pageKeys, viewPages, type Ask } from '@gap5/contract/measure/views.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { answer, studyWithAnswers } from '../testing/studies-with-answers.ts'

const app = await testApp({ config: { rateLimits: true } })
const here = await testOrganisation(app)
const zone = simulatedZone()
const made = await studyWithAnswers(app, here.id, zone)
const subject = made.study.handle
const links = `/api/o/${here.handle}/links`
const results = `studies/${subject}/results`
const day = 86_400_000

async function share(draft: object = {}, query: object = {}): Promise<NewLink> {
  const json = { title: 'For the board', view: { page: 'results', subject, query }, ...draft }
  return newLinkSchema.parse(await answered(here.owner.fetch(links, { method: 'POST', json }), 201))
}

function tokenOf({ url }: NewLink): string {
  return url.split('#')[1] ?? ''
}

function open(token: string, password?: string): Promise<Response> {
  return app.fetch('/api/shared/opening', { method: 'POST', json: { token, ...(password !== undefined && { password }) } })
}

async function opened(link: NewLink, password?: string): Promise<Opening> {
  return openingSchema.parse(await answered(open(tokenOf(link), password)))
}

function ask(credential: string, path: string): Promise<Response> {
  return app.fetch(`/api/shared/answer?ask=${encodeURIComponent(path)}`, { headers: { Authorization: `Link ${credential}` } })
}

describe('a read-only link', () => {
  test('shows its view to somebody without an account, exactly as it was selected', async () => {
    const link = await share({}, { 'a.branch': 'North', by: 'branch', measure: 'dimension.responsiveness.adequacy' })
    assert.equal(Date.parse(link.expiresAt) - app.clock.now().getTime(), 30 * day)
    const opening = await opened(link)
    assert.deepEqual(opening.view, { page: 'results', subject, query: { 'a.branch': 'North', by: 'branch', measure: 'dimension.responsiveness.adequacy' } })
    const shared = studyResultSchema.parse(await answered(ask(opening.credential, `${results}?a.branch=North`)))
    const own = studyResultSchema.parse(await answered(here.owner.fetch(`/api/o/${here.handle}/${results}?a.branch=North`)))
    assert.deepEqual({ ...shared, breakdowns: [] }, { ...own, breakdowns: [] })
    assert.deepEqual(shared.breakdowns, [{ ...own.breakdowns.find(({ key }) => key === 'branch'), values: [{ value: 'North', title: { en: 'North', zh: 'North' }, n: 0 }] }])
    await answered(ask(opening.credential, `${results}/comparison?a.branch=North&attribute=branch&measure=dimension.responsiveness.adequacy`))
    await answered(ask(opening.credential, `${results}/pulse`))
  })

  test('answers no other selection, figure, page or study', async () => {
    const { credential } = await opened(await share({}, { 'a.branch': 'North', by: 'branch', measure: 'dimension.responsiveness.adequacy' }))
    const other = await studyWithAnswers(app, here.id, { ...zone, responses: zone.responses.slice(0, 20) })
    for (const path of [
      results,
      `${results}?a.branch=South`,
      `${results}?a.branch=North&a.branch=South`,
      `${results}?a.branch=North&from=2026-01-02`,
      `${results}?a.branch=North&marks=all`,
      `${results}/comparison?a.branch=North&attribute=branch&measure=dimension.empathy.adequacy`,
      `${results}/comparison?a.branch=North&attribute=submitted&measure=dimension.responsiveness.adequacy`,
      `studies/${other.study.handle}/results?a.branch=North`,
      `studies/${subject}/statements?kind=verbatim`,
      `studies/${subject}/responses`,
      `studies/${subject}`,
      '',
      'links',
      `../${here.handle}/${results}`,
    ])
      await refused(await ask(credential, path), 'measure.link-beyond')
  })

  test('may be narrowed where its maker allowed it, and never widened', async () => {
    const { credential } = await opened(await share({ mayNarrow: true }, { 'a.branch': ['North', 'South'] }))
    const one = await answered<StudyResult>(ask(credential, `${results}?a.branch=South`))
    const whole = await answered<StudyResult>(ask(credential, `${results}?a.branch=North&a.branch=South`))
    assert.ok(one.responses > 0 && one.responses < whole.responses)
    assert.deepEqual(whole.breakdowns.find(({ key }) => key === 'branch')?.values.map(({ value }) => value), ['North', 'South'])
    await answered(ask(credential, `${results}/comparison?a.branch=North&a.branch=South&attribute=branch&measure=overall.adequacy`))
    await refused(await ask(credential, results), 'measure.link-beyond')
    await refused(await ask(credential, `${results}?a.branch=East`), 'measure.link-beyond')
  })

  test('lets nobody who may narrow it look at another period than the one it is compared with', async () => {
    const query = { from: '2026-01-01', to: '2026-12-31', against: 'before' }
    const { credential } = await opened(await share({ mayNarrow: true, view: { page: 'periods', subject, query } }))
    const asked = `${results}/periods?from=2026-01-01&to=2026-12-31&against=`
    await answered(ask(credential, `${asked}before`))
    await answered(ask(credential, `${asked}before&a.branch=North`))
    for (const other of ['year', '2000-01-01..2030-12-31', 'before&against=year']) await refused(await ask(credential, asked + other), 'measure.link-beyond')
  })

  test('shows a reading beside the result as it was asked, through the route of that reading', async () => {
    const query = { measure: ['overall.adequacy', 'overall.superiority'], grain: 'week', 'a.branch': 'North' }
    const { credential } = await opened(await share({ view: { page: 'trend', subject, query } }))
    const asked = `${results}/trend?a.branch=North&measure=overall.adequacy&measure=overall.superiority&grain=week`
    assert.deepEqual(await answered(ask(credential, asked)), await answered(here.owner.fetch(`/api/o/${here.handle}/${asked}`)))
    for (const other of [asked.replace('week', 'month'), asked.replace('&measure=overall.superiority', ''), `${asked}&by=branch`, asked.replace('North', 'South')]) {
      await refused(await ask(credential, other), 'measure.link-beyond')
    }
    const frozen = await opened(await share({ mode: 'frozen', view: { page: 'trend', subject, query } }))
    await answered(ask(frozen.credential, asked))
  })

  test('keeps what a frozen view said, and follows the answers where it is live', async () => {
    const live = await opened(await share())
    const frozen = await opened(await share({ mode: 'frozen', mayNarrow: true }))
    assert.equal(frozen.mayNarrow, false)
    const before = await answered<StudyResult>(ask(frozen.credential, results))
    await answer(app, here.id, made, zone.responses.slice(0, 7))
    assert.deepEqual(await answered(ask(frozen.credential, results)), before)
    assert.equal((await answered<StudyResult>(ask(live.credential, results))).responses, before.responses + 7)
    await refused(await ask(frozen.credential, `${results}?a.branch=North`), 'measure.link-beyond')
  })

  test('protects few answers as every page does', async () => {
    const few = await studyWithAnswers(app, here.id, { ...zone, responses: zone.responses.slice(0, 4) })
    const { credential } = await opened(await share({ view: { page: 'results', subject: few.study.handle }, showsVerbatims: true }))
    const result = await answered<StudyResult>(ask(credential, `studies/${few.study.handle}/results`))
    assert.equal(result.responses, 4)
    assert.ok(result.gaps.every(({ perception }) => (perception?.value ?? null) === null))
    assert.deepEqual(await answered(ask(credential, `studies/${few.study.handle}/statements`)), { statements: [], next: null })
  })

  test('is listed with who made it and how often it was opened, and can be extended', async () => {
    const link = await share({ title: 'Counted' })
    await opened(link)
    app.clock.advance(60_000)
    await opened(link)
    const found = (await answered<SharedLink[]>(here.owner.fetch(links))).find(({ id }) => id === link.id)
    assert.deepEqual([found?.opened, found?.openedAt, found?.madeBy, found?.title], [2, app.clock.now().toISOString(), 'Test person', 'Counted'])
    const expiresAt = new Date(app.clock.now().getTime() + 90 * day).toISOString()
    const changed = await answered<SharedLink>(here.owner.fetch(`${links}/${link.id}`, { method: 'PATCH', json: { expiresAt } }))
    assert.equal(changed.expiresAt, expiresAt)
    for (const wrong of [-day, 800 * day]) {
      const json = { expiresAt: new Date(app.clock.now().getTime() + wrong).toISOString() }
      await refused(await here.owner.fetch(`${links}/${link.id}`, { method: 'PATCH', json }), 'request.invalid')
    }
    const { entries } = await answered<{ entries: { action: string }[] }>(here.owner.fetch(`/api/o/${here.handle}/audit?action=link&limit=2`))
    assert.deepEqual(entries.map(({ action }) => action), ['link.changed', 'link.created'])
  })

  test('says the same when it is revoked, expired, cut, invented or of another organisation', async () => {
    const [revoked, expired] = [await share(), await share({ expiresAt: new Date(app.clock.now().getTime() + day).toISOString() })]
    const credential = tokenOf(revoked)
    await answered(ask(credential, results))
    await answered(here.owner.fetch(`${links}/${revoked.id}/revocation`, { method: 'POST' }))
    await refused(await ask(credential, results), 'measure.link-closed')
    app.clock.advance(day)
    const theirs = await testOrganisation(app)
    const spoiled = [tokenOf(revoked), tokenOf(expired), tokenOf(expired).slice(0, -1), tokenOf(expired).replace(/.$/, (last) => (last === '0' ? '1' : '0')), tokenOf(await share()).replace(here.id.replaceAll('-', ''), theirs.id.replaceAll('-', '')), 'nonsense', `${randomUUID().replaceAll('-', '')}_${'0'.repeat(40)}`]
    const said = new Set<string>()
    for (const token of spoiled) said.add(JSON.stringify({ ...(await refused(await open(token), 'measure.link-closed')), requestId: '' }))
    assert.equal(said.size, 1)
    await answered(here.owner.fetch(`${links}/${revoked.id}/revocation`, { method: 'DELETE' }))
    await answered(open(tokenOf(revoked)))
  })

  test('with a password opens with it only, and not by trying', async () => {
    const link = await share({ password: 'spring tide' })
    await refused(await open(tokenOf(link)), 'measure.link-password-needed')
    await refused(await ask(tokenOf(link), results), 'measure.link-password-needed')
    await refused(await open(tokenOf(link), 'neap tide!'), 'measure.link-password-wrong')
    const { credential } = await opened(link, 'spring tide')
    await answered(ask(credential, results))
    const forged = credential.replace(/\.\d+\./, (until) => `.${Number(until.slice(1, -1)) + 9999}.`)
    await refused(await ask(forged, results), 'measure.link-password-needed')
    app.clock.advance(13 * 3600_000)
    await refused(await ask(credential, results), 'measure.link-password-needed')
    for (let time = 0; time < 8; time++) await open(tokenOf(link), 'a guess')
    await refused(await open(tokenOf(link), 'spring tide'), 'request.too-many')
    app.clock.advance(11 * 60_000)
    const again = await opened(link, 'spring tide')
    await answered(here.owner.fetch(`${links}/${link.id}`, { method: 'PATCH', json: { password: 'another tide' } }))
    await refused(await ask(again.credential, results), 'measure.link-password-needed')
  })

  test('shows words only where its maker may read them and included them', async () => {
    const json = { title: 'x', view: { page: 'results', subject }, showsVerbatims: true }
    await refused(await (await here.as('viewer')).fetch(links, { method: 'POST', json }), 'access.not-allowed')
    const { credential } = await opened(await share({ showsVerbatims: true }))
    assert.deepEqual(await answered(ask(credential, `studies/${subject}/statements?kind=verbatim&limit=6`)), { statements: [], next: null })
  })

  test('is seen by no search engine and tells no other site where it was', async () => {
    const { credential } = await opened(await share())
    for (const answer of [await ask(credential, results), await app.fetch('/shared', { headers: { Accept: 'text/html' } })]) {
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
      assert.match(answer.headers.get('x-robots-tag') ?? '', /noindex/)
    }
    assert.equal((await ask(credential, results)).headers.get('cache-control'), 'no-store')
    assert.equal((await app.fetch('/sign-in', { headers: { Accept: 'text/html' } })).headers.get('x-robots-tag'), null)
  })

  test('needs a view that is there', async () => {
    const post = (view: object) => here.owner.fetch(links, { method: 'POST', json: { title: 'x', view } })
    await refused(await post({ page: 'results', subject: 'not-there' }), 'listen.study-unknown')
    await refused(await post({ page: 'elsewhere', subject }), 'request.invalid')
    await refused(await post({ page: 'results', subject, query: { from: 'yesterday' } }), 'request.invalid')
  })
})

describe('the holder of a link', () => {
  test('is nobody at every route but the two for links', async () => {
    const { credential } = await opened(await share())
    const document = await answered<{ paths: Record<string, Record<string, Record<string, unknown>>> }>(app.fetch('/api/openapi.json'))
    let tried = 0
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation['x-permission'] === 'public') continue
        const filled = path.replace('{org}', here.handle).replace('{study}', subject).replaceAll(/\{\w+\}/g, () => randomUUID())
        const hasBody = method !== 'get' && method !== 'delete'
        const response = await app.fetch(filled, { method: method.toUpperCase(), headers: { Authorization: `Link ${credential}` }, ...(hasBody && { json: {} }) })
        await refused(response, 'access.sign-in-needed')
        tried++
      }
    }
    assert.ok(tried > 40, String(tried))
  })

  test('can ask only what members may read, each of it by a route that is there', async () => {
    const document = await answered<{ paths: Record<string, { get?: Record<string, unknown> }> }>(app.fetch('/api/openapi.json'))
    for (const page of pageKeys) {
      for (const { path } of viewPages[page].asks as readonly Ask[]) {
        const route = document.paths[`/api/o/{org}/${path.replace('{subject}', viewPages[page].of === 'board' ? '{board}' : '{study}')}`]?.get
        assert.ok(route, `${page} asks ${path}, which nothing answers`)
        assert.ok(['results:read', 'boards:read', 'verbatims:read'].includes(String(route['x-permission'])), `${page} asks ${path}: ${String(route['x-permission'])}`)
      }
    }
  })

  test('of one organisation reaches nothing of another', async () => {
    const theirs = await testOrganisation(app)
    const other = await studyWithAnswers(app, theirs.id, { ...zone, responses: zone.responses.slice(0, 20) })
    const { credential } = await opened(await share())
    for (const path of [`studies/${other.study.id}/results`, `studies/${other.study.handle}x/results`, `o/${theirs.handle}/studies/${other.study.handle}/results`])
      await refused(await ask(credential, path), 'measure.link-beyond')
    const link = await share()
    await refused(await theirs.owner.fetch(`/api/o/${theirs.handle}/links/${link.id}/revocation`, { method: 'POST' }), 'measure.link-unknown')
    assert.deepEqual(await answered(theirs.owner.fetch(`/api/o/${theirs.handle}/links`)), [])
  })
})
