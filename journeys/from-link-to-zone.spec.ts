import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Instrument, Study } from '@gap5/contract/listen/studies.ts'
import { studyResultSchema, type GapRow, type StudyResult } from '@gap5/contract/measure/results.ts'
import { createPool } from '@gap5/server/database.ts'
import { assertKioskGaps, assertSimulatedZone } from '@gap5/server/measure/testing/reference-results.ts'
import { rooms } from '@gap5/server/rooms.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { workOnce } from '@gap5/server/worker.ts'
import { ownJson, sharedJson, skipWithoutShared } from '../methods/testing/golden.ts'
import { assertAccessible, assertFits, desk, openBrowser } from './browser.ts'

const ownFile = new URL('../methods/references/zot_simulated_a.csv', import.meta.url)
const kioskFile = new URL('../../shared/data/kiosk_servqual_1to7.csv', import.meta.url)
const kioskDimensions = `Tangibles / 有形性: 4-6, 22
Security / 安全性: 19-21
Economy / 经济性: 10, 11, 18
Convenience / 便利性: 13-17
Usefulness / 有用性: 1-3
Control / 可控性: 7, 8`

describe('a newcomer', async () => {
  const app = await testApp({ now: new Date().toISOString() })
  const browser = await openBrowser()
  const context = await browser.newContext({ ...desk, locale: 'en-GB' })
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(error))
  let home = ''

  const api = async <T>(path: string, json?: unknown): Promise<T> => {
    const [cookie] = await context.cookies()
    const headers = { Cookie: `${cookie!.name}=${cookie!.value}`, Origin: app.url }
    const response = await app.fetch(`/api${home}${path}`, { headers, ...(json === undefined ? {} : { method: 'POST', json }) })
    assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`)
    return (await response.json()) as T
  }
  const resultOf = async (study: string) => studyResultSchema.parse(await api(`/studies/${study}/results`))

  test('signs up, and has an organisation with nothing in it yet', async () => {
    await page.goto(`${app.url}/sign-up`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await assertAccessible(page, 'sign-up')
    await page.getByLabel('Your name').fill('Lin Newcomer')
    await page.getByLabel('E-mail').fill('newcomer@example.org')
    await page.getByLabel('Password').fill('a sentence easy to keep')
    await page.getByRole('textbox', { name: 'Organisation' }).fill('Seaside Repairs')
    await page.keyboard.press('Enter')
    await page.getByText('No studies yet').waitFor()
    home = /\/o\/[^/]+/.exec(page.url())![0]
    assert.equal((await api<Organisation>('')).name.en, 'Seaside Repairs')
    await page.goto(`${app.url}${home}/settings/units`)
    await page.getByRole('button', { name: 'Add unit' }).click()
    await page.getByRole('group', { name: 'Name' }).getByLabel('English').fill('North branch')
    await page.getByLabel('Code').fill('north')
    await page.getByRole('dialog').getByRole('button', { name: 'Add unit' }).click()
    await page.getByText('North branch is added').waitFor()
  })

  test('asks in three columns, is answered in Chinese on a phone, and sees the zone as answers come in', async () => {
    await page.goto(`${app.url}${home}/studies/new`)
    await page.getByRole('radio', { name: /RATER, three columns/ }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Branch' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('group', { name: /Title of the study/ }).getByLabel('English').fill('After the repair')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Publish and get the link' }).click()
    const link = await page.getByText(/\/s\/[2-9a-z]{10}$/).innerText()
    const [study] = (await api<{ studies: Study[] }>('/studies')).studies
    await page.goto(`${app.url}${home}/studies/${study!.handle}/results`)
    await page.getByRole('heading', { level: 1, name: 'No answers yet' }).waitFor()
    await assertAccessible(page, 'results without answers')

    await answerOnAPhone(`${link}?branch=north`)
    await page.getByText('n 1', { exact: true }).first().waitFor()
    await page.getByRole('heading', { level: 1, name: 'Too few answers' }).waitFor()
    await assertAccessible(page, 'results below the minimum')

    const { definition } = await api<Instrument>(`/instruments/${study!.instrumentId}`)
    const answered = (shift: number) => ratingsOf(definition, shift)
    const send = (n: number) =>
      api(`/studies/${study!.handle}/responses`, { externalId: `answer ${n}`, answers: { ratings: answered(n % 3) }, attributes: { branch: 'north' } })
    for (let n = 2; n < 10; n++) await send(n)
    await page.getByText('n 9', { exact: true }).first().waitFor()
    await send(10)
    // Told in looks, which come every 1.2 s, and not in time: how long each takes is the machine's affair.
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname.split('/').at(-1)!))
    await page.getByRole('heading', { level: 1, name: /zone|adequate/ }).waitFor()
    await page.getByText('n 10', { exact: true }).first().waitFor()
    const looks = asked.slice(0, asked.lastIndexOf('results')).filter((part) => part === 'pulse').length
    assert.ok(looks <= 3, `the page looked ${looks} times before it asked for a new answer`)
    await page.getByRole('img', { name: /Tangibles/ }).or(page.getByRole('group', { name: 'Zone of tolerance' })).first().waitFor()

    const { gaps, breakdowns } = await resultOf(study!.handle)
    assert.equal(gaps.find(({ level }) => level === 'overall')!.perception!.n, 10)
    assert.deepEqual(breakdowns.find(({ key }) => key === 'branch')!.values.map(({ value, title, n }) => [value, title.en, n]), [['north', 'North branch', 10]])
    await lookAtResults(study!.handle, 'three columns')
  })

  test('imports a three-column file and reads the numbers its reference states', async () => {
    const study = await imported('zot_simulated_a.csv', readFileSync(ownFile))
    const result = await resultOf(study)
    assertSimulatedZone(result, ownJson('zot_simulated_a.json'))
    const golden = ownJson('zot_simulated_a.json').at('dimensions')
    for (const [title, key] of titles(result)) {
      const cells = await cellsOf(title)
      const of = (...path: string[]) => golden.at(key, ...path).number
      const shown = [of('adequate').toFixed(1), of('desired').toFixed(1), of('perceived').toFixed(1), signed(of('msa', 'mean'), 1), signed(of('mss', 'mean'), 1), `${Math.round(of('share_inside') * 100)} %`]
      assert.deepEqual(cells.slice(2, 8), shown, title)
    }
    await lookAtResults(study, 'imported three columns')
  })

  test('imports a real survey of expectations and perceptions and reads its gaps', skipWithoutShared, async () => {
    const study = await imported('kiosk_servqual_1to7.csv', readFileSync(kioskFile), kioskDimensions)
    const result = await resultOf(study)
    const golden = sharedJson('golden/servqual_kiosk.json')
    assertKioskGaps(result, golden)
    for (const [title, key] of titles(result)) {
      const of = (part: string) => golden.at(part, key).number
      assert.deepEqual((await cellsOf(title)).slice(1, 4), [of('dim_e').toFixed(1), of('dim_p').toFixed(1), signed(of('dim_gap_mean'), 2)], title)
    }
    await lookAtResults(study, 'imported gaps')
  })

  async function answerOnAPhone(link: string): Promise<void> {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' })
    const survey = await phone.newPage()
    await survey.goto(link)
    await assertAccessible(survey, 'survey, cover')
    await survey.getByRole('link', { name: '开始填写' }).click()
    await assertFits(survey, 'survey')
    const submit = survey.getByRole('button', { name: '提交' })
    while (!(await submit.isVisible())) {
      const heading = (await survey.locator('h1').textContent())!
      for (const group of await survey.locator('.points').all()) {
        const points = group.locator('label')
        await points.nth(Math.ceil((await points.count()) * 0.6)).click()
      }
      await survey.getByRole('button', { name: '下一题' }).last().click()
      await survey.locator('h1', { hasNotText: heading }).waitFor()
    }
    await submit.click()
    await survey.getByRole('heading', { name: '谢谢！您的回答已收到。' }).waitFor()
    await phone.close()
  }

  /** Through the steps of the import with what was guessed; gives the handle of the study that was made. */
  async function imported(name: string, buffer: Buffer, dimensions?: string): Promise<string> {
    await page.goto(`${app.url}${home}/imports/new`)
    await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer })
    const forward = async () => {
      const next = page.getByRole('button', { name: 'Next' })
      await next.waitFor()
      const step = (await page.locator('[aria-current="step"]').textContent())!
      await next.click()
      await page.locator('[aria-current="step"]', { hasNotText: step }).waitFor()
    }
    await forward()
    await forward()
    if (dimensions) {
      const kept = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok() && response.request().postData()!.includes('可控性'))
      await page.getByLabel('Dimensions and their items').fill(dimensions)
      await kept
    }
    await forward()
    await page.getByRole('group', { name: 'Name of the provider' }).getByLabel('English').fill('Seaside')
    await assertAccessible(page, `import of ${name}`)
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.getByText('Waiting').waitFor()
    const pool = createPool(app.databaseUrl)
    await workOnce(app.deps, rooms, pool)
    await pool.end()
    await page.getByRole('link', { name: 'See the results' }).click()
    await page.getByRole('heading', { name: 'Figures' }).waitFor()
    return /studies\/([^/]+)\/results/.exec(page.url())![1]!
  }

  /** Texts of a dimension's row in the table of figures. */
  function cellsOf(title: string): Promise<string[]> {
    const table = page.getByRole('table', { name: 'Figures by dimension' })
    return table.getByRole('row', { name: new RegExp(`^${title}`) }).first().locator('th, td').allInnerTexts()
  }

  async function lookAtResults(study: string, where: string): Promise<void> {
    await assertAccessible(page, `${where}, English`)
    const chinese = await browser.newContext({ ...desk, viewport: { width: 390, height: 844 }, locale: 'zh-CN', colorScheme: 'dark' })
    await chinese.addCookies(await context.cookies())
    const other = await chinese.newPage()
    await other.goto(`${app.url}${home}/studies/${study}/results`)
    await other.getByRole('heading', { name: '数据表' }).waitFor()
    await assertAccessible(other, `${where}, Chinese`)
    await assertFits(other, `${where}, Chinese`)
    await chinese.close()
  }
})

function titles({ gaps }: StudyResult): [string, string][] {
  return gaps.filter((row: GapRow) => row.level === 'dimension').map(({ title, key }) => [title.en, key])
}

function signed(value: number, decimals: number): string {
  const rounded = value.toFixed(decimals)
  return Number(rounded) === 0 ? rounded.replace('-', '') : value > 0 ? `+${rounded}` : rounded.replace('-', '−')
}

/** An answer to every statement: adequate 5, desired 8, perceived in between and a little different each time. */
function ratingsOf(definition: Instrument['definition'], shift: number): Record<string, number> {
  const points: Record<string, number> = { adequate: 5, desired: 8, perception: 6 + shift }
  return Object.fromEntries(
    definition.blocks.flatMap(({ columns, items }) =>
      items.flatMap(({ key }) => (columns ?? []).map(({ role }) => [`${key}.${role}`, points[role] ?? 5] as const)),
    ),
  )
}
