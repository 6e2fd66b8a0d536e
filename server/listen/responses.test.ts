import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DeadLettersPage, Response as Given, ResponseDetail, ResponsesPage, StatementsPage } from '@gap5/contract/listen/responses.ts'
import type { Attribute, Collector, Study } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation, type TestCaller } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { testStudy } from '../testing/study.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { accept } from './intake.ts'

const app = await testApp({ now: '2026-03-02T08:00:00Z' })
const org = await testOrganisation(app)
const key = await org.withKey('researcher')
const manager = await org.as('manager')

const segment: Attribute = {
  key: 'segment',
  title: { en: 'Segment', zh: '客户群' },
  type: 'choice',
  values: [{ value: 'small', title: { en: 'Small', zh: '小型' } }],
  settableByLink: true,
}
const branch: Attribute = { key: 'branch', title: { en: 'Branch', zh: '分公司' }, type: 'unit', values: [], settableByLink: true }
const note: Attribute = { key: 'note', title: { en: 'Note', zh: '备注' }, type: 'text', values: [], settableByLink: false }
const attributes = [segment, branch, note]

type Accepted = { responseId: string; repeated: boolean }
const answers = { ratings: { 'l1.adequate': 5, 'l1.desired': 8, 'l1.perception': 6 }, choices: { channel: ['web'] }, texts: { why: '很好' } }

function pathOf({ handle }: Study): string {
  return `/api/o/${org.handle}/studies/${handle}`
}

function send(study: Study, json: unknown, caller: TestCaller = key, headers: Record<string, string> = {}) {
  return caller.fetch(`${pathOf(study)}/responses`, { method: 'POST', json, headers })
}

function letters(study: Study): Promise<DeadLettersPage> {
  return answered<DeadLettersPage>(manager.fetch(`${pathOf(study)}/dead-letters`))
}

