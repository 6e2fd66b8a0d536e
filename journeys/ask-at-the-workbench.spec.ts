import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchStudy } from '@gap5/server/measure/testing/bench-study.ts'
import { innerGapsStudy, visitsStudy } from '@gap5/server/measure/testing/inside-study.ts'
import { studyWithAnswers } from '@gap5/server/measure/testing/studies-with-answers.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { assertAccessible, assertFits, openBrowser, signedInPage } from './browser.ts'

describe('a researcher at the workbench', async () => {
  const app = await testApp({ now: '2026-03-02T08:00:00Z' })
  const org = await testOrganisation(app)
  const { study } = await studyWithAnswers(app, org.id, benchStudy(240))
  const browser = await openBrowser()

  async function openPage(options: Parameters<typeof browser.newContext>[0]) {
    const page = await signedInPage(browser, app, await org.as('researcher'), options)
    const look = async (where: string) => {
      await assertAccessible(page, where)
      await assertFits(page, where)
    }
    return { page, look }
  }

  test('asks what drives satisfaction, in English, and takes the script along', async () => {
    const { page, look } = await openPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await page.goto(`${app.url}/o/${org.handle}/studies/${study.handle}/results`)
    await page.getByRole('link', { name: 'Workbench' }).click()
    await page.getByRole('link', { name: 'What drives satisfaction?' }).waitFor()
    await look('questions')
    await page.getByRole('link', { name: 'What drives satisfaction?' }).click()
    await page.getByRole('heading', { name: 'Reliability matters most for “All in all”.' }).waitFor()
    await look('drivers')
    await page.getByRole('button', { name: '3 of 13 chosen' }).click()
    await page.getByRole('checkbox', { name: 'Tangibles', exact: true }).click()
    await page.getByRole('button', { name: '2 of 13 chosen' }).waitFor()
    assert.match(page.url(), /inquiry=drivers&predictors=score\.reliability&predictors=score\.empathy$/)
    await page.keyboard.press('Escape')
    await page.getByText('The same in R').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Data for this script' }).click()])
    assert.match((await (await download.createReadStream()).toArray()).join(''), /overall\.satisfaction,score\.reliability,score\.empathy\r\n/)
    assert.equal(await page.getByLabel('Script for R').innerText().then((text) => text.includes('lm(overall.satisfaction ~ score.reliability + score.empathy, data)')), true)
    await page.context().close()
  })

  test('draws a chain on a phone at night, in Chinese, and breaks off a long computation', async () => {
    const { page, look } = await openPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', colorScheme: 'dark' })
    await page.route('**/workbench/answer?*', () => {}, { times: 1 }) // an answer that is long in coming, on however fast a machine
    await page.goto(`${app.url}/o/${org.handle}/studies/${study.handle}/results/workbench?inquiry=chain&resamples=200`)
    await page.getByRole('button', { name: '取消' }).click()
    await page.getByText('已在得出结果前取消。').waitFor()
    await look('cancelled')
    await page.getByRole('button', { name: '去掉有形性 → 总体满意' }).click()
    await page.getByRole('heading', { name: '成立：每一环都存在。' }).waitFor()
    await look('chain')
    await page.reload()
    await page.getByRole('heading', { name: '成立：每一环都存在。' }).waitFor()
    await page.getByRole('link', { name: '其他问题' }).click()
    await page.getByText('本调查不适用：需要三个数字属性').waitFor()
    await look('questions in Chinese')
    await page.getByRole('link', { name: '谁会留下？留多久？' }).click()
    await page.getByRole('heading', { name: /时半数已离开|仍有过半留存/ }).waitFor()
    await look('staying')
    await page.context().close()
  })

  test('weighs the sections of mystery visits and names a must, in English', async () => {
    const { page, look } = await openPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    const { study: visits } = await studyWithAnswers(app, org.id, visitsStudy())
    await page.goto(`${app.url}/o/${org.handle}/studies/${visits.handle}/results/workbench`)
    await page.getByRole('link', { name: 'How did our mystery visits score?' }).click()
    await page.getByRole('heading', { name: /^Visits scored [\d.]+ of 100 on average; least on / }).waitFor()
    await look('visits')
    await page.getByRole('button', { name: 'Weights of sections: as they are' }).click()
    await page.getByRole('textbox', { name: 'Entrance' }).fill('30')
    await page.waitForURL(/weights=entrance%3D30&weights=counter%3D50/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Weights of sections: 1 changed' }).waitFor()
    await page.getByRole('button', { name: 'Musts: 0 of 5 chosen' }).click()
    await page.getByRole('checkbox', { name: 'checks', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByText(/visits? (?:was|were) capped by a must that failed/).waitFor()
    await look('visits with a must')
    await page.context().close()
  })

  test('finds the widest gap inside on a phone at night, in Chinese', async () => {
    const { page, look } = await openPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', colorScheme: 'dark' })
    const { study: inner } = await studyWithAnswers(app, org.id, innerGapsStudy())
    await page.goto(`${app.url}/o/${org.handle}/studies/${inner.handle}/results/workbench`)
    await page.getByRole('link', { name: '内部的差距在哪里？' }).click()
    await page.getByRole('heading', { name: /^内部最大的差距是差距三（按标准交付）：2\.\d\d分/ }).waitFor()
    await page.getByText('其前因中最弱的是“团队合作”').waitFor()
    await look('inner gaps')
    await page.context().close()
  })
})
