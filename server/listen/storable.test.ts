import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../problem.ts'
import { storableJson } from './storable.ts'

test('what a program sends is kept but for signs that PostgreSQL keeps nowhere', () => {
  assert.equal(storableJson({ why: '好😀', n: [1, null] }), '{"why":"好😀","n":[1,null]}')
  assert.equal(storableJson({ why: 'a\0b\ud800' }), '{"why":"a\ufffdb\ufffd"}')
})

test('what is nested by the thousand is refused as a mistake of whoever sent it', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
  assert.throws(() => storableJson({ answers: deep }), (error) => error instanceof Problem && error.code === 'request.malformed')
})
