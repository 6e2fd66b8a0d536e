import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { boardDataSchema, boardSchema, type Board, type BoardData, type CardData, type CardDraft, type NewCard } from '@gap5/contract/measure/boards.ts'
import { newLinkSchema, openingSchema } from '@gap5/contract/measure/sharing.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { sql } from 'kysely'
import { inOrganisation } from '../../database.ts'
import { acceptMany } from '../../listen/intake.ts'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { refused } from '../../testing/refused.ts'
import { testStudy } from '../../testing/study.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { answer, studyWithAnswers } from '../testing/studies-with-answers.ts'

const app = await testApp({ now: '2026-02-20T08:00:00Z' })
const here = await testOrganisation(app)
const researcher = await here.as('researcher')
const viewer = await here.as('viewer')
const boards = `/api/o/${here.handle}/boards`

for (const [code, parentId] of [['North', null], ['South', null]] as const) {
  await answered(here.owner.fetch(`/api/o/${here.handle}/units`, { method: 'POST', json: { code, kind: 'branch', title: { en: `${code} branch`, zh: `${code}分店` }, parentId } }), 201)
}

// 600 answers, one an hour from 1 January 2026 on.
const zone = simulatedZone()
const byUnit = { ...zone, frame: { ...zone.frame, attributes: [{ key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'unit' as const, values: [], settableByLink: false }] } }
const zoned = await studyWithAnswers(app, here.id, byUnit)
const study = zoned.study.handle
const talking = await talkingStudy()

/** A study without units, with what people said. */
async function talkingStudy() {
  const made = await testStudy(app, here.id)
  const source = { orgId: here.id, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() }
  const rows = Array.from({ length: 12 }, (_, i) => ({
    externalId: randomUUID(),
    answers: { ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 6 + (i % 2) }, choices: {}, texts: { why: `Said ${i}` } },
    attributes: {},
    language: null,
    startedAt: null,
    submittedAt: new Date(Date.UTC(2026, 1, 1 + i)),
    marks: i === 11 ? ['honeypot' as const] : [],
    body: null,
  }))
  await inOrganisation(app.db, here.id, (trx) => acceptMany(trx, source, rows))
  return made
}

function card(draft: NewCard): CardDraft {
  return { id: randomUUID(), ...draft }
}

async function make(cards: CardDraft[] = [], change: object = {}): Promise<Board> {
  const json = { title: { en: 'Morning round', zh: '晨会' }, cards, ...change }
  return boardSchema.parse(await answered(researcher.fetch(boards, { method: 'POST', json }), 201))
}

async function dataOf({ id }: Board, query = '', by = researcher): Promise<BoardData> {
  return boardDataSchema.parse(await answered(by.fetch(`${boards}/${id}/data${query}`)))
}

function put(board: Board, change: object, revision = board.revision): Promise<Response> {
  const { title, period, cards } = board
  return researcher.fetch(`${boards}/${board.id}`, { method: 'PUT', headers: { 'If-Match': `"${revision}"` }, json: { title, period, cards, ...change } })
}

function contentOf<Kind extends string>(data: BoardData, { id }: CardDraft, kind: Kind): Extract<CardData['content'], { kind: Kind }> {
  const found = data.cards.find((card) => card.id === id)
  assert.equal(found?.content?.kind, kind, JSON.stringify(found))
  return found?.content as never
}

