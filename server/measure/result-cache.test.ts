import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ResultCache } from './result-cache.ts'

test('The same question is worked out once, another one anew', () => {
  const cache = new ResultCache<number>()
  let made = 0
  const ask = (question: unknown) => cache.answer(question, () => ++made)
  assert.equal(ask({ study: 'a', version: 1 }), 1)
  assert.equal(ask({ study: 'a', version: 1 }), 1)
  assert.equal(ask({ study: 'a', version: 2 }), 2)
})

test('The least recently asked go when there are too many', () => {
  const cache = new ResultCache<string>(2)
  const made: number[] = []
  const ask = (question: number) => cache.answer(question, () => (made.push(question), String(question)))
  for (const question of [1, 2, 1, 3, 1, 2]) ask(question)
  assert.equal(cache.size, 2)
  assert.deepEqual(made, [1, 2, 3, 2])
})
