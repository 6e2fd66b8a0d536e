import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import { randomStream, type RandomStream } from '@gap5/methods/numbers/random.ts'
import { addBlock, addDimension, addItem, addItems, allItems, changeAbout, changeBlock, changeDimension, changeItem, duplicateBlock, duplicateItem, itemKeys, moveBlock, moveDimension, moveItem, moveItemTo, removeBlock, removeDimension, removeItem, type Edit } from './edits.ts'
import { begun, did, redone, undone, type History } from './history.ts'
import { addColumn, addScale, changeColumn, changeScale, freeRoles, moveColumn, removeColumn, removeScale, resized, usersOf } from './scale-edits.ts'

const text = (en: string, zh = en) => ({ en, zh })
const small = definitionSchema.parse({
  key: 'small',
  title: text('Small'),
  use: text('u'),
  source: text('s'),
  scales: { five: { min: 1, max: 5, labels: { 1: text('low'), 5: text('high') } }, ten: { min: 0, max: 10 } },
  dimensions: [{ key: 'a', title: text('A') }, { key: 'b', title: text('B') }],
  blocks: [
    {
      key: 'one',
      columns: [{ role: 'perception', scale: 'five', title: text('got') }],
      items: [
        { key: 'q1', text: text('First'), dimension: 'a' },
        { key: 'q2', text: text('Second'), dimension: 'b', wording: { perception: text('Second, as got') } },
        { key: 'which', type: 'choice', text: text('Which?'), options: [{ value: 'x', text: text('x') }, { value: 'y', text: text('y') }] },
      ],
    },
    {
      key: 'two',
      showIf: [{ variable: 'which', is: 'chosen', option: 'x' }],
      columns: [{ role: 'satisfaction', scale: 'ten', title: text('sat') }],
      items: [
        { key: 'overall', text: text('All in all'), showIf: [{ variable: 'q1.perception', is: 'atMost', value: 3 }] },
        { key: 'share', type: 'points', text: text('Share'), over: [{ dimension: 'a', text: text('a') }, { dimension: 'b', text: text('b') }] },
      ],
    },
  ],
})

const order = (definition: Definition) => definition.blocks.map(({ key, items }) => `${key}:${items.map((item) => item.key).join(',')}`).join(' ')

describe('a questionnaire that is edited', () => {
  test('keeps its questions in the order they are moved to, across blocks too', () => {
    assert.equal(order(moveItem('q2', -1)(small)), 'one:q2,q1,which two:overall,share')
    assert.equal(order(moveItem('which', 1)(small)), 'one:q1,q2 two:which,overall,share')
    assert.equal(order(moveItem('overall', -1)(small)), 'one:q1,q2,which,overall two:share')
    assert.equal(order(moveItem('q1', -1)(small)), order(small))
    assert.equal(order(moveItemTo('share', 'one', 1)(small)), 'one:q1,share,q2,which two:overall')
    assert.equal(order(moveBlock('two', -1)(small)), 'two:overall,share one:q1,q2,which')
  })

  test('drops what pointed at a thing that is removed, and nothing else', () => {
    const without = removeItem('q1')(small)
    assert.equal(allItems(without).find(({ key }) => key === 'overall')?.showIf, undefined)
    assert.ok(without.blocks[1]?.showIf)
    assert.equal(removeBlock('one')(small).blocks[0]?.showIf, undefined)
    const plain = removeDimension('a')(small)
    assert.deepEqual(allItems(plain).map((item) => (item.type === 'rating' ? item.dimension : item.type === 'points' ? item.over.length : null)), [undefined, 'b', null, undefined, 1])
    assert.ok(definitionSchema.safeParse(without).success)
  })

  test('gives copies keys of their own and conditions among themselves', () => {
    const { definition, key } = duplicateBlock(small, 'one')
    assert.equal(key, 'one2')
    assert.equal(new Set(itemKeys(definition)).size, allItems(definition).length)
    assert.equal(duplicateItem(small, 'q1').key, 'q')
    assert.ok(definitionSchema.safeParse(definition).success)
  })

  test('takes conditions and wordings along when a column stands for something else', () => {
    const changed = changeColumn('one', 'perception', { role: 'expectation' })(small)
    assert.deepEqual(allItems(changed).find(({ key }) => key === 'overall')?.showIf, [{ variable: 'q1.expectation', is: 'atMost', value: 3 }])
    const second = allItems(changed).find(({ key }) => key === 'q2')
    assert.deepEqual(second?.type === 'rating' && second.wording, { expectation: text('Second, as got') })
    assert.ok(definitionSchema.safeParse(changed).success)
    const none = removeColumn('one', 'perception')(small)
    assert.equal(allItems(none).find(({ key }) => key === 'overall')?.showIf, undefined)
  })

  test('keeps the words of an end when a scale grows or shrinks', () => {
    const { five } = small.scales
    assert.deepEqual(Object.keys(resized(five!, 1, 7).labels), ['1', '7'])
    assert.deepEqual(Object.keys(resized(five!, 0, 3).labels), ['0', '3'])
    assert.deepEqual(usersOf(small, 'ten').map(({ key }) => key), ['two'])
    assert.equal('ten' in removeScale('ten')(small).scales, false)
  })
})

