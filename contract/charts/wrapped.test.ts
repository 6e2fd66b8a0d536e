import assert from 'node:assert/strict'
import { test } from 'node:test'
import { widthOf, wrapped } from './wrapped.ts'

test('a short text is one line', () => {
  assert.deepEqual(wrapped('Reliability', 200, 13), ['Reliability'])
  assert.deepEqual(wrapped('', 200, 13), [])
})

test('English breaks between words, Chinese between characters, and no line is too wide', () => {
  assert.deepEqual(wrapped('Staff serve you without delay', 110, 13), ['Staff serve you', 'without delay'])
  assert.deepEqual(wrapped('员工提供服务及时迅速', 78, 13), ['员工提供服务', '及时迅速'])
  for (const line of wrapped('再忙员工也会回应 your request 的请求', 90, 13, 9))
    assert.ok(widthOf(line, 13) <= 90, line)
})

test('what does not fit ends with an ellipsis within the width', () => {
  const lines = wrapped('Staff let you know exactly when something will be done', 110, 13)
  assert.equal(lines.length, 2)
  assert.ok(lines[1]?.endsWith('…'))
  assert.ok(widthOf(lines[1] ?? '', 13) <= 110)
})
