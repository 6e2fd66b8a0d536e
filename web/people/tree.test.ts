import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unit } from '@gap5/contract/people/units.ts'
import { treeOf, withinOf } from './tree.ts'

const unit = (id: string, parentId: string | null = null): Unit => ({ id, code: id, kind: 'branch', title: { en: id, zh: id }, parentId })
const units = [unit('c', 'b'), unit('d'), unit('b', 'a'), unit('a'), unit('e', 'gone')]

test('every unit stands once, below its parent', () => {
  assert.deepEqual(treeOf(units).map(({ unit, depth }) => [unit.id, depth]), [['a', 0], ['b', 1], ['c', 2], ['d', 0], ['e', 0]])
})

test('a unit cannot be moved into itself or below itself', () => {
  assert.deepEqual([...withinOf(units, 'a')], ['a', 'b', 'c'])
  assert.deepEqual([...withinOf(units, 'd')], ['d'])
})
