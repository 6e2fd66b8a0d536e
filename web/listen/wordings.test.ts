import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { withWording, wordingsOf } from './wordings.ts'

const text = (en: string) => ({ en, zh: `${en} 中` })
const definition = definitionSchema.parse({
  key: 'x',
  title: text('Title'),
  use: text('Use'),
  source: text('Source'),
  scales: { five: { min: 1, max: 5, labels: { '1': text('Low') } } },
  blocks: [
    {
      key: 'b',
      columns: [{ role: 'perception', scale: 'five', title: text('Got') }],
      items: [{ key: 't1', text: text('It works'), wording: { perception: text('It did work') } }],
    },
  ],
})

test('every sentence is found, in order, and named by where it stands', () => {
  const found = wordingsOf(definition)
  assert.deepEqual(found.map(({ text }) => text.en), ['Title', 'Use', 'Source', 'Low', 'Got', 'It works', 'It did work'])
  assert.equal(found.at(-2)?.path, 'blocks.0.items.0.text')
  assert.equal(found.at(-1)?.label.en, 'b › t1 › perception')
})

test('putting a sentence back changes that sentence and nothing else', () => {
  const changed = withWording(definition, 'blocks.0.items.0.text', text('It runs'))
  assert.deepEqual(wordingsOf(changed).map(({ text }) => text.en).filter((en, index) => en !== wordingsOf(definition)[index]?.text.en), ['It runs'])
  assert.ok(Array.isArray(changed.blocks))
  assert.equal(definitionSchema.safeParse(changed).success, true)
  assert.equal(wordingsOf(definition)[5]?.text.en, 'It works')
})
