import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readDimensions, writeDimensions } from './dimension-paste.ts'

const items = Array.from({ length: 24 }, (_, i) => ({
  item: { key: `item${i + 1}`, text: { en: `Item ${i + 1}`, zh: `第 ${i + 1} 项` } },
  headings: [`e${i + 1}`, `p${i + 1}`],
}))

test('dimensions are read by number, range, heading and key, in both languages', () => {
  const { groups, unknown, twice } = readDimensions('Tangibles / 有形性: 4, 5、6，22\n安全：19–21\nUsefulness: e1 item2, 第 3 项', items)
  assert.deepEqual([unknown, twice], [[], []])
  assert.deepEqual(groups, [
    { title: { en: 'Tangibles', zh: '有形性' }, items: ['item4', 'item5', 'item6', 'item22'] },
    { title: { en: '安全', zh: '安全' }, items: ['item19', 'item20', 'item21'] },
    { title: { en: 'Usefulness', zh: 'Usefulness' }, items: ['item1', 'item2', 'item3'] },
  ])
})

test('what is unknown or named twice is said', () => {
  const { groups, unknown, twice } = readDimensions('A: 1, 2, 99\nB: 2, x\nonly a name', items)
  assert.deepEqual(groups.map((group) => group.items), [['item1', 'item2'], []])
  assert.deepEqual(unknown, ['99', 'x', 'only a name'])
  assert.deepEqual(twice, ['2'])
})

test('what is written is read back', () => {
  const rated = items.map((one, i) => ({ ...one, item: { ...one.item, dimension: i < 10 ? 'a' : 'b' } }))
  const text = writeDimensions([{ key: 'a', title: { en: 'First', zh: '第一' } }, { key: 'b', title: { en: 'B', zh: 'B' } }], rated)
  const { groups, unknown } = readDimensions(text, rated)
  assert.deepEqual(unknown, [])
  assert.deepEqual(groups.map(({ title, items }) => [title.zh, items.length]), [['第一', 10], ['B', 14]])
})
