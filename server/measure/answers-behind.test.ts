import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Mark } from '@gap5/contract/listen/answers.ts'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { frequentWordsSchema, responsesBehindSchema, statementsBehindSchema } from '@gap5/contract/measure/answers-behind.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { systemActor } from '../access/actor.ts'
import { inOrganisation } from '../database.ts'
import { correct } from '../listen/corrections.ts'
import { acceptMany } from '../listen/intake.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { simulatedZone } from './testing/reference-studies.ts'
import { AnswerCache } from './answer-cache.ts'
import { frequentWords } from './frequent-words.ts'
import { scoresIn } from './own-scores.ts'
import { RankedPersons } from './ranked-persons.ts'
import { selectRows } from './selected-rows.ts'
import { findStudy } from './study-frame.ts'

const app = await testApp()
const here = await testOrganisation(app)
const zone = simulatedZone()
const same = (text: string) => ({ en: text, zh: text })
const definition = definitionSchema.parse({
  ...zone.frame.definition,
  blocks: [...zone.frame.definition.blocks, { key: 'words', items: [{ type: 'text', key: 'why', text: same('Why?') }] }],
})
const attributes = [
  ...zone.frame.attributes,
  { key: 'years', title: same('Years'), type: 'number' as const, values: [], settableByLink: false },
  { key: 'bought', title: same('Bought'), type: 'date' as const, values: [], settableByLink: false },
]
const made = await testStudy(app, here.id, { definition, attributes })
const path = `/api/o/${here.handle}/studies/${made.study.handle}/results`

const said = (i: number): Record<string, string> => (i % 3 > 0 ? {} : { why: i % 2 === 0 ? `等配件等了两周 ${i}` : `The hotline never answers ${i}` })

/** The simulated answers; every third person says something, every tenth is marked as fast. */
const given = zone.responses.slice(0, 240)
await inOrganisation(app.db, here.id, (trx) =>
  acceptMany(
    trx,
    { orgId: here.id, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() },
    given.map(({ ratings, submittedAt, attributes }, i) => ({
      externalId: randomUUID(),
      answers: { ratings, choices: {}, texts: said(i) },
      attributes: { ...attributes, years: String(i % 12), bought: `2025-${String(1 + (i % 12)).padStart(2, '0')}-15` },
      language: i % 2 === 0 ? ('zh' as const) : ('en' as const),
      startedAt: null,
      submittedAt,
      marks: i % 10 === 0 ? ['fast' as const] : i % 25 === 0 ? ['duplicate' as const] : [],
      body: null,
    })),
  ),
)

async function get<T>(query: string, schema: { parse(value: unknown): T }): Promise<T> {
  const response = await here.owner.fetch(path + query)
  assert.equal(response.status, 200, `${query}: ${await response.clone().text()}`)
  return schema.parse(await response.json())
}

async function all<T extends { next: string | null }, Row>(query: string, schema: { parse(value: unknown): T }, rows: (page: T) => Row[]): Promise<Row[]> {
  const found: Row[] = []
  let next: string | null = null
  do {
    const page: T = await get(`${query}&limit=20${next === null ? '' : `&after=${next}`}`, schema)
    found.push(...rows(page))
    next = page.next
  } while (next !== null)
  return found
}
const responses = (query: string) => all(`/responses?${query}`, responsesBehindSchema, (page) => page.responses)
const statements = (query: string) => all(`/statements?${query}`, statementsBehindSchema, (page) => page.statements)

describe('From a figure to the answers behind it', () => {
  test('as many responses as the result counts, whatever it is narrowed to', async () => {
    const selections = ['', 'a.branch=North', 'a.branch=North&a.branch=South', 'marks=clean', 'marks=all', 'from=2026-01-03&to=2026-01-05', 'a.years=3..5', 'a.years=7', 'a.bought=2025-Q2', 'a.bought=2025-03', 'a.bought=2025&a.years=0..2', 'a.bought=2025-W11']
    for (const selection of selections) {
      const { responses: n } = await get(`?${selection}`, studyResultSchema)
      const found = await responses(selection)
      assert.equal(found.length, n, selection)
      assert.equal(new Set(found.map(({ id }) => id)).size, n, selection)
    }
  })

  test('the scores of the persons make the figure of the result', async () => {
    const { gaps } = await get('?a.branch=North', studyResultSchema)
    for (const [measure, part] of [['dimension.responsiveness.adequacy', 'adequacy'], ['dimension.responsiveness.perception', 'perception'], ['dimension.responsiveness.inside', 'shareInside'], ['dimension.responsiveness.weight', 'weight']] as const) {
      const expected = gaps.find(({ key, level }) => level === 'dimension' && key === 'responsiveness')?.[part]
      const scores = (await responses(`a.branch=North&measure=${measure}`)).flatMap(({ score }) => score ?? [])
      assert.equal(scores.length, expected?.n, measure)
      assert.ok(Math.abs(scores.reduce((sum, x) => sum + x, 0) / scores.length - (expected?.value ?? Number.NaN)) < 1e-9, measure)
    }
  })

  test('a range of scores, each page full until the last', async () => {
    const scored = await responses('measure=overall.adequacy')
    const low = await responses('measure=overall.adequacy&high=0.5')
    assert.deepEqual(low.map(({ id }) => id), scored.filter(({ score }) => score !== null && score <= 0.5).map(({ id }) => id))
    assert.ok(low.length > 20)
  })
})

