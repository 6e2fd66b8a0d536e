/** The satisfaction index, importance–performance and Kano, handed on in reports and on boards. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { boardDataSchema, boardSchema } from '@gap5/contract/measure/boards.ts'
import { importanceReadingSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { indexModelReadingSchema } from '@gap5/contract/measure/readings/index-model.ts'
import { kanoReadingSchema } from '@gap5/contract/measure/readings/kano.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { kanoDefinition, sampleFeatures } from '../../listen/kano.ts'
import { readLibrary } from '../../listen/library.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { contentWidth, picture } from './parts.ts'
import { drawnStudy, type Draw } from '../testing/drawn-studies.ts'

const app = await testApp({ now: '2026-06-02T08:00:00Z' })
const here = await testOrganisation(app)
const library = await readLibrary()
const folder = mkdtempSync(join(tmpdir(), 'gap5-report-readings-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
const skipWithoutPoppler = { skip: hasPoppler ? false : 'pdftotext is not installed (apt-get install poppler-utils): the text of reports is NOT checked' }

async function studyOf(definition: Definition | string, draw: Draw, n = 60): Promise<string> {
  const asked = typeof definition === 'string' ? library.find(({ key }) => key === definition)! : definition
  const study = await drawnStudy(app, here.id, asked, n, draw)
  return `/api/o/${here.handle}/studies/${study.handle}`
}

/** Answers hang together: one level a person, and a little of chance. */
const together: Draw = (random, _item, _role, i) => 0.65 + 0.18 * Math.sin(i * 1.7) + 0.08 * random.normal()

const importance = await studyOf('importance-performance', (random, _item, role) => (role === 'importance' ? 0.8 : 0.7) + 0.12 * random.normal())
const kano = await studyOf(await kanoDefinition({ title: undefined, features: sampleFeatures, importance: false }), (random, _item, role) => (role === 'functional' ? 0.1 : 0.9) + 0.25 * random.normal())
const index = await studyOf('ccsi', together, 80)

/** The text of a report without spaces, which lines are broken at. */
async function textOf(path: string, query: string): Promise<string> {
  const response = await here.owner.fetch(`${path}/report.pdf?${query}`)
  assert.equal(response.status, 200, await response.clone().text())
  const file = join(folder, 'report.pdf')
  writeFileSync(file, Buffer.from(await response.arrayBuffer()))
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')
}

const plain = (text: string) => text.replaceAll(/\s/g, '')

describe('a report', skipWithoutPoppler, () => {
  test('shows importance against performance as the page does, in both languages', async () => {
    const reading = importanceReadingSchema.parse(await answered(here.owner.fetch(`${importance}/results/importance-performance`)))
    for (const language of ['en', 'zh'] as const) {
      const all = await textOf(importance, `language=${language}&sections=importance`)
      assert.ok(all.includes(plain(reading.conclusions[0]!.text[language])), reading.conclusions[0]!.text[language])
      for (const { performance } of reading.points) assert.ok(all.includes(performance.value!.toFixed(2)))
      assert.match(all, { en: /Concentratehere/, zh: /优先改进/ }[language])
    }
  })

  test('shows Kano’s plane and counts, with what the features are', async () => {
    const reading = kanoReadingSchema.parse(await answered(here.owner.fetch(`${kano}/results/kano`)))
    for (const language of ['en', 'zh'] as const) {
      const all = await textOf(kano, `language=${language}&sections=kano`)
      assert.ok(all.includes(plain(reading.conclusions[0]!.text[language])))
      assert.match(all, { en: /Quadrantsarecutatonehalf/, zh: /象限以0\.5为界/ }[language])
      for (const { better } of reading.features) if (better.value !== null) assert.ok(all.includes(better.value.toFixed(2)))
    }
  })

  test('loses nothing where there is much to say and to show', async () => {
    const long = await studyOf('rater-three-column', (random, item, role, i) => together(random, item, role, i) + (item.charCodeAt(0) % 5) * 0.03 - (role === 'adequate' ? 0.1 : 0))
    const reading = importanceReadingSchema.parse(await answered(here.owner.fetch(`${long}/results/importance-performance`)))
    assert.ok(reading.points.length > 20)
    for (const language of ['en', 'zh'] as const) {
      const all = await textOf(long, `language=${language}&sections=importance`)
      for (const part of [{ en: 'Importance and performance', zh: '重要性与绩效' }, { en: 'Dashed: where the quadrants part', zh: '虚线为象限分界' }, { en: 'Concentrate here', zh: '优先改进' }, ...reading.conclusions.map(({ text }) => text)]) {
        assert.ok(all.includes(plain(part[language])), part[language])
      }
    }
  })

  test('has none of these sections where the questionnaire does not ask for them', async () => {
    assert.doesNotMatch(await textOf(kano, 'language=en&sections=importance,index,kano'), /Importanceandperformance|Satisfactionindex/)
    assert.doesNotMatch(await textOf(importance, 'language=en'), /Kano:whatadds/)
  })
})

