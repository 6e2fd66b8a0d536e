import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { confirmationReadingSchema, type ConfirmationReading } from '@gap5/contract/measure/readings/confirmation.ts'
import { importanceReadingSchema } from '@gap5/contract/measure/readings/importance-performance.ts'
import { blocksReadingSchema, levelsReadingSchema, outcomeProcessReadingSchema } from '@gap5/contract/measure/readings/others.ts'
import { readingOffersSchema } from '@gap5/contract/measure/readings/readings.ts'
import { leftOutOf } from '@gap5/contract/measure/left-out.ts'
import { sideBySideReadingSchema } from '@gap5/contract/measure/readings/side-by-side.ts'
import { satisfactionReadingSchema } from '@gap5/contract/measure/readings/satisfaction.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { close } from '../../../methods/testing/close.ts'
import { readLibrary } from '../../listen/library.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testStudy } from '../../testing/study.ts'
import { simulatedZone } from '../testing/reference-studies.ts'
import { newLinkSchema, openingSchema } from '@gap5/contract/measure/sharing.ts'
import { drawnStudy, type Draw } from '../testing/drawn-studies.ts'
import { studyWithAnswers } from '../testing/studies-with-answers.ts'

const app = await testApp()
const org = await testOrganisation(app)
const zone = simulatedZone()
const { study: zoneStudy } = await studyWithAnswers(app, org.id, zone)
const at = (study: { handle: string }, part: string) => `/api/o/${org.handle}/studies/${study.handle}/results/${part}`

async function get(path: string): Promise<unknown> {
  const response = await org.owner.fetch(path)
  assert.equal(response.status, 200, await response.clone().text())
  return response.json()
}

async function refused(path: string): Promise<string> {
  const response = await org.owner.fetch(path)
  assert.ok(response.status >= 400, path)
  return ((await response.json()) as { code: string }).code
}

const library = await readLibrary()
const fromLibrary = (key: string) => library.find((definition) => definition.key === key)!

const answered = (...given: [Definition, number, Draw, ((i: number) => Record<string, string>)?]) => drawnStudy(app, org.id, ...given)

describe('what an instrument gives', () => {
  test('a three-column study gives outcomes, an index, levels and blocks, and says what the others need', async () => {
    const { readings } = readingOffersSchema.parse(await get(at(zoneStudy, 'readings')))
    const given = readings.filter(({ available }) => available).map(({ key }) => key)
    assert.deepEqual(given, ['confirmation', 'satisfaction', 'levels', 'blocks', 'side-by-side'])
    const kano = readings.find(({ key }) => key === 'kano')
    assert.match(kano?.needs?.zh ?? '', /具备时/)
    assert.equal(kano?.library, 'kano-pairs')
    for (const { needs, library: wanted, available } of readings) if (!available) assert.ok(needs && (wanted === 'kano-pairs' || fromLibrary(wanted ?? '')), needs?.en)
  })

  test('every instrument that a reading points at gives that reading', async () => {
    const { readings } = readingOffersSchema.parse(await get(at(zoneStudy, 'readings')))
    for (const { key, library: wanted } of readings) {
      if (wanted === null || wanted === 'kano-pairs') continue
      const { study } = await testStudy(app, org.id, { definition: fromLibrary(wanted) })
      const offers = readingOffersSchema.parse(await get(at(study, 'readings')))
      assert.ok(offers.readings.find((reading) => reading.key === key)?.available, `${wanted} does not give ${key}`)
    }
  })

  test('a reading that was not asked for is refused with what it needs', async () => {
    assert.equal(await refused(at(zoneStudy, 'kano')), 'measure.reading-not-asked')
    assert.equal(await refused(at(zoneStudy, 'index-model')), 'measure.reading-not-asked')
    assert.equal(await refused(at(zoneStudy, 'confirmation?form=asked')), 'measure.choice-unfit')
    assert.equal(await refused(at(zoneStudy, 'confirmation?margin=nothing')), 'request.invalid')
    assert.equal(await refused(at(zoneStudy, 'confirmation?along=colour')), 'measure.attribute-unknown')
    assert.equal(await refused(at(zoneStudy, 'satisfaction?against=expectation')), 'measure.choice-unfit')
    assert.equal(await refused(at({ handle: 'nothing' }, 'readings')), 'listen.study-unknown')
  })

  test('another organisation finds none of them', async () => {
    const there = await testOrganisation(app)
    for (const part of ['readings', 'confirmation', 'satisfaction', 'levels', 'blocks', 'side-by-side']) assert.equal((await there.owner.fetch(at(zoneStudy, part))).status, 404)
    const own = await testStudy(app, there.id, { definition: zone.frame.definition })
    const besides = await there.owner.fetch(`/api/o/${there.handle}/studies/${own.study.handle}/results/side-by-side?with=${zoneStudy.id}`)
    assert.equal(besides.status, 404)
  })
})

