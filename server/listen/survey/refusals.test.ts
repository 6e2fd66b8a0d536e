import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemActor } from '../../access/actor.ts'
import { inOrganisation } from '../../database.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { setCollectorClosed } from '../collectors.ts'
import { createPersonalLinks } from '../personal-links.ts'
import { closeStudy } from '../studies.ts'
import { newBrowser, press, type Browser } from './testing/browser.ts'
import { branching } from './testing/definitions.ts'
import { openedSurvey, says } from './testing/opened.ts'

describe('a survey', async () => {
  const app = await testApp()
  const { id: orgId } = await testOrganisation(app)
  const actor = systemActor(orgId)
  const inside = <T>(work: Parameters<typeof inOrganisation<T>>[2]) => inOrganisation(app.db, orgId, work)
  const rows = (studyId: string) => app.owner.selectFrom('response').selectAll().where('study_id', '=', studyId).execute()

  test('that is unknown, a draft, not open yet, over or closed says so in both languages', async () => {
    await says(app, '/s/nothing', 404, /no survey at this address/, /该网址没有问卷/)
    const { collector: later } = await testStudy(app, orgId, { opensAt: '2026-04-01T00:00:00.000Z' })
    await says(app, `/s/${later.slug}`, 403, /opens on 1 Apr 2026, 08:00 \(Asia\/Shanghai\)/, /将于 2026年4月1日 08:00（Asia\/Shanghai）开放/)
    const { collector: over } = await testStudy(app, orgId, { opensAt: '2026-01-01T00:00:00.000Z', closesAt: '2026-02-01T00:00:00.000Z' })
    await says(app, `/s/${over.slug}`, 410, /has ended/, /调查已结束/)
    const { study, collector } = await testStudy(app, orgId)
    await inside((trx) => closeStudy(trx, actor, study.id, app.clock.now()))
    await says(app, `/s/${collector.slug}?page=1`, 410, /has ended/, /调查已结束/)
    const { study: open, collector: closed } = await testStudy(app, orgId)
    await inside((trx) => setCollectorClosed(trx, actor, { studyId: open.id, id: closed.id, closedAt: app.clock.now() }))
    await says(app, `/s/${closed.slug}`, 410, /has ended/, /调查已结束/)
  })

  test('that closes under somebody’s hands says so, and still thanks who had finished', async () => {
    const { browser, path, study } = await openedSurvey(app, orgId, { definition: branching })
    await browser.open(`${path}?page=1`)
    const late = newBrowser(app)
    await late.open(`${path}?page=1`)
    await browser.send({ 'overall.satisfaction': '5' })
    await browser.send({ attention: 'green' })
    await inside((trx) => closeStudy(trx, actor, study.id, app.clock.now()))
    app.clock.advance(31 * 60_000)
    await late.send({ 'overall.satisfaction': '5' })
    assert.equal(late.status, 410)
    app.clock.advance(-31 * 60_000)
    await browser.open(path)
    assert.match(browser.text(), /Your answers have arrived/)
    assert.doesNotMatch(browser.text(), /Answer once more/)
    assert.equal((await rows(study.id)).length, 1)
  })

  describe('by personal link', () => {
    async function linked(expiresAt: string | null = null, attributes = {}) {
      const { study, collector } = await testStudy(app, orgId, {
        kind: 'personal',
        definition: branching,
        attributes: [{ key: 'tier', title: { en: 'Tier', zh: '级别' }, type: 'text', values: [], settableByLink: true }],
      })
      const draft = { recipients: [{ label: 'One', attributes }, { label: 'Two', attributes: {} }], expiresAt }
      const made = await inside((trx) => createPersonalLinks(trx, actor, { study, collectorId: collector.id, draft, publicUrl: '' }, app.clock.now()))
      return { study, collector, links: made.links.map(({ url }) => url) }
    }

    async function finish(browser: Browser, path: string, sep = '?') {
      await browser.open(`${path}${sep}page=1`)
      await browser.send({ 'overall.satisfaction': '5' })
      await browser.send({ attention: 'green' })
    }

    test('answers once, with the sender’s attributes, and thanks the person who comes back', async () => {
      const { study, links } = await linked(null, { tier: 'gold' })
      const browser = newBrowser(app)
      await finish(browser, `${links[0]}?tier=fake`, '&')
      assert.match(browser.text(), /Your answers have arrived/)
      assert.doesNotMatch(browser.text(), /Answer once more/)
      assert.deepEqual((await rows(study.id)).map(({ attributes }) => attributes), [{ tier: 'gold' }])
      await browser.open(links[0]!)
      assert.match(browser.text(), /Your answers have arrived/)
      await browser.send({}, press.restart)
      assert.equal((await rows(study.id)).length, 1)
    })

    test('that was used, has expired, is wrong or lacks its token says so', async () => {
      const { links, collector } = await linked('2026-03-05T00:00:00.000Z')
      await finish(newBrowser(app), links[0]!)
      await says(app, links[0]!, 410, /This link has been used.*If it was not you/, /该链接已使用/)
      await says(app, `/s/${collector.slug}/${'0'.repeat(40)}`, 404, /not known/, /无法识别/)
      await says(app, `/s/${collector.slug}`, 403, /personal link/, /专属链接/)
      app.clock.advance(4 * 24 * 3600_000)
      await says(app, links[1]!, 410, /expired/, /已过期/)
      app.clock.advance(-4 * 24 * 3600_000)
    })

    test('goes on at another device, and two devices at the end count once', async () => {
      const { study, links } = await linked()
      const phone = newBrowser(app)
      await phone.open(`${links[0]}?page=1`)
      await phone.send({ 'overall.satisfaction': '5' })
      const desk = newBrowser(app)
      await desk.open(links[0]!)
      assert.match(desk.text(), /Welcome back.*stopped at 2 of 2/)
      await desk.open(`${links[0]}?page=5`)
      await Promise.all([desk.send({ attention: 'green' }), phone.send({ attention: 'red' })])
      assert.equal((await rows(study.id)).length, 1)
    })

    test('of one collector opens no other', async () => {
      const one = await linked()
      const other = await linked()
      const token = one.links[0]!.split('/').at(-1)
      await says(app, `/s/${other.collector.slug}/${token}`, 404, /not known/, /无法识别/)
      const { collector: open } = await testStudy(app, orgId)
      await says(app, `/s/${open.slug}/${token}`, 404, /no survey/, /没有问卷/)
    })
  })
})
