import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { difference, movedKeys } from './difference.ts'
import { definitionSchema, type Definition } from './instrument.ts'

const text = (en: string, zh = en) => ({ en, zh })
const before = definitionSchema.parse({
  key: 'd',
  title: text('Old'),
  use: text('u'),
  source: text('s'),
  scales: { seven: { min: 1, max: 7, labels: { 1: text('low') } }, ten: { min: 0, max: 10 } },
  dimensions: [{ key: 'a', title: text('A') }],
  blocks: [
    { key: 'one', columns: [{ role: 'perception', scale: 'seven', title: text('got') }], items: ['q1', 'q2', 'q3', 'q4'].map((key) => ({ key, text: text(`Words of ${key}`), dimension: 'a' })) },
    { key: 'two', columns: [{ role: 'satisfaction', scale: 'ten', title: text('sat') }], items: [{ key: 'overall', text: text('Overall') }] },
  ],
})

const changed = (change: (copy: Definition) => void): Definition => {
  const copy = structuredClone(before)
  change(copy)
  return definitionSchema.parse(copy)
}
const told = (after: Definition) => difference(before, after).changes.map(({ kind, part, key, property, before: was, after: is }) => [kind, part, key, property?.en ?? '', was?.en ?? '', is?.en ?? ''].join('|'))
const [one] = [0]

describe('two versions of a questionnaire', () => {
  test('that are the same differ in nothing, and all answers can be compared', () => {
    const { changes, comparability } = difference(before, before)
    assert.deepEqual(changes, [])
    assert.equal(comparability.same.length, 5)
  })

  test('tell a reworded question with its words before and after', () => {
    const after = changed((copy) => (copy.blocks[one]!.items[1]!.text = text('Other words', '别的文字')))
    assert.deepEqual(told(after), ['reworded|item|q2|Wording|Words of q2|Other words'])
    const { comparability } = difference(before, after)
    assert.deepEqual([comparability.reworded, comparability.broken, comparability.dimensions], [['q2.perception'], [], []])
  })

  test('tell what was added, removed and moved, the fewest moves that explain it', () => {
    const after = changed((copy) => {
      const [q1, q2, q3, q4] = copy.blocks[one]!.items
      copy.blocks[one]!.items = [q4!, q1!, q2!, { ...q3!, key: 'new' }]
    })
    assert.deepEqual(told(after), ['moved|item|q4|||', 'added|item|new|||', 'removed|item|q3|||'])
    const { comparability } = difference(before, after)
    assert.deepEqual([comparability.added, comparability.removed, comparability.dimensions], [['new.perception'], ['q3.perception'], ['a']])
    assert.deepEqual([...movedKeys('abcdef'.split('').map((key) => ({ key })), 'bcdefa'.split('').map((key) => ({ key })))], ['a'])
  })

  test('tell another scale, and that its answers cannot be compared', () => {
    const after = changed((copy) => {
      copy.scales['ten'] = { ...copy.scales['ten']!, max: 5 }
      copy.scales['seven']!.labels = { 1: text('low'), 7: text('high') }
    })
    assert.deepEqual(told(after), ['added|scale|seven|Label of 7||high', 'changed|scale|ten|Points|0–10|0–5'])
    const { comparability } = difference(before, after)
    assert.deepEqual(comparability.broken, ['overall.satisfaction'])
    assert.equal(comparability.reworded.length, 4, 'other words at the ends of the scale')
  })

  test('tell reversal, conditions, dimension and block by their names', () => {
    const after = changed((copy) => {
      const q1 = copy.blocks[one]!.items[0]!
      copy.blocks[one]!.items[0] = { ...q1, reversed: true } as typeof q1
      copy.blocks[1]!.showIf = [{ variable: 'q1.perception', is: 'atMost', value: 3 }]
      const q2 = copy.blocks[one]!.items.splice(1, 1)[0]!
      delete (q2 as { dimension?: string }).dimension
      copy.blocks[1]!.items.push(q2)
      copy.title = text('New')
    })
    assert.deepEqual(told(after), [
      'reworded|about|title||Old|New',
      'changed|block|two|Shown if|none|“Words of q1” is at most 3',
      'changed|item|q1|Reversed|no|yes',
      'moved|item|q2|||',
      'changed|item|q2|Block|one|two',
      'changed|item|q2|Dimension|A|none',
    ])
    const { comparability } = difference(before, after)
    assert.deepEqual([comparability.broken, comparability.added, comparability.removed], [['q1.perception'], ['q2.satisfaction'], ['q2.perception']])
  })
})