describe('a reading handed on by a link', () => {
  test('shows nothing of studies, groups and counts beyond it, however far it may be narrowed', async () => {
    const view = { page: 'side-by-side', subject: zoneStudy.handle, query: {} }
    const made = await org.owner.fetch(`/api/o/${org.handle}/links`, { method: 'POST', json: { title: 'For the board', view, mayNarrow: true } })
    const token = newLinkSchema.parse(await made.json()).url.split('#')[1]
    const { credential } = openingSchema.parse(await (await app.fetch('/api/shared/opening', { method: 'POST', json: { token } })).json())
    const ask = (path: string) => app.fetch(`/api/shared/answer?ask=${encodeURIComponent(path)}`, { headers: { Authorization: `Link ${credential}` } })
    const own = `studies/${zoneStudy.handle}/results/side-by-side`
    assert.equal((await ask(own)).status, 200)
    const { study: other } = await testStudy(app, org.id, { definition: zone.frame.definition })
    const beyond = await ask(`${own}?with=${other.handle}`)
    assert.deepEqual([beyond.status, ((await beyond.json()) as { code: string }).code], [403, 'measure.link-beyond'])
    assert.ok(!('breakdowns' in ((await get(at(zoneStudy, 'confirmation'))) as object)))
  })
})

describe('the four outcomes', () => {
  const read = async (path: string): Promise<ConfirmationReading> => confirmationReadingSchema.parse(await get(path))

  test('from the zone: counted again by hand', async () => {
    const found = await read(at(zoneStudy, 'confirmation'))
    assert.equal(found.form, 'zone')
    const counts = [0, 0, 0, 0]
    for (const { ratings } of zone.responses) {
      const triples = zone.frame.definition.blocks[0]!.items.flatMap(({ key }) => {
        const [a, d, p] = ['adequate', 'desired', 'perception'].map((role) => ratings[`${key}.${role}`])
        return a !== undefined && d !== undefined && p !== undefined && a <= d ? [{ a, d, p }] : []
      })
      if (triples.length < zone.frame.definition.blocks[0]!.items.length / 2) continue
      const meanOf = (level: 'a' | 'd' | 'p') => triples.reduce((sum, triple) => sum + triple[level], 0) / triples.length
      const [a, d, p] = [meanOf('a'), meanOf('d'), meanOf('p')]
      counts[p > d ? 0 : p >= a ? 1 : p >= a - 1 ? 2 : 3]!++
    }
    const n = counts.reduce((sum, count) => sum + count, 0)
    for (const [o, { share }] of found.shares.entries()) {
      assert.equal(share.n, n)
      close(share.value, counts[o]! / n, 1e-12)
    }
    close(found.periods.reduce((sum, period) => sum + period.n, 0), n, 0)
    assert.equal(found.transitions, null)
    assert.match(found.conclusions[0]?.text.zh ?? '', /达到或超出期望/)
  })

  test('asked directly, laid along branches, and followed for people who answered twice', async () => {
    const definition = fromLibrary('confirmation')
    const study = await answered(
      definition,
      160,
      (random, _, __, i) => (i < 80 ? 0.35 : 0.7) + 0.15 * random.normal(),
      (i) => ({ branch: i % 2 === 0 ? 'north' : 'south', customer: `c${i % 80}` }),
    )
    const found = await read(`${at(study, 'confirmation')}?person=customer`)
    assert.equal(found.form, 'asked')
    assert.equal(found.margin, null)
    const step = found.transitions?.steps.at(-1)
    assert.equal(step?.n, 80)
    assert.ok((step?.better.value ?? 0) > 0.6)
    close(step?.counts?.flat().reduce((sum, count) => sum + count, 0), 80, 0)
    const shift = found.shifts.at(-1)
    close(shift?.shifts.reduce((sum, { difference }) => sum + (difference.value ?? 0), 0), 0, 1)
    assert.ok((shift?.test?.adjustedP ?? 1) < 0.001)
    assert.ok(found.conclusions.some(({ evidence }) => /not a flow of people/.test(evidence?.en ?? '')))
    const branches = await read(`${at(study, 'confirmation')}?along=branch`)
    assert.deepEqual(branches.periods.map(({ value }) => value), ['north', 'south'])
  })
})