describe('a program that sends answers', () => {
  test('is answered once, however often it sends them', async () => {
    const { study } = await testStudy(app, org.id)
    const first = await answered<Accepted>(send(study, { externalId: 'a-1', answers }), 201)
    const again = await answered<Accepted>(send(study, { answers }, key, { 'Idempotency-Key': 'a-1' }))
    assert.deepEqual(again, { responseId: first.responseId, repeated: true })
    const racing = await Promise.all([1, 2, 3, 4].map(() => send(study, { externalId: 'a-2', answers })))
    assert.deepEqual(racing.map((answer) => answer.status).sort(), [200, 200, 200, 201])
    const { responses } = await answered<ResponsesPage>(key.fetch(`${pathOf(study)}/responses`))
    assert.equal(responses.length, 2)
    const collectors = await answered<Collector[]>(key.fetch(`${pathOf(study)}/collectors`))
    assert.deepEqual(collectors.filter(({ kind }) => kind === 'api').map(({ responses }) => responses), [2])
  })

  test('needs an id of its own for each answer', async () => {
    const { study } = await testStudy(app, org.id)
    await refused(await send(study, { answers }), 'listen.key-needed')
    assert.equal((await letters(study)).letters.length, 1)
  })

  const misfits: [string, Record<string, unknown>, string][] = [
    ['a rating off the scale', { answers: { ratings: { ...answers.ratings, 'l1.perception': 10 } } }, 'answers.ratings.l1.perception'],
    ['half a point', { answers: { ratings: { ...answers.ratings, 'l1.perception': 6.5 } } }, 'answers.ratings.l1.perception'],
    ['a rating in words', { answers: { ratings: { ...answers.ratings, 'l1.perception': 'good' } } }, 'answers.ratings.l1.perception'],
    ['an item nobody asked', { answers: { ratings: { ...answers.ratings, 'q9.perception': 5 } } }, 'answers.ratings.q9.perception'],
    ['a required item left out', { answers: { ratings: { 'l1.adequate': 5, 'l1.desired': 8 } } }, 'answers.l1.perception'],
    ['an option that is none', { answers: { ...answers, choices: { channel: ['fax'] } } }, 'answers.choices.channel'],
    ['a text too long', { answers: { ...answers, texts: { why: 'x'.repeat(501) } } }, 'answers.texts.why'],
    ['a language nobody speaks here', { answers, language: 'fr' }, 'language'],
    ['an attribute the study has not', { answers, attributes: { colour: 'red' } }, 'attributes.colour'],
    ['a segment that is none', { answers, attributes: { segment: 'huge' } }, 'attributes.segment'],
    ['a branch that is none', { answers, attributes: { branch: 'moon' } }, 'attributes.branch'],
    ['an answer from the future', { answers, submittedAt: '2026-03-03T08:00:00Z' }, 'submittedAt'],
    ['a field nobody knows', { answers, mood: 'good' }, 'mood'],
    ['no answers at all', { answer: answers }, 'answers'],
  ]
  for (const [what, json, field] of misfits) {
    test(`is told by its field what does not fit, and the letter is kept: ${what}`, async () => {
      const { study } = await testStudy(app, org.id, { attributes })
      const body = { externalId: 'x', ...json }
      const { errors } = await refused(await send(study, body), 'listen.answers-invalid')
      assert.ok(errors?.some((error) => error.field === field), JSON.stringify(errors))
      const [letter] = (await letters(study)).letters
      assert.deepEqual([letter?.externalId, letter?.body], ['x', body])
      assert.ok(letter?.problem.errors.some((error) => error.field === field && error.zh !== '' && error.en !== ''))
    })
  }

  test('has even what is no JSON kept, and what no database can hold', async () => {
    const { study } = await testStudy(app, org.id)
    const raw = { method: 'POST', body: '{"externalId": "y", answers', headers: { 'Content-Type': 'application/json' } }
    for (const _ of [1, 2]) await refused(await key.fetch(`${pathOf(study)}/responses`, raw), 'listen.answers-invalid')
    assert.deepEqual((await letters(study)).letters.map(({ body }) => body), ['{"externalId": "y", answers'])
    const strange = { externalId: 'nul', answers: { ...answers, texts: { why: 'a\u0000b\ud800' } } }
    const { responseId } = await answered<Accepted>(send(study, strange), 201)
    const { statements } = await answered<ResponseDetail>(manager.fetch(`${pathOf(study)}/responses/${responseId}`))
    assert.equal(statements?.[0]?.text, 'a\ufffdb\ufffd')
  })

  test('meets a study that is not open', async () => {
    const { study } = await testStudy(app, org.id)
    await manager.fetch(`${pathOf(study)}/closure`, { method: 'POST' })
    const problem = await refused(await send(study, { externalId: 'late', answers }), 'listen.study-not-open')
    assert.equal(problem.detail, 'It was closed.')
    const { study: later } = await testStudy(app, org.id, { opensAt: '2026-04-01T00:00:00Z' })
    await refused(await send(later, { externalId: 'early', answers }), 'listen.study-not-open')
  })
})

describe('a dead letter', () => {
  test('is mended and accepted under the id it came with', async () => {
    const { study } = await testStudy(app, org.id)
    await send(study, { externalId: 'm', answers: { ratings: { 'l1.adequate': 50 } } })
    const [letter] = (await letters(study)).letters
    const retry = (json: unknown) => manager.fetch(`${pathOf(study)}/dead-letters/${letter?.id}/retry`, { method: 'POST', json })
    await refused(await retry({}), 'request.invalid')
    assert.equal((await letters(study)).letters.length, 1)
    const { responseId } = await answered<Accepted>(retry({ body: { answers } }), 201)
    assert.equal((await letters(study)).letters.length, 0)
    await refused(await retry({ body: { answers } }), 'listen.dead-letter-unknown')
    assert.deepEqual(await answered<Accepted>(send(study, { externalId: 'm', answers })), { responseId, repeated: true })
  })

  test('can be dismissed, once, by those who may', async () => {
    const { study } = await testStudy(app, org.id)
    await send(study, { externalId: 'd', answers: {} })
    const [letter] = (await letters(study)).letters
    const dismiss = (caller: TestCaller) => caller.fetch(`${pathOf(study)}/dead-letters/${letter?.id}/dismissal`, { method: 'POST' })
    await refused(await dismiss(await org.as('viewer')), 'access.not-allowed')
    assert.equal((await dismiss(manager)).status, 204)
    await refused(await dismiss(manager), 'listen.dead-letter-unknown')
  })
})

