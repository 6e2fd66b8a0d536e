import { test } from 'node:test'
import assert from 'node:assert/strict'
import { recipeSchema, type ColumnProfile, type Recipe } from '@gap5/contract/listen/recipe.ts'
import { confirm, freeKey, meaningOf, setDimensions, setItem, setMeaning, setScale } from './recipe-edit.ts'
import { meanings } from './words.ts'

const headings = ['id', '分店', 'e1', 'p1', 'extra']
const profiles: ColumnProfile[] = headings.map((heading, index) => ({
  index, heading, wording: null, kind: 'whole', min: 1, max: 7, filled: 10, blank: 0, distinct: 7, frequent: [{ value: '1', count: 5 }, { value: '2', count: 5 }], samples: ['1', '2'], repeats: null, meanLength: 1,
}))

const recipe: Recipe = recipeSchema.parse({
  recipe: 1,
  title: { en: 'T', zh: 'T' },
  missing: {},
  columns: [
    { heading: 'id', use: 'key' },
    { heading: '分店', use: 'attribute', key: 'branch', type: 'choice', title: { en: 'Branch', zh: '分店' } },
    { heading: 'e1', use: 'rating', item: 'item1', role: 'expectation', min: 1, max: 7, uncertain: true },
    { heading: 'p1', use: 'rating', item: 'item1', role: 'perception', min: 1, max: 7 },
    { heading: 'extra', use: 'ignore', uncertain: true },
  ],
  items: [{ key: 'item1', text: { en: 'One', zh: '一' } }],
})

test('any column may be given any meaning, and the recipe stays whole', () => {
  for (const { value } of meanings) {
    for (const index of headings.keys()) {
      const next = setMeaning(recipe, [index], value, profiles)
      recipeSchema.parse(next)
      assert.equal(meaningOf(next.columns[index]!), value)
    }
    recipeSchema.parse(setMeaning(recipe, [0, 1, 2, 3, 4], value, profiles))
  }
})

test('a rating keeps its item and scale when only its role changes', () => {
  const { columns } = setMeaning(recipe, [2], 'rating desired', profiles)
  assert.deepEqual(columns[2], { heading: 'e1', use: 'rating', item: 'item1', role: 'desired', min: 1, max: 7 })
})

test('a new rating takes the scale of its role and an item of its own; unused items go', () => {
  const added = setMeaning(recipe, [4], 'rating perception', profiles)
  assert.deepEqual(added.items.map(({ key }) => key), ['item1', 'extra'])
  assert.deepEqual(setItem(added, 4, 'item1').items.map(({ key }) => key), ['item1'])
  assert.deepEqual(setMeaning(added, [4], 'ignore', profiles).items, recipe.items)
})

test('what a person decided is uncertain no more', () => {
  assert.equal(setScale(recipe, [2], 1, 5).columns[2]!.uncertain, undefined)
  assert.ok(confirm(recipe, [2, 4]).columns.every(({ uncertain }) => !uncertain))
})

test('dimensions are given to items and taken from them', () => {
  const grouped = setDimensions(recipe, [{ title: { en: 'Tangibles', zh: '有形性' }, items: ['item1'] }])
  recipeSchema.parse(grouped)
  assert.equal(grouped.items[0]!.dimension, 'tangibles')
  assert.deepEqual(setDimensions(grouped, []).items[0], recipe.items[0])
})

test('keys are made of what letters there are', () => {
  assert.equal(freeKey('Q1. Politeness', 'item', new Set(), '-'), 'q1-politeness')
  assert.equal(freeKey('分店', 'attribute', new Set(), '_'), 'attribute_1')
  assert.equal(freeKey('q1', 'item', new Set(['q1']), '-'), 'q1-2')
})
