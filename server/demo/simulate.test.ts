import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { answerFaults } from '@gap5/contract/listen/answers.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import { everything, type Selection } from '@gap5/contract/measure/selection.ts'
import { parseMeasure } from '@gap5/contract/measure/measures.ts'
import { readLibrary } from '../listen/library.ts'
import { AnswerTable } from '../measure/answer-table.ts'
import { compare } from '../measure/comparison.ts'
import { tableResult, type StudyFrame } from '../measure/study-result.ts'
import { simulate, type SimulatedResponse } from './simulate.ts'
import { demoStudies } from './studies.ts'
import { branches, improvement, levels, months, organisation, weakBranch } from './truth.ts'

const now = new Date('2026-06-20T08:00:00Z')
const [main, pulse] = demoStudies
let definition: Definition
let responses: SimulatedResponse[]
let table: AnswerTable
let frame: StudyFrame

before(async () => {
  definition = await libraryDefinition(main!.libraryKey)
  responses = simulate(definition, { count: main!.count, seed: main!.seed, now })
  table = tableOf(definition, responses)
  frame = {
    definition,
    attributes: [
      { key: 'branch', title: { en: 'Branch', zh: '分公司' }, type: 'unit', values: branches.map(({ code, title }) => ({ value: code, title })) },
    ],
    studyTitle: main!.title,
    provider: organisation.title,
    simulated: true,
    minimumN: 10,
    timeZone: organisation.timeZone,
  }
})

async function libraryDefinition(key: string): Promise<Definition> {
  return (await readLibrary()).find((entry) => entry.key === key)!
}

function tableOf(of: Definition, from: SimulatedResponse[]): AnswerTable {
  const keys = variables(of).map((variable) => variable.key)
  const filled = new AnswerTable(keys)
  for (const { externalId, submittedAt, marks, answers, attributes } of from) {
    filled.put({ key: externalId, submittedAt, marks, attributes, answers: keys.map((key) => answers.ratings[key] ?? null) })
  }
  return filled
}

function pointsOf({ answers }: SimulatedResponse): number {
  const given = Object.entries(answers.ratings).filter(([key]) => key.startsWith('importance.'))
  return given.reduce((sum, [, points]) => sum + Number(points), 0)
}

function compared(attribute: string, measure: string, selection: Selection = everything) {
  const found = compare(frame, table, selection, { attribute, measure: parseMeasure(measure)! })
  assert.ok(found)
  return found
}

test('the same seed and day give the same answers, and another seed gives others', () => {
  const again = simulate(definition, { count: main!.count, seed: main!.seed, now })
  assert.deepEqual(again, responses)
  const other = simulate(definition, { count: 50, seed: main!.seed + 7, now })
  assert.notDeepEqual(other.map((r) => r.answers), responses.slice(0, 50).map((r) => r.answers))
})

test('every simulated answer is one a person could have given, within the 18 months', () => {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1)
  for (const response of responses) {
    assert.deepEqual(answerFaults(definition, response.answers), [])
    assert.ok(response.submittedAt.getTime() >= first && response.submittedAt < now)
    assert.ok(response.startedAt < response.submittedAt)
  }
})

test('about six thousand responses, of the main study over five branches, with missing answers, upside-down zones and odd totals among them', () => {
  assert.ok(demoStudies.reduce((sum, { count }) => sum + count, 0) >= 5900)
  assert.equal(new Set(responses.map((r) => r.attributes.branch)).size, 5)
  const result = tableResult(frame, table, everything)
  const items = result.gaps.filter((row) => row.level === 'item')
  assert.ok(items.some((row) => row.perception!.missing > 0))
  assert.ok(items.some((row) => row.violations > 0))
  assert.ok(responses.some((response) => pointsOf(response) !== 100))
})

test('the weak branch is found: it differs from each other branch in responsiveness, and nowhere else', () => {
  const found = compared('branch', `dimension.${weakBranch.dimension}.perception`)
  const withWeak = found.pairs.filter(({ a, b }) => a === weakBranch.code || b === weakBranch.code)
  const without = found.pairs.filter(({ a, b }) => a !== weakBranch.code && b !== weakBranch.code)
  assert.equal(withWeak.length, 4)
  for (const { a, difference, test: t } of withWeak) {
    assert.ok(t.adjustedP < 0.001)
    const shift = a === weakBranch.code ? difference.value! : -difference.value!
    assert.ok(Math.abs(shift - weakBranch.shift) < 0.3, `${shift}`)
  }
  for (const { test: t } of without) assert.ok(t.adjustedP > 0.05)
  for (const dimension of Object.keys(levels).filter((key) => key !== weakBranch.dimension)) {
    const overall = compared('branch', `dimension.${dimension}.perception`).overall!
    assert.ok(overall.p > 0.01, `${dimension} ${overall.p}`)
  }
})

test('the improvement is found: reliability is better from month 12 on, and the other dimensions are as before', () => {
  const turn = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + improvement.month, 1))
  const day = (at: Date) => at.toISOString().slice(0, 10)
  const early = tableResult(frame, table, { ...everything, to: day(new Date(turn.getTime() - 86_400_000)) })
  const late = tableResult(frame, table, { ...everything, from: day(turn) })
  for (const dimension of Object.keys(levels)) {
    const [was, is] = [early, late].map((r) => r.gaps.find((row) => row.level === 'dimension' && row.key === dimension)!.perception!)
    const rise = is!.value! - was!.value!
    const se = Math.hypot(was!.sd! / Math.sqrt(was!.n), is!.sd! / Math.sqrt(is!.n))
    const truth = dimension === improvement.dimension ? improvement.shift : 0
    assert.ok(Math.abs(rise - truth) < 3 * se + 0.1, `${dimension}: ${rise} for ${truth}`)
  }
})

test('what customers weigh most comes out on top: the points lie near the true ones', () => {
  const result = tableResult(frame, table, everything)
  for (const [key, { points }] of Object.entries(levels)) {
    const row = result.gaps.find((r) => r.level === 'dimension' && r.key === key)!
    assert.ok(Math.abs(row.weight!.value! - points) < 2, `${key} ${row.weight!.value}`)
  }
})

test('the conclusion names responsiveness below what customers find adequate in the weak branch', () => {
  const result = tableResult(frame, table, { ...everything, attributes: { branch: [weakBranch.code] } })
  const row = result.gaps.find((r) => r.level === 'dimension' && r.key === weakBranch.dimension)!
  assert.equal(row.zoneStatus, 'below')
  assert.match(result.conclusions[0]!.text.en, /Responsiveness/)
  assert.match(result.conclusions[0]!.text.zh, /响应性/)
})

test('the pulse study is answered on its own scales', async () => {
  const of = await libraryDefinition(pulse!.libraryKey)
  const given = simulate(of, { count: 200, seed: pulse!.seed, now })
  for (const { answers } of given) assert.deepEqual(answerFaults(of, answers), [])
  const scores = given.map((r) => r.answers.ratings['recommend.recommendation']).filter((x) => typeof x === 'number')
  assert.ok(new Set(scores).size > 4)
})