describe('a response', () => {
  async function one(): Promise<{ study: Study; path: string; id: string }> {
    const { study } = await testStudy(app, org.id, { attributes })
    const { responseId } = await answered<Accepted>(send(study, { externalId: 'r', answers, attributes: { note: 'Mr Sample', segment: 'small' } }), 201)
    return { study, id: responseId, path: `${pathOf(study)}/responses/${responseId}` }
  }

  test('is corrected by a new revision; the old one stays', async () => {
    const { path } = await one()
    const correction = { ratings: { 'l1.perception': 7, 'm1.desired': 9, 'l1.adequate': 4 }, choices: { channel: null }, reason: 'typed wrongly' }
    const corrected = await answered<ResponseDetail>(manager.fetch(`${path}/revisions`, { method: 'POST', json: correction }))
    assert.deepEqual([corrected.revision, corrected.answers.ratings['l1.perception'], corrected.answers.choices], [2, 7, {}])
    assert.deepEqual(corrected.revisions.map(({ revision, reason, actor }) => [revision, reason, actor]), [
      [1, null, null],
      [2, 'typed wrongly', 'Test person'],
    ])
    assert.equal(corrected.revisions[0]?.answers.ratings['l1.perception'], 6)
    const kept = await app.owner.selectFrom('response_revision').select('numbers').where('response_id', '=', corrected.id).orderBy('revision').execute()
    assert.deepEqual(kept.map(({ numbers }) => numbers.slice(0, 5)), [
      [5, 8, 6, null, null],
      [4, 8, 7, null, 9],
    ])
  })

  test('carries marks until somebody takes them off', async () => {
    const { study, path, id } = await one()
    const marks = (given: string[]) => answered<ResponseDetail>(manager.fetch(`${path}/revisions`, { method: 'POST', json: { marks: given, reason: 'looked at' } }))
    assert.deepEqual((await marks(['attention', 'fast'])).marks, ['attention', 'fast'])
    const found = async (mark: string) => (await answered<ResponsesPage>(manager.fetch(`${pathOf(study)}/responses?mark=${mark}`))).responses.map((r) => r.id)
    assert.deepEqual([await found('fast'), await found('any'), await found('none'), await found('honeypot')], [[id], [id], [], []])
    assert.deepEqual((await marks([])).marks, [])
  })

  test('is not corrected into something that does not fit', async () => {
    const { path } = await one()
    const wrong = await manager.fetch(`${path}/revisions`, { method: 'POST', json: { ratings: { 'l1.perception': 10 }, reason: 'no' } })
    const { errors } = await refused(wrong, 'request.invalid')
    assert.deepEqual(errors?.map(({ field }) => field), ['answers.ratings.l1.perception'])
    await refused(await manager.fetch(`${path}/revisions`, { method: 'POST', json: { ratings: {} } }), 'request.invalid')
  })

  test('keeps every correction when two are made at once', async () => {
    const { path } = await one()
    await Promise.all([7, 8, 9].map((value) => manager.fetch(`${path}/revisions`, { method: 'POST', json: { ratings: { 'l1.desired': value }, reason: String(value) } })))
    const { revision, revisions } = await answered<ResponseDetail>(manager.fetch(path))
    assert.deepEqual([revision, revisions.map((one) => one.revision)], [4, [1, 2, 3, 4]])
  })

  test('of a person who is erased keeps its scores and nothing else', async () => {
    const { study, path, id } = await one()
    const before = await answered<ResponseDetail>(manager.fetch(path))
    const after = await answered<ResponseDetail>(manager.fetch(`${path}/erasure`, { method: 'POST', json: { reason: 'asked for it' } }))
    assert.deepEqual(after.answers, before.answers)
    assert.deepEqual(after.attributes, { segment: 'small' })
    assert.ok(after.erasedAt)
    assert.deepEqual(after.statements?.map(({ text, contact, erasedAt }) => [text, contact, erasedAt !== null]), [[null, null, true]])
    const rest = await app.owner.selectFrom('intake_journal').select('body').where('response_id', '=', id).execute()
    assert.deepEqual(rest, [{ body: null }])
    assert.equal((await answered<Study>(manager.fetch(pathOf(study)))).responses, 1)
    assert.equal((await manager.fetch(`${path}/erasure`, { method: 'POST', json: { reason: 'again' } })).status, 200)
  })

  test('is never edited or deleted behind the interface', async () => {
    const { id } = await one()
    const attempts: ((trx: Trx) => Promise<unknown>)[] = [
      (trx) => trx.updateTable('response_revision').set({ reason: 'x' }).where('response_id', '=', id).execute(),
      (trx) => trx.deleteFrom('response').where('id', '=', id).execute(),
      (trx) => trx.updateTable('response').set({ submitted_at: new Date() }).where('id', '=', id).execute(),
      (trx) => trx.deleteFrom('statement').execute(),
    ]
    for (const attempt of attempts) await assert.rejects(inOrganisation(app.db, org.id, attempt), /permission denied|never changed/)
  })

  test('is not there for others, nor in another study', async () => {
    const { path, id } = await one()
    const { study } = await testStudy(app, org.id)
    await refused(await manager.fetch(`${pathOf(study)}/responses/${id}`), 'listen.response-unknown')
    const stranger = await testOrganisation(app)
    await refused(await stranger.owner.fetch(path), 'access.organisation-unknown')
  })
})

