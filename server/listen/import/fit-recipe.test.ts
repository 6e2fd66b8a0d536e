import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { fitRecipe } from './fit-recipe.ts'
import { guessRecipe } from './guess.ts'
import { csv } from './import-testing.ts'
import { readTable } from './table.ts'

const text = (en: string, zh = en) => ({ en, zh })
const scale = (max: number) => ({ min: 1, max, labels: { '1': text('Low', '低'), [max]: text('High', '高') } })

const asked = definitionSchema.parse({
  key: 'own',
  title: text('Library service', '图书馆服务'),
  use: text('Own.'),
  source: text('Own.'),
  dimensions: [],
  scales: { agree: scale(7), satisfied: scale(7) },
  blocks: [
    {
      key: 'part',
      columns: [{ role: 'perception', scale: 'agree', title: text('Agreement', '同意程度') }],
      items: [
        { type: 'rating', key: 'q1', text: text('There are enough seats', '座位充足') },
        { type: 'rating', key: 'q2', text: text('The rooms are quiet', '馆内安静') },
        { type: 'rating', key: 'q3', text: text('The rooms are quiet', '馆内安静') },
      ],
    },
    { key: 'whole', columns: [{ role: 'satisfaction', scale: 'satisfied', title: text('Satisfaction', '满意度') }], items: [{ type: 'rating', key: 'overall', text: text('All in all?', '总的来说？') }] },
  ],
})

function fitted(heading: string, most: number): string[] {
  const rows = Array.from({ length: 60 }, (_, n) => [1 + (n % 7), 1 + ((n + 3) % 7), 1 + ((n + 5) % 7), 1 + (n % most)])
  const { recipe } = guessRecipe(readTable(csv([['座位充足', '馆内安静', '馆内安静', heading], ...rows])))
  return fitRecipe(recipe, asked).columns.map((column) => (column.use === 'rating' ? `${column.item}.${column.role}` : column.use))
}

test('an attribute is the study’s where the column bears its name, and kept as it is where it does not', () => {
  const rows = Array.from({ length: 60 }, (_, n) => [n % 2 ? '少儿' : '成人', n % 2 ? '东' : '西', 1 + (n % 7), 1 + ((n + 3) % 7), 1 + ((n + 5) % 7)])
  const { recipe } = guessRecipe(readTable(csv([['读者类型', '方位', '座位充足', '馆内安静', '馆内安静'], ...rows])))
  const readers = { key: 'readers', title: text('Readers', '读者类型'), type: 'choice' as const, values: [], settableByLink: false }
  const keys = fitRecipe(recipe, asked, [readers]).columns.flatMap((column) => (column.use === 'attribute' ? [column.key] : []))
  assert.equal(keys[0], 'readers')
  assert.equal(keys.length, 2)
  assert.notEqual(keys[1], 'readers')
})

test('columns of the same words are items of the same words, each once', () => {
  assert.deepEqual(fitted('总体满意度', 7).slice(0, 3), ['q1.perception', 'q2.perception', 'q3.perception'])
})

test('the one question about satisfaction is found by what it asks, and only on the same scale', () => {
  assert.equal(fitted('总体满意度', 7)[3], 'overall.satisfaction')
  assert.equal(fitted('总体满意度', 5)[3], 'ignore')
})