/** Some edit of any kind, at any place. */
function anyEdit(stream: RandomStream, definition: Definition): Edit {
  const pick = <T,>(things: readonly T[]): T | undefined => things[Math.floor(stream.uniform() * things.length)]
  const item = pick(allItems(definition))?.key ?? ''
  const block = pick(definition.blocks)
  const dimension = pick(definition.dimensions)?.key ?? ''
  const scale = pick(Object.keys(definition.scales)) ?? ''
  const role = pick(block?.columns ?? [])?.role ?? 'perception'
  const words = text(`w${Math.floor(stream.uniform() * 1e6)}`)
  const edits: Edit[] = [
    changeAbout({ title: words }),
    changeItem(item, (one) => ({ ...one, text: words })),
    changeBlock(block?.key ?? '', (one) => ({ ...one, intro: words, randomised: !one.randomised })),
    (now) => addBlock(now, block?.key).definition,
    (now) => addItem(now, block?.key ?? '', pick(['rating', 'choice', 'text', 'points'] as const)!, item).definition,
    addItems(block?.key ?? '', [{ type: 'rating', key: `k${Math.floor(stream.uniform() * 1e9)}`, text: words, reversed: false, required: false }], []),
    (now) => duplicateItem(now, item).definition,
    (now) => duplicateBlock(now, block?.key ?? '').definition,
    removeItem(item),
    removeBlock(block?.key ?? ''),
    moveItem(item, stream.uniform() < 0.5 ? -1 : 1),
    moveItemTo(item, block?.key ?? '', Math.floor(stream.uniform() * 4)),
    moveBlock(block?.key ?? '', stream.uniform() < 0.5 ? -1 : 1),
    (now) => addDimension(now).definition,
    changeDimension(dimension, (one) => ({ ...one, title: words })),
    removeDimension(dimension),
    moveDimension(dimension, 1),
    (now) => addScale(now, 'new', { min: 1, max: 7, labels: {}, lowIsGood: false }).definition,
    changeScale(scale, (one) => resized(one, 1, 2 + Math.floor(stream.uniform() * 8))),
    ...(block && freeRoles(block).length > 0 && block.columns.length < 6 ? [addColumn(block.key, freeRoles(block)[0]!, scale), changeColumn(block.key, role, { role: freeRoles(block)[0]! })] : []),
    moveColumn(block?.key ?? '', role, 1),
    removeColumn(block?.key ?? '', role),
  ]
  return pick(edits)!
}

describe('any series of edits', () => {
  for (let seed = 1; seed <= 25; seed++) {
    test(`is undone to the beginning and done again to the end (seed ${seed})`, () => {
      const stream = randomStream(seed)
      const frozen = deeplyFrozen(structuredClone(small))
      let history: History<Definition> = begun(frozen)
      const states: Definition[] = [frozen]
      for (let step = 0; step < 60; step++) {
        const next = deeplyFrozen(anyEdit(stream, history.present)(history.present))
        const before = history
        history = did(history, next)
        if (history !== before) states.push(next)
        assert.deepEqual(undone(history).present, states.at(-2) ?? frozen)
      }
      for (const state of states.toReversed().slice(1)) {
        history = undone(history)
        assert.deepEqual(history.present, state)
      }
      assert.equal(history.present, frozen)
      for (const state of states.slice(1)) {
        history = redone(history)
        assert.equal(history.present, state)
      }
      assert.deepEqual([undone(begun(1)).present, redone(history).present], [1, states.at(-1)])
      const keys = allItems(history.present).map(({ key }) => key)
      assert.equal(new Set(keys).size, keys.length, 'keys stay unique')
    })
  }

  test('typing on in one field is one step, and another field another', () => {
    let history = begun('')
    for (const typed of ['a', 'ab', 'abc']) history = did(history, typed, 'text q1')
    history = did(history, 'abc d', 'text q2')
    assert.deepEqual([history.past, undone(history).present, undone(undone(history)).present], [['', 'abc'], 'abc', ''])
  })

  test('what was undone is forgotten once something else is done', () => {
    const history = did(undone(did(begun(1), 2)), 3)
    assert.deepEqual([history.past, history.present, history.future], [[1], 3, []])
  })
})

/** An edit that changed what was there before would throw. */
function deeplyFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deeplyFrozen(inner)
  }
  return value
}
