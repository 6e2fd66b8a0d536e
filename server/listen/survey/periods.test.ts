import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CollectorLink, Study } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { testStudy } from '../../testing/study.ts'
import { newBrowser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'

describe('a survey with a period', async () => {
  const app = await testApp({ now: '2026-03-02T08:00:00Z' })
  const org = await testOrganisation(app, { timeZone: 'Asia/Shanghai' })
  const researcher = await org.withKey('researcher')

  async function read(path: string, language = 'en'): Promise<string> {
    const browser = newBrowser(app, { language })
    await browser.open(path)
    return `${browser.status} ${browser.text()}`
  }

  test('says when it opens, until when it is open, and when it ended, in the time of the organisation', async () => {
    const { collector } = await testStudy(app, org.id, { definition: branching, opensAt: '2026-03-03T16:00:00Z', closesAt: '2026-03-10T16:00:00Z' })
    const path = `/s/${collector.slug}`
    assert.match(await read(path), /^403 .*It opens on 4 Mar 2026, 00:00 \(Asia\/Shanghai\)/)
    app.clock.set('2026-03-05T08:00:00Z')
    assert.match(await read(path), /^200 .*Open until 11 Mar 2026, 00:00 \(Asia\/Shanghai\)/)
    assert.match(await read(path, 'zh-CN'), /截止时间： 2026年3月11日/)
    app.clock.set('2026-03-11T08:00:00Z')
    assert.match(await read(path), /^410 .*It ended on 11 Mar 2026, 00:00 \(Asia\/Shanghai\)/)
    assert.match(await read(path, 'zh-CN'), /^410 .*已于 2026年3月11日.*结束/)
  })

  test('has ways in that open and close on their own', async () => {
    const { study, collector } = await testStudy(app, org.id, { definition: branching })
    const api = `/api/o/${org.handle}/studies/${study.handle}/collectors/${collector.id}`
    const change = (json: unknown) => researcher.fetch(api, { method: 'PATCH', json })
    await answered<CollectorLink>(change({ opensAt: '2026-03-12T16:00:00Z', expiresAt: '2026-03-14T16:00:00Z' }))
    assert.match(await read(`/s/${collector.slug}`), /^403 .*13 Mar 2026, 00:00/)
    app.clock.set('2026-03-13T08:00:00Z')
    assert.match(await read(`/s/${collector.slug}`), /^200 .*Open until 15 Mar 2026, 00:00/)
    app.clock.set('2026-03-16T08:00:00Z')
    assert.match(await read(`/s/${collector.slug}`), /^410 .*ended on 15 Mar 2026, 00:00/)
    await refused(await change({ opensAt: '2026-04-12T16:00:00Z', expiresAt: '2026-04-11T16:00:00Z' }), 'listen.period-reversed')
  })

  test('leads from the address of a wave that is over to the wave of today, with what the link carries', async () => {
    const { study, collector } = await testStudy(app, org.id, { definition: branching, kind: 'qr', closesAt: '2026-04-01T00:00:00Z', attributes: [{ key: 'counter', title: { en: 'Counter', zh: '柜台' }, type: 'text', values: [], settableByLink: true }] })
    const api = `/api/o/${org.handle}/studies/${study.handle}`
    const wave = await answered<Study>(researcher.fetch(`${api}/waves`, { method: 'POST', json: { publish: true, opensAt: '2026-05-01T00:00:00Z' } }), 201)
    const [copy] = await answered<CollectorLink[]>(researcher.fetch(`/api/o/${org.handle}/studies/${wave.handle}/collectors`))
    assert.match(await read(`/s/${collector.slug}`), /^200 /)
    app.clock.set('2026-04-02T08:00:00Z')
    const moved = await app.fetch(`/s/${collector.slug}?counter=3`)
    assert.deepEqual([moved.status, moved.headers.get('Location')], [302, `/s/${copy?.slug}?counter=3`])
    assert.match(await read(`/s/${copy?.slug}`), /^403 .*opens on 1 May 2026/)
    await answered(researcher.fetch(`/api/o/${org.handle}/studies/${wave.handle}/closure`, { method: 'POST' }))
    assert.match(await read(`/s/${collector.slug}`), /^410 /)
  })
})
