import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selectionSchema } from '@gap5/contract/measure/selection.ts'
import { isSame, isWithin } from './within.ts'

const selection = (given: object) => selectionSchema.parse(given)
const north = selection({ from: '2026-01-01', to: '2026-06-30', attributes: { branch: ['north', 'east'] } })

test('what is narrowed further lies within', () => {
  assert.ok(isWithin(selection({ from: '2026-02-01', to: '2026-06-30', attributes: { branch: ['north'], channel: ['web'] } }), north))
  assert.ok(isWithin(north, selection({})))
})

test('what lacks a condition, or goes beyond it, does not', () => {
  for (const beyond of [
    {},
    { from: '2026-01-01', to: '2026-06-30' },
    { from: '2026-01-01', attributes: { branch: ['north'] } },
    { from: '2025-12-31', to: '2026-06-30', attributes: { branch: ['north'] } },
    { from: '2026-01-01', to: '2026-06-30', attributes: { branch: ['north', 'south'] } },
    { from: '2026-01-01', to: '2026-06-30', marks: 'all', attributes: { branch: ['north'] } },
  ])
    assert.ok(!isWithin(selection(beyond), north), JSON.stringify(beyond))
})

test('the order of values does not matter', () => {
  assert.ok(isSame(north, selection({ from: '2026-01-01', to: '2026-06-30', attributes: { branch: ['east', 'north'] } })))
  assert.ok(!isSame(north, selection({ from: '2026-01-01', to: '2026-06-30', attributes: { branch: ['east'] } })))
})
