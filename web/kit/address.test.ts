import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressed, readQuery, valueOf, valuesOf, writeQuery } from './address.ts'

test('what is written is read back, several values and any script included', () => {
  const query = { from: '2026-07-01', branch: ['north', '东 区'], note: 'a&b=c' }
  assert.deepEqual(readQuery(writeQuery(query)), query)
})

test('what looks like a number or JSON stays text', () => {
  assert.deepEqual(readQuery('?branch=007&x=true&y={"a":1}'), { branch: '007', x: 'true', y: '{"a":1}' })
})

test('nothing is written for nothing', () => {
  assert.equal(writeQuery({ from: null, to: undefined, branch: [], text: '' }), '')
  assert.equal(addressed('/o/a', { from: null }), '/o/a')
  assert.equal(addressed('/o/a', { from: '2026-07-01' }), '/o/a?from=2026-07-01')
})

test('one value or several are told alike', () => {
  const query = readQuery('?branch=north&channel=a&channel=b')
  assert.deepEqual(
    [valuesOf(query, 'branch'), valuesOf(query, 'channel'), valuesOf(query, 'none')],
    [['north'], ['a', 'b'], []],
  )
  assert.deepEqual([valueOf(query, 'channel'), valueOf(query, 'none')], ['a', null])
})
