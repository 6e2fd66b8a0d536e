import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { AnswerTable } from './answer-table.ts'
import { classify, classifyByTime, isValueOf, valueMatches } from './attribute-classes.ts'
import { selectRows } from './selected-rows.ts'

const title = { en: 'A', zh: 'A' }
const attribute = (type: Attribute['type'], values: Attribute['values'] = []) => ({ key: 'a', title, type, values })

function tableOf(values: readonly (string | null)[], day: (i: number) => string = () => '2026-03-01T04:00:00Z'): AnswerTable {
  const table = new AnswerTable([])
  values.forEach((value, i) =>
    table.put({ key: `r${i}`, submittedAt: new Date(day(i)), marks: [], answers: [], attributes: value === null ? {} : { a: value } }),
  )
  return table
}

const groupsOf = (table: AnswerTable, of: ReturnType<typeof classify>) =>
  of.groups.map(({ value }, at) => [value, Array.from({ length: table.length }, (_, i) => of.groupOf(i)).filter((group) => group === at).length])

test('Choices stand in their declared order; values nobody declared come after, those nobody gave are left out', () => {
  const table = tableOf(['south', 'north', 'elsewhere', null, 'south'])
  const values = ['north', 'east', 'south'].map((value) => ({ value, title: { en: value.toUpperCase(), zh: value } }))
  assert.deepEqual(groupsOf(table, classify(attribute('choice', values), table)), [['north', 1], ['south', 2], ['elsewhere', 1]])
})

test('Few numbers stand alone, many are put into four classes of about equal size', () => {
  const few = tableOf(['3', '1', '2', '3', 'many'])
  assert.deepEqual(groupsOf(few, classify(attribute('number'), few)), [['1', 1], ['2', 1], ['3', 2]])
  const many = tableOf(Array.from({ length: 100 }, (_, i) => String(i)))
  assert.deepEqual(groupsOf(many, classify(attribute('number'), many)), [['0..24', 25], ['25..49', 25], ['50..74', 25], ['75..99', 25]])
})

test('Many equal numbers never split a class', () => {
  const table = tableOf([...Array.from({ length: 90 }, () => '5'), ...Array.from({ length: 20 }, (_, i) => String(10 + i))])
  const groups = groupsOf(table, classify(attribute('number'), table))
  assert.equal(groups[0]?.[0], '5')
  assert.equal(groups.reduce((sum, [, n]) => sum + Number(n), 0), 110)
})

test('Dates are put into calendar periods; what is no date has no group', () => {
  const table = tableOf(['2026-01-05', '2026-03-31', '2026-03-01', 'soon'])
  assert.deepEqual(groupsOf(table, classify(attribute('date'), table)), [['2026-01', 1], ['2026-03', 2]])
})

test('The time of answer falls on days of the organisation’s time zone', () => {
  const table = tableOf(['x', 'x', 'x'], (i) => ['2026-03-01T15:59:00Z', '2026-03-01T16:00:00Z', '2026-03-03T00:00:00Z'][i] ?? '')
  const shanghai = classifyByTime(table, 'Asia/Shanghai')
  assert.deepEqual(groupsOf(table, shanghai), [['2026-03-01', 1], ['2026-03-02', 1], ['2026-03-03', 1]])
  assert.deepEqual(groupsOf(table, classifyByTime(table, 'UTC')), [['2026-03-01', 2], ['2026-03-02', 0], ['2026-03-03', 1]])
})

test('A selection may name values, classes and periods', () => {
  assert.ok(valueMatches('number', '20..30', '20') && valueMatches('number', '20..30', '30') && !valueMatches('number', '20..30', '31'))
  assert.ok(valueMatches('number', '7', '7.0') && !valueMatches('number', '7', 'seven'))
  assert.ok(valueMatches('date', '2026-Q1', '2026-03-31') && !valueMatches('date', '2026-Q1', '2026-04-01'))
  assert.ok(valueMatches('choice', 'north', 'north') && !valueMatches('choice', 'north', 'North'))
  assert.deepEqual(['1..2', '-3', 'x', '1..'].map((value) => isValueOf('number', value)), [true, true, false, false])
  assert.deepEqual(['2026-03', '2026-Q5', 'May'].map((value) => isValueOf('date', value)), [true, false, false])
})

test('Quality marks leave out by the rule; every response is counted once, withdrawn ones never', () => {
  const table = new AnswerTable([])
  const marks = [[], ['fast'], ['honeypot', 'fast'], ['duplicate'], ['withdrawn'], ['incomplete']] as const
  marks.forEach((own, i) => table.put({ key: `r${i}`, submittedAt: new Date(0), marks: own, answers: [], attributes: {} }))
  const place = { attributes: [], timeZone: 'UTC' }
  const usual = selectRows(table, { marks: 'usual', attributes: {} }, place)
  assert.deepEqual([...usual.rows], [0, 1, 5])
  assert.deepEqual(usual.leftOut, [{ reason: 'honeypot', n: 1 }, { reason: 'duplicate', n: 1 }])
  assert.deepEqual(usual.marked, [{ reason: 'fast', n: 1 }, { reason: 'incomplete', n: 1 }])
  assert.deepEqual([...selectRows(table, { marks: 'clean', attributes: {} }, place).rows], [0, 5])
  assert.deepEqual([...selectRows(table, { marks: 'all', attributes: {} }, place).rows], [0, 1, 2, 3, 5])
})
