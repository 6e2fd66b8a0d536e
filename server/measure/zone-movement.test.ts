import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everything } from '@gap5/contract/measure/selection.ts'
import { byImportance, zoneMovementSchema, type ZoneMovement } from '@gap5/contract/measure/zone-movement.ts'
import { welchAnova } from '@gap5/methods'
import { tableResult } from './study-result.ts'
import { simulatedZone, tableOf, type ReferenceResponse } from './testing/reference-studies.ts'
import { movementNeeds, partsByImportance, zoneMovement, type MovementQuestion } from './zone-movement.ts'
import type { AnswerTable } from './answer-table.ts'
import { partsOfTable } from './parts.ts'
import type { StudyFrame } from './study-result.ts'

const zone = simulatedZone()
const seen = (question: Partial<MovementQuestion> = {}, table = zone.table): ZoneMovement =>
  zoneMovementSchema.parse(moved(zone.frame, table, { dimension: null, by: null, ...question }))

function moved(frame: StudyFrame, table: AnswerTable, question: MovementQuestion): ZoneMovement {
  const { wanted, by } = movementNeeds(question)
  const parts = partsOfTable(frame, table, everything, wanted, by === byImportance ? null : by)
  return zoneMovement(by === byImportance ? partsByImportance(frame, table, everything, question.dimension, parts) : parts, question)
}

/** The zone of reliability is the narrower the more points it is given: 60 points 1 wide, 40 points 2, 20 points 3. */
function narrowing(): ReferenceResponse[] {
  return Array.from({ length: 120 }, (_, i) => {
    const third = i % 3
    const wide = third + 1 + (i % 4 === 0 ? 1 : 0)
    const others = ['tangibles', 'responsiveness', 'assurance', 'empathy']
    const points = { reliability: 60 - 20 * third, ...Object.fromEntries(others.map((key) => [key, 10 + 5 * third])) }
    const zones = Object.fromEntries(
      ['t', 'l', 's', 'a', 'm'].flatMap((letter) =>
        [1, 2, 3, 4, 5].flatMap((n) => [[`${letter}${n}.adequate`, 4], [`${letter}${n}.desired`, 4 + (letter === 'l' ? wide : 4)], [`${letter}${n}.perception`, 5 + (i % 2)]] as const),
      ),
    )
    return {
      key: `r${i}`,
      submittedAt: new Date(Date.UTC(2026, 0, 1, i)),
      ratings: { ...zones, ...Object.fromEntries(Object.entries(points).map(([key, value]) => [`points.${key}`, value])) },
      attributes: { branch: third === 0 ? 'North' : 'South' },
    }
  })
}

describe('How the zone moves', () => {
  test('beside each other the dimensions show the levels of the result page', () => {
    const page = tableResult(zone.frame, zone.table, everything)
    const found = seen()
    assert.equal(found.zones.length, 5)
    assert.equal(found.importanceFrom, 'points')
    for (const { key, adequate, desired, perceived, width, importance, status } of found.zones) {
      const row = page.gaps.find((each) => each.level === 'dimension' && each.key === key)
      for (const [own, shown] of [[adequate, row?.adequate], [desired, row?.desired], [perceived, row?.perception], [importance, row?.weight]]) {
        assert.equal(own?.n, shown?.n, key)
        for (const part of ['value', 'lower', 'upper', 'sd'] as const) assert.ok(Math.abs((own?.[part] ?? 0) - (shown?.[part] ?? Number.NaN)) < 1e-10, key)
      }
      assert.ok(Math.abs((width.value ?? 0) - (row?.zoneWidth ?? Number.NaN)) < 1e-12)
      assert.equal(status, row?.zoneStatus)
    }
    const importance = found.zones.map((each) => each.importance?.value ?? 0)
    assert.deepEqual(importance, importance.toSorted((a, b) => b - a))
  })

  test('with importance: it narrows, and the sentence says from where to where', () => {
    const table = tableOf(zone.frame.definition, narrowing())
    const found = seen({ dimension: 'reliability', by: byImportance }, table)
    assert.deepEqual(found.zones.map(({ title }) => title.en), ['Less important (up to 20)', 'In between (over 20 to 40)', 'More important (over 40)'])
    assert.deepEqual(found.zones.map(({ width }) => width.value), [3.25, 2.25, 1.25])
    assert.equal(found.conclusion.text.en, 'The zone narrows from 3.25 to 1.25 as importance rises')
    assert.equal(found.conclusion.text.zh, '随着重要性上升，容忍区域由3.25收窄至1.25')
    assert.equal(found.overall?.method, 'welch-anova')
    const expected = welchAnova([2, 1, 0].map((third) => ({ id: String(third), sample: Array.from({ length: 40 }, (_, k) => third + 1 + ((3 * k + third) % 4 === 0 ? 1 : 0)) })))
    assert.ok(Math.abs((found.overall?.p ?? 1) - (expected.p ?? 0)) < 1e-12)
  })

  test('within persons: who gives a dimension more points has the narrower zone there', () => {
    const found = seen({}, tableOf(zone.frame.definition, narrowing()))
    assert.ok((found.withinPersons?.slope.value ?? 0) < 0)
    assert.equal(found.conclusion.kind, 'movement-narrows')
  })

  test('between segments, over the whole: two groups by Welch’s t', () => {
    const found = seen({ by: 'branch' }, tableOf(zone.frame.definition, narrowing()))
    assert.equal(found.overall?.method, 'welch-t')
    assert.match(found.conclusion.text.en, /^The zone is widest for South \(.*\), narrowest for North/)
    const { withoutValue, zones } = seen({ by: 'branch' })
    assert.equal(zones.reduce((sum, { width }) => sum + width.n + width.missing, withoutValue), 600)
  })

  test('what was not asked is said, not made up', () => {
    assert.throws(() => seen({ dimension: 'price' }), /measure.reading-not-asked|does not ask/)
    assert.throws(() => seen({ by: byImportance }))
    const few = moved({ ...zone.frame, minimumN: 50 }, tableOf(zone.frame.definition, narrowing()), { dimension: 'reliability', by: byImportance })
    assert.ok(few.zones.every(({ width }) => width.value === null && width.reason === 'below-minimum-n'))
    assert.equal(few.conclusion.kind, 'movement-too-few')
  })
})