describe('who reads words and names', async () => {
  const { study, collector } = await testStudy(app, org.id)
  const source = { orgId: org.id, studyId: study.id, collectorId: collector.id, channel: 'survey', receivedAt: app.clock.now() }
  const texts = { why: '服务 100% <script>alert(1)</script>' }
  const { responseId } = await inOrganisation(app.db, org.id, (trx) =>
    accept(trx, {
      ...source,
      externalId: 'h',
      answers: { ...answers, ratings: { 'l1.adequate': 5 }, texts },
      attributes: {},
      language: 'zh',
      startedAt: null,
      submittedAt: app.clock.now(),
      marks: [],
      help: { text: '请联系我', contact: { name: '某某', phone: '000' } },
      body: null,
    }),
  )
  const expected = { owner: [true, true], manager: [true, true], researcher: [true, false], agent: [true, true], viewer: [false, false] } as const

  for (const [role, [readsWords, readsNames]] of Object.entries(expected)) {
    test(`as ${role}: ${readsWords ? 'words' : 'no words'}, ${readsNames ? 'names' : 'no names'}`, async () => {
      const caller = await org.as(role as keyof typeof expected)
      const answer = await caller.fetch(`${pathOf(study)}/statements?kind=help`)
      const detail = await answered<ResponseDetail>(caller.fetch(`${pathOf(study)}/responses/${responseId}`))
      if (!readsWords) {
        await refused(answer, 'access.not-allowed')
        assert.equal(detail.statements, null)
        return
      }
      const [help] = (await answered<StatementsPage>(answer)).statements
      assert.deepEqual([help?.text, help?.hasContact, help?.contact?.phone], ['请联系我', true, readsNames ? '000' : undefined])
      assert.equal(detail.statements?.length, 2)
    })
  }

  test('finds words in any language, signs taken as they are', async () => {
    const find = async (search: string) =>
      (await answered<StatementsPage>(manager.fetch(`${pathOf(study)}/statements?search=${encodeURIComponent(search)}`))).statements.length
    assert.deepEqual([await find('服务'), await find('100%'), await find('SCRIPT'), await find('10_%')], [1, 1, 1, 0])
  })
})

test('responses page by the time they are ordered by and lose none of the same moment', async () => {
  const { study } = await testStudy(app, org.id)
  for (let index = 0; index < 7; index++) await send(study, { externalId: `p${index}`, answers })
  const seen: Given[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: ResponsesPage = await answered<ResponsesPage>(key.fetch(`${pathOf(study)}/responses?limit=2${next === '' ? '' : `&after=${next}`}`))
    seen.push(...page.responses)
    next = page.next
  }
  assert.equal(new Set(seen.map(({ id }) => id)).size, 7)
})
