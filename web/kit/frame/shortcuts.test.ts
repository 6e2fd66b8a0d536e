import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '../../navigation.ts'
import { askedBy, shortcutsFor, type Press } from './shortcuts.ts'

const studies = { key: 'studies', label: { en: 'Studies', zh: '调查' }, letter: 's' } as Place
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  typing: false,
  ...more,
})

test('Ctrl-K and ⌘-K open the palette even while typing', () => {
  assert.deepEqual(askedBy(press('k', { ctrlKey: true, typing: true }), null, []), { open: 'palette' })
  assert.deepEqual(askedBy(press('K', { metaKey: true }), null, []), { open: 'palette' })
})

test('single keys do nothing while typing or with a modifier', () => {
  for (const more of [{ typing: true }, { ctrlKey: true }, { altKey: true }])
    assert.equal(askedBy(press('?', more), null, []), null)
  assert.deepEqual(askedBy(press('?'), null, []), { open: 'help' })
})

test('g and a letter go to a place; another letter goes nowhere', () => {
  assert.deepEqual(askedBy(press('s'), 'g', [studies]), { go: studies })
  assert.equal(askedBy(press('x'), 'g', [studies]), null)
  assert.equal(askedBy(press('s'), null, [studies]), null)
})

test('the help lists what works', () => {
  assert.ok(shortcutsFor([studies]).some(({ keys, does }) => keys.join('') === 'gs' && does.zh === '前往“调查”'))
})