describe('Words follow the selection', () => {
  test('period, branch, language, words and score together', async () => {
    const everything = await statements('')
    const north = await statements('a.branch=North')
    assert.ok(north.length > 0 && north.length < everything.length)
    assert.ok(north.every(({ attributes }) => attributes['branch'] === 'North'))
    assert.ok((await statements(`search=${encodeURIComponent('配件')}`)).every(({ text }) => text?.includes('配件')))
    assert.ok((await statements('language=en')).every(({ language }) => language === 'en'))
    const unhappy = await statements('measure=overall.adequacy&high=-0.5')
    assert.ok(unhappy.length > 0 && unhappy.every(({ score }) => score !== null && score <= -0.5))
    assert.equal(everything.some(({ responseId }) => responseId === unhappy[0]?.responseId), true)
  })

  test('the lowest first, page by page, nobody twice and nobody lost', async () => {
    const lowest = await statements('measure=overall.adequacy&order=lowest')
    const scores = lowest.map(({ score }) => score ?? Number.NaN)
    assert.deepEqual(scores, scores.toSorted((a, b) => a - b))
    assert.equal(new Set(lowest.map(({ id }) => id)).size, lowest.length)
    const scored = (await statements('measure=overall.adequacy')).filter(({ score }) => score !== null)
    assert.equal(lowest.length, scored.length)
    const highest = await statements('measure=overall.adequacy&order=highest&search=hotline')
    assert.ok(highest.length > 0 && highest.every(({ text }) => text?.includes('hotline')))
  })

  test('the order is that of all answers scored in memory, also after one of them is marked', async () => {
    const lowest = async () => (await statements('measure=overall.adequacy&order=lowest&high=0.5&a.branch=North')).map(({ responseId }) => responseId)
    const selection: Selection = { marks: 'usual', attributes: { branch: ['North'] } }
    const before = await lowest()
    const ranked = await inOrganisation(app.db, here.id, async (trx) => {
      const { studyId, frame, variables } = await findStudy(trx, here, made.study.id, app.clock.now())
      const table = await new AnswerCache().answers(trx, { orgId: here.id, studyId }, variables)
      const { rows } = selectRows(table, selection, frame)
      const scores = scoresIn(frame, table, rows, parseMeasure('overall.adequacy')!)
      return new RankedPersons([...rows].map((row, at) => ({ id: table.keyOf(row), score: scores[at]! })), 'lowest')
    })
    assert.deepEqual(before, ranked.persons(0, ranked.length).flatMap(({ id }) => (before.includes(id) ? [id] : [])))
    assert.ok(before.length > 5)
    const mark = (marks: Mark[]) => inOrganisation(app.db, here.id, (trx) =>
      correct(trx, systemActor(here.id), { studyId: made.study.id, responseId: before[0]!, correction: { marks, reason: 'looked at' } }, app.clock.now()),
    )
    await mark(['duplicate'])
    assert.deepEqual(await lowest(), before.slice(1))
    await mark([])
    assert.deepEqual(await lowest(), before)
  })

  test('words are counted once a statement', async () => {
    const { words, statements: n } = await get('/words?', frequentWordsSchema)
    const hotline = words.find(({ word }) => word === 'hotline')
    assert.equal(hotline?.statements, (await statements('search=hotline')).length)
    assert.ok(words.some(({ word }) => word === '配件'))
    assert.ok(n >= (hotline?.statements ?? 0))
  })

  test('who may not read words is refused; who asks for what is not there is told', async () => {
    const viewer = await here.as('viewer')
    assert.equal((await viewer.fetch(`${path}/statements`)).status, 403)
    assert.equal((await viewer.fetch(`${path}/responses`)).status, 200)
    const told = async (query: string) => ((await (await here.owner.fetch(path + query)).json()) as { code: string }).code
    assert.equal(await told('/statements?order=lowest'), 'request.invalid')
    assert.equal(await told('/statements?measure=overall.adequacy&order=lowest&after=nonsense'), 'request.malformed')
    assert.equal(await told('/statements?measure=item.none.mean'), 'measure.measure-unknown')
    assert.equal(await told('/responses?a.colour=red'), 'measure.attribute-unknown')
    assert.equal(await told('/responses?low=much'), 'request.invalid')
  })
})

test('small words, numbers and what only two said are passed over', () => {
  const { words } = frequentWords(['我们的配件很贵', '配件贵', '配件 2 周', 'the hotline, the Hotline!', 'hotline', 'a hotline is'], false)
  assert.deepEqual(words.map(({ word, statements }) => [word, statements]), [['hotline', 3], ['配件', 3]])
})
