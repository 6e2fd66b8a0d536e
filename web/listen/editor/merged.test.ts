import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { merged, same, withMine } from './merged.ts'

const base = { title: 'T', minutes: 5, items: [{ key: 'a', text: '1' }, { key: 'b', text: '2' }, { key: 'c', text: '3' }] }
const keys = (value: typeof base | null) => value?.items.map(({ key, text }) => key + text).join(' ')

describe('two people’s changes to one questionnaire', () => {
  test('go together where they touched different things', () => {
    const mine = { ...base, title: 'Mine', items: [base.items[0]!, { key: 'b', text: 'mine' }, base.items[2]!, { key: 'd', text: 'new' }] }
    const theirs = { ...base, minutes: 9, items: [base.items[1]!, { key: 'e', text: 'other' }, base.items[0]!] }
    const both = merged(base, mine, theirs)
    assert.deepEqual([both?.title, both?.minutes], ['Mine', 9])
    assert.equal(keys(both), 'bmine dnew eother a1')
  })

  test('stand in a form as the other left them, but for what was typed into it', () => {
    const form = { title: { en: 'T', zh: '题' }, closes: '2026-01-01', limit: 5 as number | null, added: [] as string[] }
    const mine = { ...form, title: { en: 'Mine', zh: '题' }, closes: '2026-02-02', added: ['a'] }
    const theirs = { ...form, title: { en: 'Theirs', zh: '他的' }, closes: '2026-03-03', limit: null }
    assert.deepEqual(withMine(form, mine, theirs), { title: { en: 'Mine', zh: '他的' }, closes: '2026-02-02', limit: null, added: ['a'] })
  })

  test('are left to a person where both changed the same words, or the order', () => {
    assert.equal(merged(base, { ...base, title: 'Mine' }, { ...base, title: 'Theirs' }), null)
    const turned = (...order: number[]) => ({ ...base, items: order.map((place) => base.items[place]!) })
    assert.equal(merged(base, turned(1, 0, 2), turned(2, 1, 0)), null)
    const removed = { ...base, items: base.items.slice(1) }
    const reworded = { ...base, items: [{ key: 'a', text: 'kept' }, ...base.items.slice(1)] }
    assert.equal(merged(base, removed, reworded), null, 'one removed what the other reworded')
  })

  test('are one where both did the same', () => {
    const changed = { ...base, title: 'Both' }
    assert.deepEqual(merged(base, changed, structuredClone(changed)), changed)
    assert.equal(same({ a: 1, b: undefined }, { a: 1 }), true)
  })
})
