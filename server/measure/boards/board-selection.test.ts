import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unit } from '@gap5/contract/people/units.ts'
import { selectionOfCard, withBelow } from './board-selection.ts'

const unit = (id: string, code: string, parentId: string | null): Unit => ({ id, code, kind: 'branch', title: { en: code, zh: code }, parentId })
const units = [unit('1', 'north', null), unit('2', 'harbour', '1'), unit('3', 'quay', '2'), unit('4', 'south', null)]
const days = { from: '2026-01-01', to: '2026-01-31' }

test('a unit counts with everything below it', () => {
  assert.deepEqual(withBelow(units, 'north'), ['north', 'harbour', 'quay'])
  assert.deepEqual(withBelow(units, 'south'), ['south'])
  assert.deepEqual(withBelow(units, 'gone'), ['gone'])
})

test('what a card leaves open follows the board', () => {
  const { selection, followsUnit } = selectionOfCard({ attributes: { channel: ['web'] } }, 'branch', { days, units: ['north', 'quay'] })
  assert.deepEqual(selection, { ...days, marks: 'usual', attributes: { channel: ['web'], branch: ['north', 'quay'] } })
  assert.ok(followsUnit)
})

test('a card that is fixed to other units, or whose study knows none, says that it does not follow', () => {
  assert.equal(selectionOfCard({ attributes: {} }, null, { days, units: ['north'] }).followsUnit, false)
  const fixed = selectionOfCard({ attributes: { branch: ['south'] } }, 'branch', { days, units: ['north'] })
  assert.deepEqual([fixed.followsUnit, fixed.selection.attributes], [false, { branch: ['south'] }])
  const inside = selectionOfCard({ attributes: { branch: ['quay'] } }, 'branch', { days, units: ['north', 'quay'] })
  assert.deepEqual([inside.followsUnit, inside.selection.attributes], [true, { branch: ['quay'] }])
})
