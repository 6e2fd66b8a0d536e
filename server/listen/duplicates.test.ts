import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { acceptedSchema, responseDetailSchema, responsesPageSchema } from '@gap5/contract/listen/responses.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy } from '../testing/study.ts'
import { forgetPrints } from './duplicates.ts'
import { csv, importer } from './import/import-testing.ts'
import { readLibrary } from './library.ts'

const app = await testApp()
const here = await testOrganisation(app)
const key = await here.withKey('manager')
const definition = (await readLibrary()).find((one) => one.key === 'rater-three-column')!
const rated = variables(definition)
const branch: Attribute = {
  key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice', settableByLink: false,
  values: [{ value: 'north', title: { en: 'North', zh: '北' } }, { value: 'south', title: { en: 'South', zh: '南' } }],
}

/** Varied answers to everything; `from` makes them others. */
function ratings(from = 0): Record<string, number> {
  return Object.fromEntries(rated.flatMap(({ key, role, min, max }, at) => (role === 'weight' ? [] : [[key, min + ((at * 7 + from) % (max - min + 1))]])))
}

async function newStudy() {
  const { study } = await testStudy(app, here.id, { definition, attributes: [branch] })
  const path = `/api/o/${here.handle}/studies/${study.handle}`
  let sender = 0
  const send = async (change: Record<string, unknown> = {}) => {
    sender += 1
    const json = { externalId: `s${sender}`, answers: { ratings: ratings(), texts: {} }, attributes: { branch: 'north' }, ...change }
    return acceptedSchema.parse(await answered(key.fetch(`${path}/responses`, { method: 'POST', json }), 201)).responseId
  }
  const marked = async () => responsesPageSchema.parse(await answered(here.owner.fetch(`${path}/responses?mark=duplicate`))).responses.map(({ id }) => id)
  return { path, send, marked }
}

describe('the same answers again', () => {
  test('are marked and kept, the later ones; the first counts', async () => {
    const { path, send, marked } = await newStudy()
    const first = await send()
    const second = await send()
    await app.work()
    app.clock.advance(9 * 60_000)
    const third = await send()
    await app.work()
    assert.deepEqual((await marked()).toSorted(), [second, third].toSorted())
    const { revisions, marks } = responseDetailSchema.parse(await answered(here.owner.fetch(`${path}/responses/${second}`)))
    assert.deepEqual(marks, ['duplicate'])
    assert.deepEqual(revisions.map(({ revision, marks, actor }) => [revision, marks, actor]), [[1, [], null], [2, ['duplicate'], null]])
    const result = (await answered(here.owner.fetch(`${path}/results`))) as { responses: number; leftOut: unknown }
    assert.deepEqual([result.responses, result.leftOut], [1, [{ reason: 'duplicate', n: 2 }]])
    const all = (await answered(here.owner.fetch(`${path}/results?marks=all`))) as { responses: number }
    assert.equal(all.responses, 3)
    assert.ok(!(await marked()).includes(first))
  })

  test('are looked for as long as a month; then their fingerprints go', async () => {
    const { send } = await newStudy()
    const [old, young] = [await send(), await send({ attributes: { branch: 'south' } })]
    await app.work()
    const prints = () => app.owner.selectFrom('answer_print').select('response_id').where('response_id', 'in', [old, young, aged(31), aged(29)]).execute()
    const aged = (days: number) => {
      const hex = (app.clock.now().getTime() - days * 24 * 3600_000).toString(16).padStart(12, '0')
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-9abc-000000000000`
    }
    for (const [id, days] of [[old, 31], [young, 29]] as const) await app.owner.updateTable('answer_print').set({ response_id: aged(days) }).where('response_id', '=', id).execute()
    await forgetPrints(app.deps)
    assert.deepEqual((await prints()).map(({ response_id }) => response_id), [aged(29)])
  })

  test('are other answers where one rating, a word, an attribute or more than ten minutes are between them', async () => {
    const { send, marked } = await newStudy()
    await send()
    const [text] = definition.blocks.flatMap(({ items }) => items.filter(({ type }) => type === 'text'))
    await send({ answers: { ratings: { ...ratings(), [rated[0]!.key]: ratings()[rated[0]!.key] === 9 ? 8 : 9 }, texts: {} } })
    if (text) await send({ answers: { ratings: ratings(), texts: { [text.key]: 'All was well' } } })
    await send({ attributes: { branch: 'south' } })
    app.clock.advance(11 * 60_000)
    await send()
    await app.work()
    assert.deepEqual(await marked(), [])
  })

  test('say nothing where they are few or nearly all the same', async () => {
    const { send, marked } = await newStudy()
    const straight = Object.fromEntries(Object.keys(ratings()).map((key) => [key, 6]))
    const few = Object.fromEntries(Object.entries(ratings()).slice(0, 7))
    for (const given of [straight, straight, few, few]) await send({ answers: { ratings: given, texts: {} } })
    await app.work()
    assert.deepEqual(await marked(), [])
  })

  test('stay unmarked once a member took the mark away', async () => {
    const { path, send, marked } = await newStudy()
    await send()
    const second = await send()
    await app.work()
    await answered(here.owner.fetch(`${path}/responses/${second}/revisions`, { method: 'POST', json: { marks: [], reason: 'two people, I was there' } }))
    await app.work()
    assert.deepEqual(await marked(), [])
    const third = await send()
    await app.work()
    assert.deepEqual(await marked(), [third])
  })

  test('are found no more once the person of the first was erased', async () => {
    const { path, send, marked } = await newStudy()
    const first = await send()
    await app.work()
    await answered(here.owner.fetch(`${path}/responses/${first}/erasure`, { method: 'POST', json: { reason: 'asked for' } }))
    assert.deepEqual(await app.owner.selectFrom('answer_print').select('response_id').where('response_id', '=', first).execute(), [])
    await send()
    await app.work()
    assert.deepEqual(await marked(), [])
  })
})

describe('equal rows of a file', () => {
  const heads = Array.from({ length: 10 }, (_, at) => `Q${at + 1}`)
  const row = [5, 3, 1, 4, 2, 5, 1, 3, 2, 4]
  const others = Array.from({ length: 12 }, (_, at) => row.map((value, place) => 1 + ((value + at * (place + 1)) % 5)))

  test('are marked from the second on, and the file says so before it is brought in', async () => {
    const { importNew } = importer(app, here)
    const record = await importNew('ratings.csv', csv([heads, ...others, row, row]))
    const page = responsesPageSchema.parse(await answered(here.owner.fetch(`/api/o/${here.handle}/studies/${record.studyHandle}/responses?mark=duplicate`)))
    const same = record.progress.notices.find(({ notice }) => notice === 'same-rows')
    assert.ok(same && same.rows === page.responses.length && same.rows >= 1, JSON.stringify(record.progress.notices))
    assert.equal(record.progress.accepted, others.length + 2)
  })

  test('with keys of their own are different people', async () => {
    const { importNew } = importer(app, here)
    const record = await importNew('keyed.csv', csv([['respondent_id', ...heads], ...[...others, row, row].map((cells, at) => [`P-${1000 + at}`, ...cells])]))
    assert.deepEqual(record.progress.notices.filter(({ notice }) => notice === 'same-rows'), [])
    const page = responsesPageSchema.parse(await answered(here.owner.fetch(`/api/o/${here.handle}/studies/${record.studyHandle}/responses?mark=duplicate`)))
    assert.deepEqual(page.responses, [])
  })
})