describe('the satisfaction index as one figure', () => {
  const card = { id: randomUUID(), kind: 'index' as const, study: index.split('/').at(-1)! }
  const boards = `/api/o/${here.handle}/boards`
  const summary = async () => {
    const board = boardSchema.parse(await answered(here.owner.fetch(boards, { method: 'POST', json: { title: { en: 'Index', zh: '指数' }, cards: [card], period: 'all' } }), 201))
    const { cards } = boardDataSchema.parse(await answered(here.owner.fetch(`${boards}/${board.id}/data`)))
    const content = cards[0]!.content
    assert.equal(content?.kind, 'index', JSON.stringify(cards))
    return content?.kind === 'index' ? content.summary : assert.fail()
  }

  test('is the simple one until the intervals of the blocks are worked out, and says so', async () => {
    const { form, index: figure, note, blocks, model } = await summary()
    assert.notEqual(form, 'model')
    assert.ok(figure.value! > 0 && figure.lower! < figure.value! && figure.upper! > figure.value! && figure.n + figure.missing === 80)
    assert.match(note?.en ?? '', /This is the simple index\. The index by blocks is \d+\.\d; its intervals have not been worked out yet/)
    assert.match(note?.zh ?? '', /此为简单指数/)
    assert.ok(blocks.length >= 5 && blocks.every(({ index }) => index.value !== null && index.lower === null))
    assert.equal(model?.resamples, null)
  })

  test('is the index by blocks with its interval afterwards, on boards and in reports', async () => {
    await answered(here.owner.fetch(`${index}/results/index-model/bootstraps`, { method: 'POST' }), 202)
    await app.work()
    const reading = indexModelReadingSchema.parse(await answered(here.owner.fetch(`${index}/results/index-model`)))
    const own = reading.constructs.find(({ key }) => key === 'satisfaction')!.index
    const { form, index: figure, note, blocks, model } = await summary()
    assert.deepEqual([form, note, model?.resamples], ['model', null, 1000])
    assert.deepEqual([figure.value, figure.lower, figure.upper], [own.value, own.lower, own.upper])
    assert.ok(blocks.every(({ index }) => index.lower !== null && index.upper !== null))
    if (hasPoppler) {
      const all = await textOf(index, 'language=en&sections=index')
      assert.ok(all.includes(`Satisfaction${own.value!.toFixed(1)}${own.lower!.toFixed(1)}to${own.upper!.toFixed(1)}`), all.slice(0, 2000))
    }
  })

  test('is refused as a card of a study that asks for none', async () => {
    const board = boardSchema.parse(await answered(here.owner.fetch(boards, { method: 'POST', json: { title: { en: 'None', zh: '无' }, cards: [{ ...card, study: kano.split('/').at(-1) }], period: 'all' } }), 201))
    const { cards } = boardDataSchema.parse(await answered(here.owner.fetch(`${boards}/${board.id}/data`)))
    assert.deepEqual([cards[0]!.content, cards[0]!.absence], [null, 'not-asked'])
    await refused(await here.owner.fetch(`${kano}/results/satisfaction`), 'measure.reading-not-asked')
  })
})

test('a picture of very many rows is narrower, so that it fits on a page with what leads to it', () => {
  const widthOf = (height: number) => (picture(`<svg viewBox="0 0 700 ${height}"></svg>`) as { width: number }).width
  assert.equal(widthOf(500), contentWidth)
  assert.ok(Math.abs((widthOf(4_000) * 4_000) / 700 - 540) < 1e-9)
})