describe('a board', () => {
  test('shows what its cards name, as the result page does', async () => {
    const all = [
      card({ kind: 'figure', study, measure: 'dimension.responsiveness.adequacy' }),
      card({ kind: 'levels', study, size: 'wide' }),
      card({ kind: 'levels', study, dimension: 'empathy' }),
      card({ kind: 'comparison', study, attribute: 'branch', measure: 'overall.adequacy' }),
      card({ kind: 'distribution', study, variable: 's1.perception' }),
      card({ kind: 'progress', study }),
      card({ kind: 'verbatims', study: talking.study.handle }),
      card({ kind: 'note', text: { en: '', zh: '只说中文也可以' } }),
    ] as const
    const data = await dataOf(await make([...all], { period: 'all' }))
    const result = studyResultSchema.parse(await answered(researcher.fetch(`/api/o/${here.handle}/studies/${study}/results`)))
    const row = result.gaps.find(({ level, key }) => level === 'dimension' && key === 'responsiveness')
    const figure = contentOf(data, all[0], 'figure')
    assert.equal(figure.estimate.value?.toFixed(10), row?.adequacy?.value?.toFixed(10))
    assert.equal(figure.estimate.lower?.toFixed(10), row?.adequacy?.lower?.toFixed(10))
    assert.deepEqual(contentOf(data, all[1], 'levels').rows, result.gaps.filter(({ level }) => level === 'dimension'))
    assert.ok(contentOf(data, all[2], 'levels').rows.every(({ level, dimension }) => level === 'item' && dimension === 'empathy'))
    assert.equal(contentOf(data, all[3], 'comparison').comparison.groups.length, 5)
    assert.deepEqual(contentOf(data, all[4], 'distribution').distribution, result.distributions.find(({ variable }) => variable === 's1.perception'))
    const progress = contentOf(data, all[5], 'progress')
    assert.equal(progress.days.reduce((sum, { responses }) => sum + responses, 0), zone.responses.length)
    const said = contentOf(data, all[6], 'verbatims').statements
    assert.deepEqual(said.map(({ text }) => text), ['Said 10', 'Said 9', 'Said 8', 'Said 7', 'Said 6', 'Said 5'], 'the latest first; what a machine said is nobody’s')
    assert.ok(said.every(({ contact }) => contact === null))
    assert.equal(data.cards.length, 7, 'a note asks nothing')
  })

  test('switches all cards to a period and a unit, and says which cannot follow', async () => {
    const [levels, words, fixed] = [card({ kind: 'levels', study }), card({ kind: 'progress', study: talking.study.handle }), card({ kind: 'levels', study, attributes: { branch: ['South'] } })]
    const board = await make([levels, words, fixed])
    const january = await dataOf(board, '?period=last-month&unit=North')
    assert.deepEqual([january.days, january.units.map(({ code }) => code)], [{ from: '2026-01-01', to: '2026-01-31' }, ['North', 'South']])
    const own = studyResultSchema.parse(await answered(researcher.fetch(`/api/o/${here.handle}/studies/${study}/results?from=2026-01-01&to=2026-01-31&a.branch=North`)))
    assert.equal(january.cards.find(({ id }) => id === levels.id)?.n, own.responses)
    assert.deepEqual(january.cards.map(({ followsUnit }) => followsUnit), [true, false, false])
    const all = await dataOf(board, '?period=all')
    assert.ok(all.cards.every(({ followsUnit }) => followsUnit))
    assert.ok(all.cards[0]!.n > january.cards[0]!.n)
    await refused(await researcher.fetch(`${boards}/${board.id}/data?period=someday`), 'request.invalid')
  })

  test('says why a card shows nothing, and shows the others', async () => {
    const few = await studyWithAnswers(app, here.id, { ...zone, responses: zone.responses.slice(0, 3) })
    const board = await make(
      [card({ kind: 'importance', study }), card({ kind: 'levels', study: 'gone' }), card({ kind: 'figure', study, measure: 'item.recommend.nps' }), card({ kind: 'levels', study: few.study.handle }), card({ kind: 'kano', study }), card({ kind: 'levels', study })],
      { period: 'all' },
    )
    assert.deepEqual((await dataOf(board)).cards.map(({ absence }) => absence), ['not-asked', 'study-gone', 'not-asked', 'too-few', 'not-asked', null])
    assert.deepEqual((await dataOf(board, '?period=2020-01-01..2020-02-01')).cards.at(-1)?.absence, 'no-answers')
  })

  test('keeps words from those who may not read them', async () => {
    const board = await make([card({ kind: 'verbatims', study: talking.study.handle })], { period: 'all' })
    assert.equal((await dataOf(board, '', viewer)).cards[0]?.absence, 'words-not-included')
  })

  test('is not overwritten by who has not seen the last change', async () => {
    const board = await make()
    const [first, second] = [card({ kind: 'levels', study }), card({ kind: 'progress', study })]
    const answers = await Promise.all([put(board, { cards: [first] }), put(board, { cards: [second] })])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const now = boardSchema.parse(await answered(researcher.fetch(`${boards}/${board.id}`)))
    assert.equal(now.revision, 2)
    const merged = boardSchema.parse(await answered(put(now, { cards: [...now.cards, now.cards[0]?.id === first.id ? second : first] })))
    assert.equal(merged.cards.length, 2)
    await refused(await researcher.fetch(`${boards}/${board.id}`, { method: 'PUT', json: { title: board.title } }), 'listen.version-needed')
  })

  test('takes only cards that make sense', async () => {
    const same = card({ kind: 'levels', study })
    for (const cards of [
      [same, same],
      [{ ...same, kind: 'lottery' }],
      [card({ kind: 'figure', study, measure: 'nothing' })],
      [card({ kind: 'note', text: { en: ' ', zh: '' } })],
      Array.from({ length: 41 }, () => card({ kind: 'progress', study })),
    ])
      await refused(await researcher.fetch(boards, { method: 'POST', json: { title: { en: 'x', zh: 'x' }, cards } }), 'request.invalid')
  })

  test('is seen by every member, changed by those who may, and by nobody else', async () => {
    const board = await make()
    await answered(viewer.fetch(`${boards}/${board.id}`))
    assert.ok((await answered<{ id: string }[]>(viewer.fetch(boards))).some(({ id }) => id === board.id))
    await refused(await viewer.fetch(boards, { method: 'POST', json: { title: board.title } }), 'access.not-allowed')
    const theirs = await testOrganisation(app)
    await refused(await theirs.owner.fetch(`/api/o/${theirs.handle}/boards/${board.id}`), 'measure.board-unknown')
    await refused(await theirs.owner.fetch(`/api/o/${theirs.handle}/boards/${board.id}/data`), 'measure.board-unknown')
    assert.equal((await researcher.fetch(`${boards}/${board.id}`, { method: 'DELETE' })).status, 204)
    await refused(await viewer.fetch(`${boards}/${board.id}`), 'measure.board-unknown')
  })

  test('has a pulse that moves with the board and with the answers behind it', async () => {
    const board = await make([card({ kind: 'progress', study })])
    const pulse = async () => (await answered<{ revision: string }>(viewer.fetch(`${boards}/${board.id}/pulse`))).revision
    const before = await pulse()
    assert.equal(await pulse(), before)
    await answer(app, here.id, zoned, zone.responses.slice(0, 1))
    const answeredOnce = await pulse()
    assert.notEqual(answeredOnce, before)
    await answered(put(board, { cards: [] }))
    assert.notEqual(await pulse(), answeredOnce)
  })
})

