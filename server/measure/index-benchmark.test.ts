import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionSchema, variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Subject } from '@gap5/contract/listen/studies.ts'
import { indexModelReadingSchema } from '@gap5/contract/measure/readings/index-model.ts'
import { benchmarkSchema } from '@gap5/contract/measure/side-by-side.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import { adjust, mean, plsBootstrap, randomStream, ratioIndex, welchT } from '@gap5/methods'
import { close } from '../../methods/testing/close.ts'
import { mobileColumns } from '../../methods/testing/ecsi.ts'
import { skipWithoutShared } from '../../methods/testing/golden.ts'
import { organisationColumns, organisationFrom } from '../access/organisations.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { testStudy, type TestStudy } from '../testing/study.ts'
import { blocksCell } from './index-cells.ts'
import { readingOf } from './reading.ts'
import { personsInput } from './readings/answers.ts'
import { preparedModel } from './readings/index-model.ts'
import { alike } from './testing/close-results.ts'
import { mobileDefinition } from './testing/mobile-study.ts'
import { answer } from './testing/studies-with-answers.ts'

const app = await testApp({ now: '2026-12-01T08:00:00Z' })
const same = (text: string) => ({ en: text, zh: text })
type Rows = { ratings: Record<string, number>; attributes: Record<string, string>; submittedAt: Date }[]

/** Everything follows one factor; `shift` moves every answer. */
function simulated(n: number, shift: number, seed: number, month = 0): Rows {
  const random = randomStream(seed)
  return Array.from({ length: n }, (_, i) => {
    const factor = random.normal()
    const ratings = Object.fromEntries(variables(mobileDefinition).map(({ key }) => [key, Math.max(1, Math.min(10, Math.round(6 + shift + 1.5 * factor + random.normal())))]))
    return { ratings, attributes: {}, submittedAt: new Date(Date.UTC(2026, month + (i % 3) * 3, 1 + (i % 20))) }
  })
}

async function studyIn(org: Awaited<ReturnType<typeof testOrganisation>>, definition: Definition, subject: Subject, rows: Rows): Promise<TestStudy> {
  const made = await testStudy(app, org.id, { definition, subject, settings: { minimumN: 10 } })
  await answer(app, org.id, made, rows)
  return made
}

async function read(org: Awaited<ReturnType<typeof testOrganisation>>, query = '') {
  const response = await org.owner.fetch(`/api/o/${org.handle}/benchmark${query}`)
  assert.equal(response.status, 200, await response.clone().text())
  return benchmarkSchema.parse(await response.json())
}

describe('The satisfaction index beside competitors and its own past', async () => {
  const org = await testOrganisation(app)
  const own = await studyIn(org, mobileDefinition, { kind: 'own', name: same('Ours') }, simulated(240, 0, 1))
  await studyIn(org, mobileDefinition, { kind: 'competitor', name: same('Rival') }, simulated(240, 1, 2))

  test('leads the page: the conclusion is of the index, and its value that of the index by blocks', async () => {
    const { measure, comparison } = await read(org)
    assert.equal(measure, 'index.blocks')
    assert.match(comparison?.conclusion.text.en ?? '', /^Satisfaction index: [\d.]+ behind Rival, the best$/)
    assert.match(comparison?.conclusion.text.zh ?? '', /^满意度指数：落后于最好的Rival/)
    const page = indexModelReadingSchema.parse(await (await org.owner.fetch(`/api/o/${org.handle}/studies/${own.study.handle}/results/index-model`)).json())
    const row = comparison?.rows.find((each) => each.measure === 'index.blocks')
    const index = page.constructs.find(({ key }) => key === 'satisfaction')?.index
    close(row?.estimates[0]?.value ?? null, index?.value ?? Number.NaN, 1e-10)
    close(row?.estimates[0]?.sd ?? null, index?.sd ?? Number.NaN, 1e-10)
    assert.deepEqual(row?.position, { rank: 2, best: 2, worst: 2, of: 2 })
    assert.ok(row.estimates.every((estimate) => estimate!.lower! < estimate!.value! && estimate!.value! < estimate!.upper!))
  })

  test('each earlier quarter has its own index, a difference from the last whole one, and p adjusted over them', async () => {
    const { past } = await read(org)
    assert.equal(past?.of, 'quarters')
    const at = past.points.findIndex(({ key }) => key === past.reference)
    const [now, earlier] = [past.points[at]!, past.points.filter((_, place) => place < at)]
    assert.ok(earlier.length > 0)
    const moments = ({ n, value, sd }: (typeof now)['estimate']) => ({ n, mean: value!, squares: sd! ** 2 * (n - 1) })
    const tests = earlier.map(({ estimate }) => welchT(moments(now.estimate), moments(estimate)))
    const adjusted = adjust(tests.map(({ p }) => p))
    for (const [place, point] of earlier.entries()) {
      close(point.difference?.value ?? null, now.estimate.value! - point.estimate.value!, 1e-9)
      close(point.test?.adjustedP ?? null, adjusted[place]!, 1e-9)
    }
    assert.match(past.conclusion.text.en, /^Satisfaction index: /)
  })

  test('another measure can be chosen instead', async () => {
    const { measure, comparison, past } = await read(org, '?measure=dimension.quality.perception')
    assert.equal(measure, 'dimension.quality.perception')
    assert.match(comparison?.conclusion.text.en ?? '', /^Quality/)
    assert.ok(past!.points.length > 1)
  })

  test('each earlier wave stands under its number, and the newest is held against them', async () => {
    const series = await testOrganisation(app)
    const first = await studyIn(series, mobileDefinition, { kind: 'own', name: same('Ours') }, simulated(200, 0, 5))
    const response = await series.owner.fetch(`/api/o/${series.handle}/studies/${first.study.handle}/waves`, { method: 'POST', json: { publish: true } })
    assert.equal(response.status, 201, await response.clone().text())
    const study = (await response.json()) as TestStudy['study']
    const collector = ((await (await series.owner.fetch(`/api/o/${series.handle}/studies/${study.handle}/collectors`)).json()) as TestStudy['collector'][])[0]!
    await answer(app, series.id, { ...first, study, collector }, simulated(200, 1, 6))
    const { past, comparison } = await read(series, `?study=${study.handle}`)
    assert.deepEqual([past?.of, past?.reference, past?.points.map(({ title }) => title.en)], ['waves', study.handle, ['Wave 1', 'Wave 2']])
    const [before, now] = past!.points
    close(before!.difference?.value ?? null, now!.estimate.value! - before!.estimate.value!, 1e-9)
    assert.equal(now!.difference, null)
    assert.ok(before!.test!.adjustedP < 0.05)
    assert.match(past!.conclusion.text.en, /^Satisfaction index: [\d.]+ higher than in Wave 1$/)
    close(comparison?.rows[0]?.estimates[1]?.value ?? null, before!.estimate.value!, 1e-9)
  })

  test('too few answers leave a reason in place of a number', async () => {
    const few = await testOrganisation(app)
    await studyIn(few, mobileDefinition, { kind: 'own', name: same('Ours') }, simulated(6, 0, 3))
    const { comparison } = await read(few)
    const estimate = comparison?.rows.find((each) => each.measure === 'index.blocks')?.estimates[0]
    assert.equal(estimate?.value, null)
    assert.ok(estimate.reason !== null)
  })
})