describe('the satisfaction index', () => {
  test('against the desired and the adequate level, by branch, as the formula has it', async () => {
    for (const against of ['desired', 'adequate'] as const) {
      const found = satisfactionReadingSchema.parse(await get(`${at(zoneStudy, 'satisfaction')}?against=${against}&by=branch`))
      const { dimensions, blocks } = zone.frame.definition
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      // Dimensions count alike, whatever their number of statements; a respondent has a score in every one of them or none in the whole.
      const scores = zone.responses.flatMap(({ ratings }) => {
        const own = dimensions.flatMap(({ key: dimension }) => {
          const items = blocks[0]!.items.filter((item) => item.type === 'rating' && item.dimension === dimension)
          const pairs = items.flatMap(({ key }) => {
            const [e, p] = [ratings[`${key}.${against}`], ratings[`${key}.perception`]]
            return e === undefined || p === undefined ? [] : [{ e: ((e - 1) / 8) * 100, p: ((p - 1) / 8) * 100 }]
          })
          return pairs.length < items.length / 2 ? [] : [{ e: mean(pairs.map(({ e }) => e)), p: mean(pairs.map(({ p }) => p)) }]
        })
        return own.length < dimensions.length ? [] : [{ e: mean(own.map(({ e }) => e)), p: mean(own.map(({ p }) => p)) }]
      })
      const [e, p] = [scores.reduce((sum, one) => sum + one.e, 0), scores.reduce((sum, one) => sum + one.p, 0)]
      close(found.whole.ratio?.value, (100 * p) / e, 1e-10)
      assert.equal(found.whole.ratio?.n, scores.length)
      assert.equal(found.groups.length, 5)
      assert.equal(found.dimensions.length, 5)
      assert.equal(found.whole.weighted, null)
    }
  })

  test('weighted by importance, with its band, from the library’s instrument', async () => {
    const study = await answered(fromLibrary('importance-performance'), 60, (random, _, role) => (role === 'importance' ? 0.8 : 0.75) + 0.1 * random.normal())
    const found = satisfactionReadingSchema.parse(await get(at(study, 'satisfaction')))
    close(found.weights.reduce((sum, { share }) => sum + (share ?? 0), 0), 1, 1e-12)
    close(found.weights.reduce((sum, { part }) => sum + (part ?? 0), 0), found.whole.weighted?.value ?? 0, 1e-10)
    assert.ok(found.band !== null && (found.whole.topBox?.value ?? -1) >= 0)
    const ipa = importanceReadingSchema.parse(await get(at(study, 'importance-performance')))
    assert.ok(ipa.points.every(({ quadrant }) => quadrant !== null))
    assert.equal(ipa.threeFactors?.rows.length, ipa.points.length)
  })
})

describe('studies side by side', () => {
  test('tell of every statement where all of the answers are: used, missing, or left out because adequate lies above desired', async () => {
    const { rows } = sideBySideReadingSchema.parse(await get(at(zoneStudy, 'side-by-side')))
    assert.ok(rows.length > 5 && rows.some(({ leftOut }) => leftOut.gap > 0))
    for (const { gap, performance, leftOut } of rows) {
      assert.equal(gap!.n + gap!.missing + leftOut.gap, zone.responses.length)
      assert.equal(performance!.n + performance!.missing + leftOut.performance, zone.responses.length)
    }
    const { gaps } = studyResultSchema.parse(await get(at(zoneStudy, '').replace(/\/$/, '')))
    assert.deepEqual(rows.map(({ leftOut }) => leftOut.gap), gaps.filter(({ level }) => level === 'item').map(leftOutOf))
  })
})

