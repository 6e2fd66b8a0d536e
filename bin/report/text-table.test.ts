import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayWidth, number, shortened, textTable, words, wrapped } from './text-table.ts'

test('Chinese characters and full-width punctuation take two columns', () => {
  assert.equal(displayWidth('可靠性'), 6)
  assert.equal(displayWidth('可靠性（n）'), 11)
  assert.equal(displayWidth('−0.4 “x”'), 8)
  assert.equal(displayWidth('e\u0301'), 1)
})

test('Columns stand below each other in both scripts', () => {
  const lines = textTable([words('维度'), number('n')], [[words('可靠性'), number('12')], [words('Empathy'), number('3')]])
  assert.deepEqual(lines, ['维度      n', '───────  ──', '可靠性   12', 'Empathy   3'])
  const widths = lines.filter((_, at) => at !== 1).map(displayWidth)
  assert.deepEqual(new Set(widths), new Set([11]))
})

test('A text is cut to its width, never through a character', () => {
  assert.equal(shortened('服务人员着装整洁', 7), '服务人…')
  assert.equal(shortened('short', 7), 'short')
})

test('Lines break at blanks, and anywhere in Chinese; later lines stand below the first', () => {
  assert.deepEqual(wrapped('one two three', 8, '• '), ['• one', '  two', '  three'])
  assert.deepEqual(wrapped('响应性低于顾客认为适当的水平', 12), ['响应性低于顾', '客认为适当的', '水平'])
})
