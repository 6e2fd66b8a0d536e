/** The three files of the kiosk study, brought in as anybody would, agree with the reference numbers through the API. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importanceReadingSchema, type ImportanceReading } from '@gap5/contract/measure/readings/importance-performance.ts'
import { kanoReadingSchema, type KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import { sideBySideReadingSchema, type SideBySideReading } from '@gap5/contract/measure/readings/side-by-side.ts'
import { studyResultSchema } from '@gap5/contract/measure/results.ts'
import { close } from '../../../methods/testing/close.ts'
import { sharedJson, skipWithoutShared } from '../../../methods/testing/golden.ts'
import { importer, sharedFile } from '../../listen/import/import-testing.ts'
import { testApp } from '../../testing/app.ts'
import { testOrganisation } from '../../testing/organisation.ts'

const tolerance = 1e-10

describe('the kiosk study', skipWithoutShared, async () => {
  const app = await testApp()
  const org = await testOrganisation(app)
  const imports = importer(app, org)
  const broughtIn = async (name: string) => (await imports.importNew(name, sharedFile(name)!)).studyHandle!
  const [servqual, ipa, kano] = [await broughtIn('kiosk_servqual_1to7.csv'), await broughtIn('kiosk_ipa_1to7.csv'), await broughtIn('kiosk_kano_1to5.csv')]
  const get = async (study: string, part: string): Promise<unknown> => {
    const response = await org.owner.fetch(`/api/o/${org.handle}/studies/${study}/results${part}`)
    assert.equal(response.status, 200, await response.clone().text())
    return response.json()
  }
  const importance = async (query = ''): Promise<ImportanceReading> => importanceReadingSchema.parse(await get(ipa, `/importance-performance${query}`))
  const kanoOf = async (query = ''): Promise<KanoReading> => kanoReadingSchema.parse(await get(kano, `/kano${query}`))
  const number = (item: string) => item.replace(/\D/g, '')

  test('importance and performance, stated: means, crosshair, quadrants, correlations', async () => {
    const golden = sharedJson('golden/ipa.json')
    const found = await importance()
    assert.equal(found.form, 'stated')
    assert.equal(found.points.length, 24)
    for (const point of found.points) {
      const n = number(point.item)
      assert.equal(point.performance.n, golden.at('n').number)
      close(point.importance.value, golden.at('importance_mean', `imp${n}`).number, tolerance)
      close(point.performance.value, golden.at('performance_mean', `perf${n}`).number, tolerance)
      assert.equal(point.quadrant?.replaceAll('-', '_'), golden.at('quadrant_stated_grand_mean', `item${n}`).raw)
      close(point.gap?.value, (point.performance.value ?? 0) - (point.importance.value ?? 0), 1e-9)
      assert.equal(point.gapTest?.family, 24)
    }
    close(found.crosshair.importance, golden.at('grand_importance').number, tolerance)
    close(found.crosshair.performance, golden.at('grand_performance').number, tolerance)
    close(found.statedDerived, golden.at('cor_stated_derived').number, tolerance)
    close(found.importancePerformance, golden.at('cor_importance_performance_over_items').number, tolerance)
    assert.ok(!found.warnings.some(({ code }) => code === 'importance-follows-performance'))
    const medians = await importance('?crosshair=medians')
    close(medians.crosshair.importance, golden.at('median_importance').number, tolerance)
    close(medians.crosshair.performance, golden.at('median_performance').number, tolerance)
  })

  test('derived importance by correlation, partial correlation and its logarithmic form', async () => {
    const golden = sharedJson('golden/ipa.json')
    for (const [form, key] of [['correlation', 'derived_r'], ['partial', 'derived_partial_r'], ['revised', 'derived_partial_r_ln']] as const) {
      const found = await importance(`?importance=${form}`)
      for (const { item, importance: value } of found.points) close(value.value, golden.at(key, `perf${number(item)}`).number, 1e-9, `${form} ${item}`)
      if (form === 'correlation') {
        for (const { item, quadrant } of found.points) assert.equal(quadrant?.replaceAll('-', '_'), golden.at('quadrant_derived_r', `item${number(item)}`).raw)
      }
    }
    const shares = await importance('?importance=shares')
    close(shares.points.reduce((sum, { importance: { value } }) => sum + (value ?? 0), 0), 1, 1e-9)
  })

  test('a crosshair of one’s own moves the quadrants; without its values it is refused', async () => {
    const found = await importance('?crosshair=own&cross-importance=1&cross-performance=7')
    assert.ok(found.points.every(({ quadrant }) => quadrant === 'concentrate'))
    const response = await org.owner.fetch(`/api/o/${org.handle}/studies/${ipa}/results/importance-performance?crosshair=own`)
    assert.equal(response.status, 422)
  })

  test('Kano: counts, rules, coefficients, strengths, Fong and continuous scores of every feature', async () => {
    const golden = sharedJson('golden/kano.json').at('kiosk')
    const { features } = await kanoOf()
    assert.equal(features.length, 29)
    for (const feature of features) {
      const expected = golden.at(`k${number(feature.item)}`)
      assert.deepEqual({ ...feature.counts }, { ...(expected.at('counts').raw as object) })
      assert.equal(feature.n, expected.at('n').number)
      assert.equal(feature.category, expected.at('mode').raw)
      assert.equal(feature.second, expected.at('second').raw)
      assert.equal(feature.blauth, expected.at('blauth').raw)
      assert.equal(feature.clear, expected.at('fong', 'significant').raw)
      close(feature.better.value, expected.at('better').number, tolerance)
      close(feature.worse.value, expected.at('worse').number, tolerance)
      close(feature.categoryStrength, expected.at('category_strength').number, tolerance)
      close(feature.totalStrength, expected.at('total_strength').number, tolerance)
      close(feature.fong?.critical, expected.at('fong', 'crit165').number, tolerance)
      close(feature.continuous.functional.value, expected.at('continuous', 'functional_mean').number, tolerance)
      close(feature.continuous.functional.sd, expected.at('continuous', 'functional_sd').number, tolerance)
      close(feature.continuous.dysfunctional.value, expected.at('continuous', 'dysfunctional_mean').number, tolerance)
      assert.equal(feature.combination, feature.clear ? feature.category : `${feature.category}/${feature.second}`)
    }
    const strict = await kanoOf('?fong=95')
    for (const feature of strict.features) close(feature.fong?.critical, golden.at(`k${number(feature.item)}`, 'fong', 'crit196').number, tolerance)
  })

  test('Kano by gender: the segments add up to the whole, and are tested as one family', async () => {
    const { features, by } = await kanoOf('?by=gender')
    assert.equal(by?.key, 'gender')
    for (const feature of features) {
      for (const category of ['A', 'O', 'M', 'I', 'R', 'Q'] as const) {
        assert.equal(feature.segments.reduce((sum, { counts }) => sum + (counts?.[category] ?? 0), 0), feature.counts?.[category])
      }
    }
    const tested = features.filter(({ segmentTest }) => segmentTest !== null)
    assert.ok(tested.length > 20 && tested.every(({ segmentTest }) => segmentTest?.family === tested.length))
  })

  test('side by side: SERVQUAL, importance–performance and Kano of the same people in one table', async () => {
    const mapping = [['item1', 'k1'], ['item2', 'k2'], ['item3', 'k3']] as const
    const kanoItems = (await kanoOf()).features.map(({ item }) => item)
    const pairs = mapping.map(([item, k]) => `&pair=${item}~${kano}:${kanoItems.find((key) => number(key) === number(k))}`).join('')
    const found: SideBySideReading = sideBySideReadingSchema.parse(await get(servqual, `/side-by-side?with=${ipa}&with=${kano}${pairs}&pair=item4~${kano}:`))
    const gaps = sharedJson('golden/servqual_kiosk.json')
    const points = sharedJson('golden/ipa.json')
    assert.deepEqual(found.studies.map(({ gives }) => gives), [['gap', 'performance'], ['importance', 'performance'], ['kano']])
    for (const row of found.rows) {
      const n = number(row.item)
      close(row.gap?.value, gaps.at('item', `item${n}`, 'gap').number, tolerance)
      close(row.importance?.value, points.at('importance_mean', `imp${n}`).number, tolerance)
      close(row.performance?.value, points.at('performance_mean', `perf${n}`).number, tolerance)
      assert.equal(row.quadrant?.replaceAll('-', '_'), points.at('quadrant_stated_grand_mean', `item${n}`).raw)
    }
    const first = found.rows.find(({ item }) => item === 'item1')
    close(first?.kano?.better.value, sharedJson('golden/kano.json').at('kiosk', 'k1', 'better').number, tolerance)
    assert.deepEqual(first?.matches.map(({ by }) => by), ['text', 'hand'])
    assert.equal(first?.kano?.category, 'M')
    assert.equal(first?.advice, 'fix-first')
    assert.equal(found.rows.find(({ item }) => item === 'item4')?.kano, null)
    assert.match(found.conclusions[0]?.text.en ?? '', /^Fix first/)
  })

  test('the SERVQUAL file itself is read as ever', async () => {
    const golden = sharedJson('golden/servqual_kiosk.json')
    const result = studyResultSchema.parse(await get(servqual, ''))
    for (const row of result.gaps.filter(({ level }) => level === 'item')) close(row.gap?.value, golden.at('item', `item${number(row.key)}`, 'gap').number, tolerance)
  })
})
