import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanOf } from './days.ts'

test('days without answers stand between those with', () => {
  const days = [
    { day: '2026-02-27', responses: 2 },
    { day: '2026-03-01', responses: 1 },
  ]
  assert.deepEqual(spanOf(days, 60), [days[0], { day: '2026-02-28', responses: 0 }, days[1]])
})

test('a long time is cut to its newest days', () => {
  const days = [
    { day: '2020-01-01', responses: 2 },
    { day: '2026-03-01', responses: 1 },
  ]
  assert.deepEqual(spanOf(days, 2), [{ day: '2026-02-28', responses: 0 }, days[1]])
})

test('no answers make no days', () => assert.deepEqual(spanOf([], 60), []))
