import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerKind, type Answer } from './answer-column.ts'
import { AnswerTable, markBits } from './answer-table.ts'

const at = new Date('2026-03-01T00:00:00Z')
const put = (table: AnswerTable, key: string, answers: Answer[], attributes: Record<string, string> = {}) =>
  table.put({ key, submittedAt: at, marks: [], answers, attributes })
const every = (table: AnswerTable) => Int32Array.from({ length: table.length }, (_, i) => i)

test('Answers come out as they went in, whole numbers, means and the kinds of missing', () => {
  const table = new AnswerTable(['a', 'b'])
  put(table, 'r1', [7, 3.5])
  put(table, 'r2', ['na', -2])
  put(table, 'r3', ['dk', null])
  put(table, 'r4', [null, 100 / 3])
  assert.deepEqual([...(table.column('a')?.values(every(table)) ?? [])], [7, NaN, NaN, NaN])
  assert.deepEqual([...(table.column('b')?.values(every(table)) ?? [])], [3.5, -2, NaN, 100 / 3])
  const { notApplicable, dontKnow, number, blank } = answerKind
  assert.deepEqual([...(table.column('a')?.kinds(every(table)) ?? [])], [number, notApplicable, dontKnow, blank])
  assert.equal(table.column('c'), undefined)
})

test('A column keeps earlier answers exactly when it meets its first number that is not whole', () => {
  const table = new AnswerTable(['a'])
  for (let i = 0; i < 200; i++) put(table, `r${i}`, [i % 3 === 0 ? null : i % 10])
  put(table, 'r200', [0.1])
  const values = table.column('a')?.values(every(table)) ?? new Float64Array()
  for (let i = 0; i < 200; i++) assert.equal(values[i], i % 3 === 0 ? Number.NaN : i % 10)
  assert.equal(values[200], 0.1)
})

test('The same key again replaces the row, attributes included', () => {
  const table = new AnswerTable(['a'])
  put(table, 'r1', [1], { branch: 'north', segment: 'new' })
  put(table, 'r2', [2], { branch: 'south' })
  put(table, 'r1', [5], { branch: 'east' })
  assert.equal(table.length, 2)
  assert.deepEqual([...(table.column('a')?.values(every(table)) ?? [])], [5, 2])
  assert.deepEqual([table.attribute('branch')?.value(0), table.attribute('branch')?.value(1)], ['east', 'south'])
  assert.equal(table.attribute('segment')?.value(0), undefined)
})

test('It grows past its first rows without losing any, and says about how much memory it takes', () => {
  const table = new AnswerTable(['a'])
  for (let i = 0; i < 5000; i++) put(table, `r${i}`, [i % 9], { n: String(i % 7) })
  const values = table.column('a')?.values(every(table)) ?? new Float64Array()
  assert.ok(values.every((value, i) => value === i % 9))
  assert.equal(table.attribute('n')?.value(4999), String(4999 % 7))
  assert.ok(table.bytes > 5000 * 100 && table.bytes < 5_000_000)
})

test('Marks are a set', () => {
  const table = new AnswerTable(['a'])
  table.put({ key: 'r1', submittedAt: at, marks: ['fast', 'withdrawn'], answers: [1], attributes: {} })
  assert.equal(table.marks(0), markBits(['withdrawn', 'fast']))
  assert.equal(table.isWithdrawn(0), true)
})
