import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { testStudy } from '../../testing/study.ts'
import { newBrowser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'

describe('a survey within another website', async () => {
  const app = await testApp()
  const org = await testOrganisation(app)
  const researcher = await org.as('researcher')
  const { study, collector } = await testStudy(app, org.id, { definition: branching, kind: 'embed' })
  const api = `/api/o/${org.handle}/studies/${study.handle}/collectors/${collector.id}`
  const change = (json: unknown) => researcher.fetch(api, { method: 'PATCH', json })
  const headers = async (path: string) => (await app.fetch(path)).headers

  test('may be framed by nobody until a website is named, and then by that one only, and by our own preview', async () => {
    const before = await headers(`/s/${collector.slug}`)
    assert.match(before.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/)
    assert.equal(before.get('X-Frame-Options'), 'DENY')
    await answered<CollectorLink>(change({ settings: { origins: ['https://www.example.com'] } }))
    for (const path of [`/s/${collector.slug}`, `/s/${collector.slug}?page=1`]) {
      const after = await headers(path)
      assert.match(after.get('Content-Security-Policy') ?? '', /frame-ancestors 'self' https:\/\/www\.example\.com$/)
      assert.equal(after.get('X-Frame-Options'), null)
    }
    const other = await testStudy(app, org.id, { definition: branching })
    assert.match((await headers(`/s/${other.collector.slug}`)).get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/)
    assert.equal((await headers('/')).get('X-Frame-Options'), 'DENY')
  })

  test('names websites by their origin', async () => {
    for (const origin of ['www.example.com', 'https://example.com/shop', "https://example.com; script-src *", 'javascript:alert(1)', '*']) {
      const { errors } = await refused(await change({ settings: { origins: [origin] } }), 'request.invalid')
      assert.deepEqual(errors?.map(({ field }) => field), ['settings.origins.0'], origin)
    }
  })

  test('needs no cookie and sets none', async () => {
    const browser = newBrowser(app)
    await browser.open(`/s/${collector.slug}?page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    assert.match(browser.text(), /have arrived/)
    assert.equal(browser.cookies.size, 0)
  })

  test('is served with a script other websites may load', async () => {
    const answer = await headers('/s/-/embed.js')
    assert.equal(answer.get('Cross-Origin-Resource-Policy'), 'cross-origin')
    assert.match(answer.get('Content-Type') ?? '', /^text\/javascript/)
  })
})
