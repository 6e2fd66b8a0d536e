import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { comparisonSchema, type Comparison } from '@gap5/contract/measure/comparison.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { everything } from '@gap5/contract/measure/selection.ts'
import { gamesHowell, twoProportions, welchAnova, welchT } from '@gap5/methods'
import { close } from '../../methods/testing/close.ts'
import { compare } from './comparison.ts'
import { tableResult, type StudyFrame } from './study-result.ts'
import { simulatedZone, tableOf } from './testing/reference-studies.ts'

const same = (text: string) => ({ en: text, zh: text })
const definition = definitionSchema.parse({
  key: 'pulse', title: same('Pulse'), use: same('test'), source: same('test'),
  scales: { ten: { min: 0, max: 10 }, five: { min: 1, max: 5 } },
  blocks: [
    { key: 'nps', columns: [{ role: 'recommendation', scale: 'ten', title: same('r') }], items: [{ key: 'recommend', text: same('Recommend?') }] },
    { key: 'sat', columns: [{ role: 'satisfaction', scale: 'five', title: same('s') }], items: [{ key: 'overall', text: same('Satisfied?') }] },
  ],
})
const frame: StudyFrame = {
  definition,
  attributes: [
    { key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice', values: [] },
    { key: 'country', title: { en: 'Country', zh: '国家' }, type: 'choice', values: [] },
  ],
  studyTitle: same('Pulse'), provider: same('P'), simulated: false, minimumN: 10, timeZone: 'UTC',
}

type Given = { branch: string; recommend: number; overall: number; day?: string }

function compared(given: readonly Given[], measure: string, attribute = 'branch'): Comparison {
  const responses = given.map(({ branch, recommend, overall, day = '2026-03-01' }, i) => ({
    key: `r${i}`, submittedAt: new Date(`${day}T08:00:00Z`), ratings: { 'recommend.recommendation': recommend, 'overall.satisfaction': overall }, attributes: { branch, country: branch },
  }))
  const parsed = parseMeasure(measure)
  assert.ok(parsed)
  const found = compare(frame, tableOf(definition, responses), everything, { attribute, measure: parsed })
  assert.ok(found)
  return comparisonSchema.parse(found)
}

/** `n` answers of a branch, cycling through the scores. */
const answers = (branch: string, n: number, scores: number[], day?: string): Given[] =>
  Array.from({ length: n }, (_, i) => ({ branch, recommend: scores[i % scores.length] ?? 0, overall: 1 + ((scores[i % scores.length] ?? 0) % 5), ...(day ? { day } : {}) }))

const north = answers('north', 30, [0, 3, 6])
const east = answers('east', 30, [7, 9, 10])
const south = answers('south', 30, [8, 9, 10])
const column = (given: readonly Given[]) => given.map(({ recommend }) => recommend)

describe('The right test', () => {
  test('two groups: Welch’s t', () => {
    const found = compared([...north, ...east], 'item.recommend.mean')
    const expected = welchT(column(north), column(east))
    assert.equal(found.overall?.method, 'welch-t')
    close(found.overall?.statistic, -(expected.statistic ?? 0), 1e-12, 'statistic')
    assert.equal(found.conclusion.text.en, 'north lies below east (Welch’s t test, p < .001)')
  })

  test('net promoter scores across countries come with a word on how scales are used', () => {
    assert.match(compared([...north, ...east], 'item.recommend.nps', 'country').conclusion.evidence?.en ?? '', /use the scale of recommendation differently/)
    assert.match(compared([...north, ...east], 'item.recommend.nps', 'country').conclusion.evidence?.zh ?? '', /习惯不同/)
    assert.doesNotMatch(compared([...north, ...east], 'item.recommend.nps').conclusion.evidence?.en ?? '', /differently/)
    assert.doesNotMatch(compared([...north, ...east], 'item.recommend.mean', 'country').conclusion.evidence?.en ?? '', /differently/)
  })

  test('three groups: Welch’s analysis of variance and Games–Howell', () => {
    const found = compared([...north, ...east, ...south], 'item.recommend.mean')
    const groups = [east, north, south].map((given) => ({ id: given[0]?.branch ?? '', sample: column(given) }))
    close(found.overall?.p, welchAnova(groups).p ?? 0, 1e-12, 'p')
    gamesHowell(groups).forEach(({ adjustedP }, at) => close(found.pairs[at]?.test.adjustedP, adjustedP ?? 0, 1e-12, 'adjusted p'))
    assert.equal(found.conclusion.text.en, 'north lies below every other group (Games–Howell, adjusted p < .001)')
    assert.equal(found.conclusion.text.zh, 'north低于其他各组（Games–Howell检验，校正后p < .001）')
  })

  test('shares: two proportions for two groups, chi-square for more', () => {
    const two = compared([...north, ...east], 'item.overall.top-box')
    const shares = [east, north].map((given) => ({ count: given.filter(({ overall }) => overall >= 4).length, n: 30 }))
    assert.equal(two.unit, 'share')
    assert.equal(two.overall?.method, 'two-proportions')
    assert.equal(two.overall?.p, twoProportions(shares[0] ?? { count: 0, n: 0 }, shares[1] ?? { count: 0, n: 0 }).p)
    assert.equal(compared([...north, ...east, ...south], 'item.overall.top-box').overall?.method, 'chi-square')
  })

  test('net promoter scores are points from −100 to 100', () => {
    const found = compared([...north, ...east], 'item.recommend.nps')
    assert.equal(found.unit, 'points')
    assert.deepEqual(found.groups.map(({ estimate }) => Math.round(estimate.value ?? 0)), [67, -100])
  })

  test('periods: each with the one before', () => {
    const days = ['2026-01-10', '2026-02-10', '2026-03-10'].map((day, i) => answers('x', 30, i === 2 ? [9, 10] : [4, 5, 6], day))
    const found = compared(days.flat(), 'item.recommend.mean', 'answered-on')
    assert.equal(found.ordered, true)
    assert.deepEqual(found.pairs.map(({ a, b }) => [a, b]), [['2026-02', '2026-01'], ['2026-03', '2026-02']])
    assert.equal(found.conclusion.text.en, 'It rose by 4.5 from Feb 2026 to Mar 2026 (Welch’s t test, adjusted p < .001)')
    assert.equal(found.conclusion.text.zh, '2026年2月到2026年3月上升了4.5（Welch t检验，校正后p < .001）')
  })
})

describe('Too little to compare', () => {
  test('a group below the minimum shows no number and takes no part', () => {
    const found = compared([...north, ...east, ...answers('west', 9, [0, 10])], 'item.recommend.mean')
    assert.deepEqual(found.groups.map(({ value, estimate }) => [value, estimate.value === null, estimate.reason]), [['east', false, null], ['north', false, null], ['west', true, 'below-minimum-n']])
    assert.equal(found.overall?.method, 'welch-t')
    assert.match(found.conclusion.evidence?.en ?? '', /Too few answers and left out of the test: west\.$/)
  })

  test('one group, no value at all, no spread', () => {
    assert.equal(compared(north, 'item.recommend.mean').reason, 'one-group')
    assert.equal(compared(north.map((given) => ({ ...given, branch: '' })), 'item.recommend.mean').conclusion.text.en, 'No response carries this attribute')
    const flat = compared([...answers('a', 20, [5]), ...answers('b', 20, [5])], 'item.recommend.mean')
    assert.deepEqual([flat.overall, flat.reason], [null, 'no-variance'])
  })
})

test('Every measure a result lists can be compared, and its groups add up to all respondents', () => {
  const { frame, table } = simulatedZone()
  const listed = tableResult(frame, table, everything).measures.map(({ key }) => key)
  for (const key of listed.filter((key) => !key.startsWith('item.') || key.startsWith('item.t1.'))) {
    const measure = parseMeasure(key)
    const found = measure && compare(frame, table, everything, { attribute: 'branch', measure })
    assert.ok(found, key)
    const n = found.groups.reduce((sum, { estimate }) => sum + estimate.n, 0)
    assert.equal(n + found.groups.reduce((sum, { estimate }) => sum + estimate.missing, 0), 600, key)
  }
})