describe('levels, outcome and process, blocks', () => {
  test('the ladder tells which level is reached, and who answers out of order', async () => {
    const heights: Record<string, number> = { ideal: 0.95, normative: 0.8, experienced: 0.6, adequate: 0.45, minimum: 0.2, perception: 0.64 }
    const study = await answered(fromLibrary('expectation-levels'), 60, (random, _, role) => (heights[role] ?? 0.5) + 0.03 * random.normal())
    const found = levelsReadingSchema.parse(await get(at(study, 'levels')))
    const overall = found.rows.find(({ level }) => level === 'overall')
    assert.equal(overall?.reached, 'experienced')
    assert.deepEqual(overall?.steps.map(({ role }) => role), ['ideal', 'normative', 'experienced', 'adequate', 'minimum'])
    assert.ok((overall?.outOfOrder.value ?? 1) < 0.1)
    assert.match(found.conclusions[0]?.text.en ?? '', /reaches the level “used to”, not yet “should be”/)
  })

  test('the whole of the ladder is the whole of the result: dimensions count equally', async () => {
    const ladder = levelsReadingSchema.parse(await get(at(zoneStudy, 'levels')))
    const result = studyResultSchema.parse(await get(`/api/o/${org.handle}/studies/${zoneStudy.handle}/results`))
    const { value, n, missing } = ladder.rows.find(({ level }) => level === 'overall')!.perception!
    const { unweighted } = result.servperf!
    assert.deepEqual([value?.toFixed(10), n, missing], [unweighted.value?.toFixed(10), unweighted.n, unweighted.missing])
  })

  test('outcome, process and image: what is lower, what satisfaction goes with, by branch', async () => {
    const definition = fromLibrary('gronroos')
    const dimensionOf = new Map(definition.blocks.flatMap((block) => block.items.flatMap((item) => (item.type === 'rating' ? [[item.key, item.dimension] as const] : []))))
    const study = await answered(
      definition,
      120,
      (random, item) => ({ outcome: 0.7, process: 0.4, image: 0.6 })[dimensionOf.get(item) ?? ''] ?? 0.5 + 0.1 * random.normal(),
      (i) => ({ branch: i % 3 === 0 ? 'north' : 'south' }),
    )
    const noisy = await answered(definition, 120, (random, item) => (({ outcome: 0.7, process: 0.4, image: 0.6 })[dimensionOf.get(item) ?? ''] ?? 0.5) + 0.12 * random.normal(), (i) => ({ branch: i % 3 === 0 ? 'north' : 'south' }))
    const found = outcomeProcessReadingSchema.parse(await get(`${at(noisy, 'outcome-process')}?by=branch`))
    assert.deepEqual(found.blocks.map(({ key }) => key), ['outcome', 'process', 'image'])
    assert.match(found.conclusions[0]?.text.en ?? '', /^How customers are served is judged lower/)
    assert.equal(found.groups.length, 2)
    assert.equal(found.effects?.rows.length, 3)
    const flat = outcomeProcessReadingSchema.parse(await get(at(study, 'outcome-process')))
    assert.equal(flat.effects, null)
  })

  test('six needs on one scale: the weakest is named where it is apart from the next', async () => {
    const definition = fromLibrary('six-needs')
    const fair = definition.blocks.flatMap((block) => block.items.flatMap((item) => (item.type === 'rating' && item.dimension === 'fairness' ? [item.key] : [])))
    const study = await answered(definition, 80, (random, item) => (fair.includes(item) ? 0.3 : 0.7) + 0.15 * random.normal())
    const found = blocksReadingSchema.parse(await get(at(study, 'blocks')))
    assert.equal(found.blocks.length, 6)
    assert.equal(found.contrasts.length, 15)
    assert.match(found.conclusions[0]?.text.en ?? '', /^Fairness.* is the weakest/)
  })

  test('below the minimum n every reading gives reasons and no number', async () => {
    const study = await answered(fromLibrary('importance-performance'), 6, (random) => random.uniform())
    const ipa = importanceReadingSchema.parse(await get(at(study, 'importance-performance')))
    assert.equal(ipa.conclusions[0]?.kind, 'too-few')
    assert.ok(ipa.points.every(({ importance, performance, quadrant }) => importance.value === null && performance.value === null && quadrant === null))
    const index = satisfactionReadingSchema.parse(await get(at(study, 'satisfaction')))
    assert.ok(Object.values(index.whole).every((estimate) => estimate === null || (estimate.value === null && estimate.reason === 'below-minimum-n')))
  })
})