test('the index of the mobile phone study is that of the reference, and its interval that of a bootstrap', skipWithoutShared, async () => {
  const org = await testOrganisation(app)
  const columns = mobileColumns()
  const rows = Array.from({ length: columns.CUSA1!.length }, (_, i) => ({
    ratings: Object.fromEntries(variables(mobileDefinition).map(({ key, item }) => [key, columns[item.toUpperCase()]![i]!])),
    attributes: {},
    submittedAt: new Date(Date.UTC(2026, 0, 1, i)),
  }))
  const own = await studyIn(org, mobileDefinition, { kind: 'own', name: same('Ours') }, rows)
  const organisation = organisationFrom(await app.owner.selectFrom('organisation').select(organisationColumns).where('org_id', '=', org.id).executeTakeFirstOrThrow())
  const { frame, table } = await readingOf({ db: app.db, clock: app.clock }).answers(organisation, own.study.handle, everything)
  const input = personsInput(frame, table, everything)
  const { cell } = blocksCell(input, 'centroid')
  close(cell.mean, 72.5428, 5e-5)
  const drawn = plsBootstrap(preparedModel(input, { scheme: 'centroid' }).prepared, { resamples: 200, seed: 1 })
  const se = drawn.figures?.find(({ kind, of }) => kind === 'index' && of === 'satisfaction')?.se ?? 0
  const fixed = mean(cell).se!
  assert.ok(Math.abs(fixed / se - 1) < 0.15, `${fixed} ${se}`)
})

test('the degree of satisfaction where expectation and perception are asked', async () => {
  const org = await testOrganisation(app)
  const pairs = definitionSchema.parse({
    key: 'pairs',
    title: same('Pairs'),
    use: same('test'),
    source: same('test'),
    scales: { ten: { min: 1, max: 10 } },
    dimensions: [{ key: 'all', title: same('All') }],
    blocks: [{ key: 'all', columns: [{ role: 'expectation', scale: 'ten', title: same('e') }, { role: 'perception', scale: 'ten', title: same('p') }], items: ['a', 'b'].map((key) => ({ key, text: same(key), dimension: 'all' })) }],
  })
  const random = randomStream(4)
  const rows = Array.from({ length: 60 }, (_, i) => ({ ratings: Object.fromEntries(variables(pairs).map(({ key }) => [key, 1 + random.whole(10)])), attributes: {}, submittedAt: new Date(Date.UTC(2026, 0, 1, i)) }))
  await studyIn(org, pairs, { kind: 'own', name: same('Ours') }, rows)
  const { measure, comparison } = await read(org)
  assert.equal(measure, 'index.ratio')
  const on = (role: string) => rows.map(({ ratings }) => ['a', 'b'].reduce((sum, item) => sum + (100 * (ratings[`${item}.${role}`]! - 1)) / 9 / 2, 0))
  const { value, interval } = ratioIndex(on('perception'), on('expectation'))
  const estimate = comparison?.rows.find((each) => each.measure === 'index.ratio')?.estimates[0]
  alike([estimate?.value, estimate?.lower, estimate?.upper], [value, interval!.lower, interval!.upper])
})
