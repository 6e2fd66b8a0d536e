import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, honest } from '../testing/close.ts'
import { checklistScore } from '../listen/checklist.ts'
import { gapBand } from './gapBand.ts'
import { conformityGap, knowledgeGap } from './gapModel.ts'
import { incidentCauses, newCategories } from './incidents.ts'
import { loyaltyByType } from './loyaltyTypes.ts'
import { nps } from './nps.ts'
import { npsPaired, weightedNps } from './npsSurvey.ts'
import { welchT } from './tTest.ts'

const items = [
  { id: 'l1', dimension: 'reliability', managers: [5, 6, 4], customers: [7, 6, 7, 6] },
  { id: 'l2', dimension: 'reliability', managers: [6, 6, 5], customers: [6, 7, NaN, 5] },
  { id: 't1', dimension: 'tangibles', managers: [7, 6, 6], customers: [4, 5, 5, 6] },
]

test('managers who underestimate what customers expect show a gap below nought', () => {
  const gap = knowledgeGap(items)
  close(gap.items[0]!.result.estimate, 5 - 6.5, 1e-13)
  close(gap.items[0]!.result.p, welchT([5, 6, 4], [7, 6, 7, 6]).p!, 1e-13)
  // by hand: managers 5.5 6 4.5, customers 6.5 6.5 7 5.5
  close(gap.dimensions[0]!.result.estimate, 16 / 3 - 6.375, 1e-13)
  close(gap.overall.estimate, (16 / 3 + 19 / 3) / 2 - (6.375 + 5) / 2, 1e-13)
  assert.ok(gap.items.every(({ result }) => result.adjustedP! >= result.p!))
  honest(gap)
  honest(knowledgeGap([{ id: 'a', dimension: 'd', managers: [], customers: [1] }]))
  assert.throws(() => knowledgeGap([]), { code: 'no-items' })
})

test('standards, delivery and promises fall short of the end of the scale', () => {
  const gap = conformityGap([
    { id: 's1', dimension: 'responsiveness', answers: [7, 5, NaN, 6] },
    { id: 's2', dimension: 'responsiveness', answers: [4, 5, 6, NaN] },
  ])
  close(gap.items[0]!.gap.value, -1, 1e-15)
  close(gap.items[0]!.topTwo.value, 2 / 3, 1e-15)
  close(gap.dimensions[0]!.gap.value, (-1.5 - 2 - 1 - 1) / 4, 1e-15)
  close(gap.overall.value, gap.dimensions[0]!.gap.value!, 1e-15)
  honest(conformityGap([{ id: 'a', dimension: 'd', answers: [NaN] }]))
})

test('a word for a gap follows the width of the scale', () => {
  assert.deepEqual([0.2, 0, -0.5, -0.7, -1, -1.01].map((gap) => gapBand(gap)), ['meets', 'meets', 'near', 'concern', 'concern', 'serious'])
  assert.deepEqual([-0.7, -1.4].map((gap) => gapBand(gap, { min: 0, max: 10 })), ['near', 'concern'])
  assert.throws(() => gapBand(1, { min: 3, max: 3 }), { code: 'invalid-scale' })
})

test('what does not apply on a checklist drops out above and below the line; a critical failure caps', () => {
  const sections = [
    { id: 'entrance', weight: 30, points: [{ id: 'a', weight: 1, found: 1 }, { id: 'b', weight: 3, found: NaN }] },
    { id: 'counter', weight: 70, points: [{ id: 'c', weight: 2, found: 0.5 }, { id: 'd', weight: 2, found: 0, critical: true }] },
    { id: 'lift', weight: 10, points: [{ id: 'e', weight: 1, found: NaN }] },
  ]
  const visit = checklistScore(sections, { cap: 20 })
  assert.deepEqual([visit.uncapped, visit.value, visit.failed, visit.n, visit.missing], [(30 * 100 + 70 * 25) / 100, 20, ['d'], 3, 2])
  assert.equal(visit.sections[2]!.reason, 'no-answers')
  assert.equal(checklistScore(sections.slice(0, 1)).value, 100)
  honest(visit)
  honest(checklistScore([]))
  assert.throws(() => checklistScore([{ id: 'x', weight: 1, points: [{ id: 'y', weight: 1, found: 2 }] }]), { code: 'invalid-parameter' })
})

test('causes of switching count people once and mentions always', () => {
  const found = incidentCauses([['price', 'price'], ['core', 'price'], [], ['core'], ['encounter']])
  const of = (id: string) => found.causes.find((cause) => cause.id === id)!
  assert.deepEqual([of('price').respondents.count, of('price').incidents.count, of('core').respondents.value], [2, 3, 0.5])
  assert.deepEqual([found.n, found.missing, found.simple.count, found.complex.count], [4, 1, 3, 1])
  assert.deepEqual(newCategories([['a'], ['a', 'b'], ['b'], ['c', 'c']], 2), [2, 1])
  honest(found)
  honest(incidentCauses([[]]))
})

test('loyal, latent, spurious and not loyal by attitude and purchases', () => {
  const found = loyaltyByType([2, 1, -1, 0, NaN], [0.8, 0.1, 0.5, 0.2, 1])
  assert.deepEqual([...found.of], [0, 1, 2, 3, -1])
  assert.deepEqual([found.types.spurious.count, found.n, found.missing], [1, 4, 1])
  assert.deepEqual(loyaltyByType([5, 7, 6], [0.1, 0.9, 0.4], { cuts: 'medians' }).cuts, { attitude: 6, patronage: 0.4 })
  honest(found)
  honest(loyaltyByType([], [], { cuts: 'medians' }))
})

test('equal weights give the plain net promoter score, whole weights that of the answers repeated', () => {
  const answers = [10, 9, 8, 3, 7, 0, 9, 10]
  const plain = nps(answers)
  const equal = weightedNps(answers, answers.map(() => 2.5))
  close(equal.value, plain.value!, 1e-14)
  close(equal.se, plain.se!, 1e-14)
  close(equal.effectiveN, 8, 1e-14)
  const weights = answers.map((_, i) => 1 + (i % 3))
  close(weightedNps(answers, weights).value, nps(answers.flatMap((x, i) => Array.from({ length: weights[i]! }, () => x))).value!, 1e-14)
  assert.deepEqual([weightedNps([10, 3, 11], [1, NaN, 1]).n, weightedNps([10, 3, 11], [1, NaN, 1]).missing], [1, 2])
  honest(weightedNps([], []))
  assert.throws(() => weightedNps([9], [-1]), { code: 'invalid-parameter' })
})

test('the same customers asked twice are compared in pairs', () => {
  const change = npsPaired([10, 9, 3, 8], [9, 5, 3, NaN])
  close(change.estimate, (0 + 2 + 0) / 3, 1e-14)
  assert.deepEqual([change.n, change.missing], [3, 1])
  honest(change)
})
