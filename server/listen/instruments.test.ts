import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { inOrganisation } from '../database.ts'
import { testApp } from '../testing/app.ts'
import { answered } from '../testing/json.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { refused } from '../testing/refused.ts'
import { smallDefinition } from '../testing/study.ts'

const app = await testApp()
const org = await testOrganisation(app)
const researcher = await org.as('researcher')
const path = `/api/o/${org.handle}/instruments`

const ownDraft = { from: 'definition', definition: smallDefinition }

function create(json: unknown = ownDraft) {
  return answered<Instrument>(researcher.fetch(path, { method: 'POST', json }), 201)
}

function change({ id, version, revision }: Instrument, definition: unknown) {
  const headers = { 'If-Match': `"${revision}"` }
  return researcher.fetch(`${path}/${id}/versions/${version}`, { method: 'PUT', headers, json: definition })
}

function publish({ id, version }: Instrument) {
  return answered<Instrument>(researcher.fetch(`${path}/${id}/versions/${version}/publication`, { method: 'POST' }))
}

describe('a researcher who makes an instrument', () => {
  test('finds the library with a sample of Kano pairs', async () => {
    const library = await answered<LibraryEntry[]>(researcher.fetch(`/api/o/${org.handle}/library`))
    assert.deepEqual(library.map(({ key }) => key), ['rater-three-column', 'pulse', 'servperf-short', 'rater-two-part', 'after-service', 'importance-performance', 'confirmation', 'ecsi', 'ccsi', 'acsi', 'gronroos', 'six-needs', 'expectation-levels', 'value-levels', 'inner-gaps', 'mystery-visit', 'kano-pairs'])
    assert.deepEqual(library.filter(({ needs }) => needs === 'features').map(({ key }) => key), ['kano-pairs'])
  })

  test('takes one from the library, from features and from a definition', async () => {
    const rater = await create({ from: 'library', key: 'rater-three-column' })
    assert.equal(rater.libraryKey, 'rater-three-column')
    assert.equal(rater.publishedAt, null)
    const kano = await create({ from: 'features', kano: { features: [{ en: 'app', zh: '应用' }] } })
    assert.equal(kano.libraryKey, 'kano-pairs')
    assert.equal((await create()).libraryKey, null)
    const listed = await answered<Instrument[]>(researcher.fetch(path))
    assert.equal(listed.length, 3)
  })

  test('is told which field does not fit, in the own language', async () => {
    const broken = { ...smallDefinition, blocks: [{ ...smallDefinition.blocks[0], columns: [{ role: 'perception', scale: 'ten', title: { en: 'x', zh: 'x' } }] }] }
    const answer = await researcher.fetch(path, { method: 'POST', json: { from: 'definition', definition: broken }, headers: { 'Accept-Language': 'zh' } })
    const { errors } = await refused(answer, 'request.invalid')
    assert.ok(errors?.some(({ field, expected }) => field === 'definition.blocks.0.columns.0.scale' && /没有名为“ten”的量表/.test(expected.zh)), JSON.stringify(errors))
    await refused(await researcher.fetch(path, { method: 'POST', json: { from: 'library', key: 'no-such' } }), 'listen.library-unknown')
  })

  test('checks a definition without keeping it', async () => {
    const before = await answered<Instrument[]>(researcher.fetch(path))
    await answered(researcher.fetch(`${path}/preview`, { method: 'POST', json: ownDraft }))
    assert.equal((await answered<Instrument[]>(researcher.fetch(path))).length, before.length)
  })

  test('changes a draft, and of two who do so the second is told', async () => {
    const draft = await create()
    const first = await answered<Instrument>(change(draft, { ...smallDefinition, minutes: 3 }))
    assert.deepEqual([first.definition.minutes, first.revision], [3, 2])
    await refused(await change(draft, { ...smallDefinition, minutes: 4 }), 'listen.changed-meanwhile')
    const kept = await answered<Instrument>(researcher.fetch(`${path}/${draft.id}`))
    assert.equal(kept.definition.minutes, 3)
  })

  test('has to say which state is changed', async () => {
    const { id } = await create()
    const put = (headers: Record<string, string>) => researcher.fetch(`${path}/${id}/versions/1`, { method: 'PUT', json: smallDefinition, headers })
    await refused(await put({}), 'listen.version-needed')
    await refused(await put({ 'If-Match': 'one' }), 'listen.version-needed')
  })
})

describe('a published version', () => {
  test('stays as it is: through the interface, and behind it', async () => {
    const published = await publish(await create())
    assert.ok(published.publishedAt)
    await refused(await change(published, { ...smallDefinition, minutes: 9 }), 'listen.instrument-frozen')
    await refused(await researcher.fetch(`${path}/${published.id}/draft`, { method: 'DELETE' }), 'listen.instrument-frozen')
    for (const statement of ["set definition = '{}'", 'set published_at = null', 'set version = 7']) {
      await assert.rejects(
        inOrganisation(app.db, org.id, (trx) => sql.raw(`update instrument_version ${statement}`).execute(trx)),
        /is published/,
      )
    }
    await assert.rejects(inOrganisation(app.db, org.id, (trx) => trx.deleteFrom('instrument_version').execute()), /is published/)
  })

  test('is followed by a draft of its own, one at a time', async () => {
    const first = await publish(await create())
    const start = () => answered<Instrument>(researcher.fetch(`${path}/${first.id}/versions`, { method: 'POST' }), 201)
    const second = await start()
    assert.deepEqual([second.version, second.publishedAt], [2, null])
    assert.deepEqual(await start(), second)
    await answered(change(second, { ...smallDefinition, minutes: 8 }))
    const old = await answered<Instrument>(researcher.fetch(`${path}/${first.id}/versions/1`))
    assert.deepEqual(old, first)
    assert.equal((await researcher.fetch(`${path}/${first.id}/draft`, { method: 'DELETE' })).status, 204)
    assert.equal((await answered<Instrument>(researcher.fetch(`${path}/${first.id}`))).version, 1)
  })
})

test('instruments of others are not there', async () => {
  const { id } = await create()
  const stranger = await testOrganisation(app)
  await refused(await stranger.owner.fetch(`/api/o/${stranger.handle}/instruments/${id}`), 'listen.instrument-unknown')
  await refused(await stranger.owner.fetch(`${path}/${id}`), 'access.organisation-unknown')
})
