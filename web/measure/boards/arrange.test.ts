import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Card } from '@gap5/contract/measure/boards.ts'
import { moved, resized, withCardAt, withCards, withoutCard, type Arranged } from './arrange.ts'

const card = (id: string): Card => ({ id, kind: 'note', size: 'small', title: null, text: { en: id, zh: '' } })
const board = (...ids: string[]): Arranged => ({ title: { en: 'x', zh: 'x' }, period: 'all', cards: ids.map(card) })
const ids = ({ cards }: Arranged) => cards.map(({ id }) => id).join('')

test('a card takes the place of the one it is moved onto, from either side', () => {
  assert.equal(ids(moved('a', 'c')(board('a', 'b', 'c', 'd'))), 'bcad')
  assert.equal(ids(moved('d', 'b')(board('a', 'b', 'c', 'd'))), 'adbc')
  assert.equal(ids(moved('a', 'a')(board('a', 'b'))), 'ab')
})

test('what somebody else removed meanwhile is not moved, and what was added twice is there once', () => {
  assert.equal(ids(moved('x', 'b')(board('a', 'b'))), 'ab')
  assert.equal(ids(moved('a', 'x')(board('a', 'b'))), 'ab')
  assert.equal(ids(withCards([card('b'), card('c')])(board('a', 'b'))), 'abc')
})

test('a removed card comes back where it was', () => {
  const before = board('a', 'b', 'c')
  assert.equal(ids(withCardAt(card('b'), 1)(withoutCard('b')(before))), 'abc')
  assert.equal(ids(withCardAt(card('c'), 2)(board('a'))), 'ac')
  assert.equal(ids(withCardAt(card('b'), 0)(before)), 'abc')
})

test('only the card that is meant changes its size', () => {
  assert.deepEqual(resized('b', 'full')(board('a', 'b')).cards.map(({ size }) => size), ['small', 'full'])
})
