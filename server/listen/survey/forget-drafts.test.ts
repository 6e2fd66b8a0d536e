import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { forgetDrafts } from './forget-drafts.ts'
import { newBrowser, press } from './testing/browser.ts'

test('drafts are forgotten a month after they were touched last, in every organisation', async () => {
  const app = await testApp()
  const begin = async () => {
    const { collector } = await testStudy(app, (await testOrganisation(app)).id)
    const browser = newBrowser(app)
    await browser.open(`/s/${collector.slug}?page=2`)
    await browser.send({ 'm1.adequate': '3' })
    return browser
  }
  const drafts = () => app.owner.selectFrom('response_draft').select('id').execute()
  const touched = await begin()
  await begin()
  await begin()
  app.clock.advance(20 * 24 * 3600_000)
  await touched.send({}, press.back)
  app.clock.advance(11 * 24 * 3600_000)
  assert.equal((await drafts()).length, 3)
  await forgetDrafts(app.deps)
  assert.equal((await drafts()).length, 1)
})
