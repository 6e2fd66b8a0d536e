import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { bootstrapSchema, indexModelReadingSchema, type IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import { close } from '../../../methods/testing/close.ts'
import { mobileColumns, mobileItems, named } from '../../../methods/testing/ecsi.ts'
import { sharedJson, skipWithoutShared } from '../../../methods/testing/golden.ts'
import { randomStream } from '@gap5/methods'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { mobileDefinition } from '../testing/mobile-study.ts'
import { answer } from '../testing/studies-with-answers.ts'

const app = await testApp()
const org = await testOrganisation(app)

type Columns = Record<string, ArrayLike<number>>

async function studyOf(columns: Columns, n: number) {
  const made = await testStudy(app, org.id, { definition: mobileDefinition, settings: { minimumN: 10 } })
  const keys = variables(mobileDefinition)
  const rows = Array.from({ length: n }, (_, i) => ({
    ratings: Object.fromEntries(keys.flatMap(({ key, item }) => (Number.isNaN(columns[item.toUpperCase()]![i]) ? [] : [[key, columns[item.toUpperCase()]![i]!]]))),
    attributes: {},
    submittedAt: new Date(Date.UTC(2026, 0, 1, i)),
  }))
  await answer(app, org.id, made, rows)
  return `/api/o/${org.handle}/studies/${made.study.handle}/results/index-model`
}

async function read(path: string): Promise<IndexModelReading> {
  const response = await org.owner.fetch(path)
  assert.equal(response.status, 200, await response.clone().text())
  return indexModelReadingSchema.parse(await response.json())
}

/** A satisfaction that follows quality, everything on one factor but for noise; `turned` reverses one item of the satisfaction block. */
function simulated(n: number, turned = false): Columns {
  const random = randomStream(7)
  const columns: Record<string, number[]> = Object.fromEntries(Object.values(mobileItems).flat().map((item) => [item, []]))
  for (let i = 0; i < n; i++) {
    const factor = random.normal()
    for (const [item, values] of Object.entries(columns)) {
      const value = 6 + 1.5 * (turned && item === 'CUSA2' ? -factor : factor) + random.normal()
      values.push(Math.max(1, Math.min(10, Math.round(value))))
    }
  }
  return columns
}

describe('the index by blocks', () => {
  test('on the published study equals the reference under every scheme', skipWithoutShared, async () => {
    const path = await studyOf(mobileColumns(), 250)
    for (const scheme of ['path', 'centroid', 'factorial'] as const) {
      const golden = sharedJson('golden/pls_ecsi.json')
      const found = await read(`${path}?model=ecsi&scheme=${scheme}`)
      assert.equal(found.n, 250)
      assert.equal(found.paths.length, 12)
      for (const { key, index, items, unweighted } of found.constructs) {
        const expected = golden.at('index_0_100', scheme, named(key))
        close(index.value, expected.at('mean').number, 1e-8, `${scheme} ${key}`)
        close(index.sd, expected.at('sd').number, 1e-7)
        close(unweighted, expected.at('mean_unweighted').number, 1e-10)
        for (const { item, share } of items) close(share, expected.at('norm_weights', item.toUpperCase()).number, 1e-7)
      }
    }
    assert.match((await read(path)).conclusions[0]?.text.en ?? '', /^The satisfaction index is 72\.5 of 100$/)
  })

  test('its intervals are worked out in the background, once for everybody who asks', async () => {
    const path = await studyOf(simulated(120), 120)
    const ask = async () => bootstrapSchema.parse(await (await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })).json())
    const asked = await ask()
    assert.equal(asked.state, 'waiting')
    assert.equal((await ask()).id, asked.id)
    assert.equal((await read(path)).constructs[0]?.index.lower, null)
    await app.work()
    const found = await read(path)
    assert.deepEqual([found.bootstrap?.state, found.bootstrap?.done, found.bootstrap?.total], ['done', 1000, 1000])
    for (const { index } of found.constructs) assert.ok((index.lower ?? Infinity) < (index.value ?? 0) && (index.upper ?? -Infinity) > (index.value ?? 0))
    for (const { estimate } of found.paths) assert.ok((estimate.lower ?? Infinity) < (estimate.upper ?? -Infinity))
    assert.match(found.conclusions[0]?.evidence?.en ?? '', /bootstrap/)
    assert.equal((await ask()).state, 'done')
    const other = await read(`${path}?scheme=centroid`)
    assert.equal(other.bootstrap, null)
  })

  test('one that is cancelled is not worked off, and can be asked for again', async () => {
    const path = await studyOf(simulated(60), 60)
    const asked = bootstrapSchema.parse(await (await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })).json())
    const cancelled = await org.owner.fetch(`${path}/bootstraps/${asked.id}`, { method: 'DELETE' })
    assert.equal(bootstrapSchema.parse(await cancelled.json()).state, 'cancelled')
    await app.work()
    assert.equal((await read(path)).bootstrap?.state, 'cancelled')
    const again = bootstrapSchema.parse(await (await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })).json())
    assert.notEqual(again.id, asked.id)
    await app.work()
    assert.deepEqual([(await read(path)).bootstrap?.id, (await read(path)).bootstrap?.state], [again.id, 'done'])
    assert.equal((await org.owner.fetch(`${path}/bootstraps/${crypto.randomUUID()}`, { method: 'DELETE' })).status, 404)
  })

  test('an answer more makes the intervals those of other answers', async () => {
    const path = await studyOf(simulated(40), 40)
    await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })
    await app.work()
    assert.equal((await read(path)).bootstrap?.state, 'done')
    assert.equal((await read(`${path}?to=2026-01-01`)).bootstrap, null)
  })

  test('an item that runs against its block is named and the index refused', async () => {
    const found = await read(await studyOf(simulated(200, true), 200))
    const satisfaction = found.constructs.find(({ key }) => key === 'satisfaction')
    assert.equal(satisfaction?.index.value, null)
    assert.equal(satisfaction?.reason, 'not-computable')
    assert.equal(found.conclusions[0]?.text.en, 'The satisfaction index is refused')
    assert.match(found.conclusions[0]?.evidence?.en ?? '', /CUSA2/)
  })

  test('below the minimum n there is a reason in the place of every number, and no bootstrap', async () => {
    const path = await studyOf(simulated(8), 8)
    const found = await read(path)
    assert.ok(found.constructs.every(({ index }) => index.value === null && index.reason === 'below-minimum-n'))
    assert.equal(found.conclusions[0]?.kind, 'too-few')
    assert.equal((await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })).status, 422)
  })

  test('nobody reads or stops the calculation of another organisation', async () => {
    const path = await studyOf(simulated(30), 30)
    const asked = bootstrapSchema.parse(await (await org.owner.fetch(`${path}/bootstraps`, { method: 'POST' })).json())
    const there = await testOrganisation(app)
    assert.equal((await there.owner.fetch(path)).status, 404)
    assert.equal((await there.owner.fetch(`${path}/bootstraps/${asked.id}`, { method: 'DELETE' })).status, 404)
  })
})
