import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributesSchema } from '@gap5/contract/listen/studies.ts'
import { attributesFrom, emptyAttribute, textsFrom, valuesFrom } from './attributeDrafts.ts'

test('a line is one text; a bar parts the languages, whichever comes first', () => {
  assert.deepEqual(textsFrom('Key customer | 重点客户\n\n小客户｜Small\nBoth the same\n| 只有中文'), [
    { en: 'Key customer', zh: '重点客户' },
    { en: 'Small', zh: '小客户' },
    { en: 'Both the same', zh: 'Both the same' },
    { en: '只有中文', zh: '只有中文' },
  ])
})

test('values get codes of their own that can stand in a link', () => {
  assert.deepEqual(valuesFrom('Key Customer!\nkey customer\nkey customer\n重点').map(({ value }) => value), ['key-customer', 'key-customer_2', '重点'])
  assert.deepEqual(valuesFrom('New', ['new']).map(({ value }) => value), ['new_2'])
})

test('attributes get keys the contract takes, whatever they are called', () => {
  const titles = ['Touch point', 'touch point', '客户群', '2026 wave', 'Lang', 'Été']
  const drafts = titles.map((en) => ({ ...emptyAttribute, title: { en, zh: '' }, lines: 'A\nB' }))
  const attributes = attributesFrom(drafts)
  assert.deepEqual(attributes.map(({ key }) => key), ['touch_point', 'touch_point_2', 'a3', 'wave', 'lang_1', 'ete'])
  assert.equal(attributesSchema.safeParse(attributes).success, true)
})