describe('a board behind a read-only link', () => {
  async function opened(draft: object, view: object) {
    const link = newLinkSchema.parse(await answered(researcher.fetch(`/api/o/${here.handle}/links`, { method: 'POST', json: { title: 'x', view, ...draft } }), 201))
    const token = link.url.split('#')[1]
    const { credential } = openingSchema.parse(await answered(app.fetch('/api/shared/opening', { method: 'POST', json: { token } })))
    return (path: string) => app.fetch(`/api/shared/answer?ask=${encodeURIComponent(path)}`, { headers: { Authorization: `Link ${credential}` } })
  }

  test('is switched only where its maker allowed it, and stays with the period and the unit it names', async () => {
    const board = await make([card({ kind: 'levels', study }), card({ kind: 'verbatims', study: talking.study.handle })], { period: 'all' })
    const view = { page: 'board', subject: board.id, query: { period: 'last-month', unit: 'North' } }
    const locked = await opened({}, view)
    const data = boardDataSchema.parse(await answered(locked(`boards/${board.id}/data?period=last-month&unit=North`)))
    assert.deepEqual(data.cards.map(({ absence }) => absence), [null, 'words-not-included'])
    assert.deepEqual(data.units.map(({ code }) => code), ['North'])
    for (const path of [`boards/${board.id}/data`, `boards/${board.id}/data?period=all&unit=North`, `boards/${board.id}/data?period=last-month&unit=South`, `boards/${randomUUID()}`, `studies/${study}/results`])
      await refused(await locked(path), 'measure.link-beyond')
    const free = await opened({ mayNarrow: true, showsVerbatims: true }, view)
    await answered(free(`boards/${board.id}/data?period=last-month&unit=North`))
    for (const switched of ['period=all&unit=North', 'period=last-month&unit=South', 'period=last-month', 'unit=North']) {
      await refused(await free(`boards/${board.id}/data?${switched}`), 'measure.link-beyond')
    }
    const open = await opened({ mayNarrow: true, showsVerbatims: true }, { ...view, query: {} })
    const all = boardDataSchema.parse(await answered(open(`boards/${board.id}/data?period=all&unit=North`)))
    assert.equal(all.cards[1]?.content?.kind, 'verbatims')
  })

  test('keeps no words of its own: who is erased is silent in what was frozen, too', async () => {
    const board = await make([card({ kind: 'verbatims', study: talking.study.handle })], { period: 'all' })
    const ask = await opened({ mode: 'frozen', showsVerbatims: true }, { page: 'board', subject: board.id, query: {} })
    const said = async () => {
      const [shown] = boardDataSchema.parse(await answered(ask(`boards/${board.id}/data`))).cards
      return shown?.content?.kind === 'verbatims' ? shown.content.statements : []
    }
    const before = await said()
    assert.equal(before[0]?.text, 'Said 10')
    const { rows } = await sql<{ kept: string }>`select answer::text as kept from shared_answer`.execute(app.owner)
    assert.ok(rows.every(({ kept }) => !kept.includes('Said 10')))
    await inOrganisation(app.db, here.id, (trx) => trx.updateTable('statement').set({ text: null, erased_at: app.clock.now() }).where('id', '=', before[0]!.id).execute())
    assert.deepEqual((await said()).map(({ text }) => text), before.slice(1).map(({ text }) => text))
  })

  test('can be frozen with all its cards', async () => {
    const board = await make([card({ kind: 'progress', study })], { period: 'all' })
    const ask = await opened({ mode: 'frozen' }, { page: 'board', subject: board.id, query: {} })
    const before = await answered(ask(`boards/${board.id}/data`))
    await answer(app, here.id, zoned, zone.responses.slice(0, 2))
    await answered(put(board, { cards: [] }))
    assert.deepEqual(await answered(ask(`boards/${board.id}/data`)), before)
    assert.equal(boardSchema.parse(await answered(ask(`boards/${board.id}`))).cards.length, 1)
  })
})
