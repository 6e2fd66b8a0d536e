import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { draftSchema, type Draft } from '../draft.ts'
import { estimatedMinutes } from './minutes.ts'
import { lacking } from './translation-rules.ts'
import type { WarningRule } from './warning.ts'
import { instrumentWarnings } from './warnings.ts'
import { signOfLeading, signOfNegation, signOfReversal, signOfTwoQuestions, type Found } from './wording-rules.ts'

const text = (en: string, zh = `中${en}`) => ({ en, zh })
type Rough = Record<string, unknown>

/** A sound questionnaire: two dimensions of two items, overall satisfaction, labelled ends. */
function sound(change: (definition: { blocks: Rough[]; dimensions: Rough[]; scales: Record<string, Rough> } & Rough) => Rough = (same) => same): Draft {
  const item = (key: string, dimension: string) => ({ key, text: text(`Item ${key}`), dimension })
  return draftSchema.parse(
    change({
      key: 'sound',
      title: text('Sound'),
      use: text('For tests'),
      source: text('Ours'),
      minutes: 2,
      scales: { seven: { min: 1, max: 7, labels: { 1: text('low'), 7: text('high') } } },
      dimensions: [{ key: 'a', title: text('A') }, { key: 'b', title: text('B') }],
      blocks: [
        { key: 'one', columns: [{ role: 'perception', scale: 'seven', title: text('Got') }], items: [item('a1', 'a'), item('a2', 'a'), item('b1', 'b'), item('b2', 'b')] },
        { key: 'two', columns: [{ role: 'satisfaction', scale: 'seven', title: text('Satisfied') }], items: [{ key: 'overall', text: text('All in all') }] },
      ],
    }),
  )
}

const rulesOf = (definition: Draft): WarningRule[] => instrumentWarnings(definition).map(({ rule }) => rule)

function withItem(item: Rough): Draft {
  return sound((definition) => ({ ...definition, blocks: [{ ...definition.blocks[0]!, items: [...(definition.blocks[0]!['items'] as Rough[]), { key: 'extra', dimension: 'a', ...item }] }, definition.blocks[1]!] }))
}

describe('what weakens a questionnaire', () => {
  test('is nothing where it is sound', () => {
    assert.deepEqual(rulesOf(sound()), [])
  })

  const cases: [WarningRule, Draft][] = [
    ['one-item-dimension', sound((d) => ({ ...d, dimensions: [...d.dimensions, { key: 'c', title: text('C') }], blocks: [...d.blocks, { key: 'three', columns: [{ role: 'perception', scale: 'seven', title: text('Got') }], items: [{ key: 'c1', text: text('Item c1'), dimension: 'c' }] }] }))],
    ['empty-dimension', sound((d) => ({ ...d, dimensions: [...d.dimensions, { key: 'c', title: text('C') }] }))],
    ['unequal-scales', sound((d) => ({ ...d, scales: { ...d.scales, five: { min: 1, max: 5, labels: { 1: text('low'), 5: text('high') } } }, blocks: [...d.blocks, { key: 'three', columns: [{ role: 'perception', scale: 'five', title: text('Got') }], items: [{ key: 'a3', text: text('Item a3'), dimension: 'a' }] }] }))],
    ['weights-incomplete', sound((d) => ({ ...d, dimensions: [...d.dimensions], blocks: [...d.blocks, { key: 'points', items: [{ type: 'points', key: 'share', text: text('Share'), over: [{ dimension: 'a', text: text('A') }] }] }] }))],
    ['no-overall-question', sound((d) => ({ ...d, blocks: [d.blocks[0]!] }))],
    ['expectation-alone', sound((d) => ({ ...d, blocks: [...d.blocks, { key: 'three', columns: [{ role: 'expectation', scale: 'seven', title: text('Expected') }], items: [{ key: 'e1', text: text('Item e1'), dimension: 'a' }] }] }))],
    ['too-long', sound((d) => ({ ...d, blocks: [...d.blocks, { key: 'long', columns: [{ role: 'perception', scale: 'seven', title: text('Got') }], items: Array.from({ length: 120 }, (_, i) => ({ key: `l${i}`, text: text(`Long item ${i}`), dimension: 'a' })) }] }))],
    ['longer-than-said', sound((d) => ({ ...d, minutes: 1, blocks: [...d.blocks, { key: 'long', columns: [{ role: 'perception', scale: 'seven', title: text('Got') }], items: Array.from({ length: 30 }, (_, i) => ({ key: `l${i}`, text: text(`Long item ${i}`), dimension: 'a' })) }] }))],
    ['same-text', withItem({ text: text('item  A1!') })],
    ['missing-translation', withItem({ text: { en: 'Only English here', zh: '' } })],
    ['missing-translation', withItem({ text: { en: 'Same words in both', zh: 'Same words in both' } })],
    ['double-barrelled', withItem({ text: text('Staff are friendly and fast', '员工友好') })],
    ['double-barrelled', withItem({ text: text('Staff are friendly', '员工友好并且专业') })],
    ['negation', withItem({ text: text('Staff do not listen', '员工认真倾听') })],
    ['negation', withItem({ text: text('Staff listen', '员工从不倾听') })],
    ['leading', withItem({ text: text('Of course the service is great', '服务好') })],
    ['leading', withItem({ text: text('The service is good', '服务显然很好') })],
    ['reversed-unmarked', withItem({ text: text('Waiting takes too long', '等候时间') })],
    ['reversed-unmarked', withItem({ text: text('Waiting time', '等候时间太长') })],
    ['unlabelled-ends', sound((d) => ({ ...d, scales: { seven: { min: 1, max: 7, labels: { 1: text('low') } } } }))],
    ['unbalanced-labels', sound((d) => ({ ...d, scales: { seven: { min: 1, max: 5, labels: { 1: text('Poor', '差'), 2: text('Good', '好'), 3: text('Very good', '很好'), 4: text('Excellent', '优秀'), 5: text('Perfect', '完美') } } } }))],
    ['impossible-condition', withItem({ text: text('Why?'), showIf: [{ variable: 'a1.perception', is: 'atLeast', value: 8 }] })],
    ['impossible-condition', withItem({ text: text('Why?'), showIf: [{ variable: 'a1.perception', is: 'atLeast', value: 5 }, { variable: 'a1.perception', is: 'atMost', value: 4 }] })],
    ['later-condition', withItem({ text: text('Why?'), showIf: [{ variable: 'overall.satisfaction', is: 'atMost', value: 3 }] })],
    ['later-condition', withItem({ text: text('Why?'), showIf: [{ variable: 'extra.perception', is: 'atMost', value: 3 }] })],
  ]
  for (const [rule, definition] of cases) {
    test(`is told: ${rule} (${cases.filter(([other]) => other === rule).findIndex(([, other]) => other === definition) + 1})`, () => {
      const found = instrumentWarnings(definition)
      assert.deepEqual([...new Set(found.map((warning) => warning.rule))], [rule])
      for (const { what, why, subject } of found) for (const said of [what, why, subject]) assert.ok(said.en !== '' && said.zh !== '')
    })
  }

  test('is not told of what is marked, arranged or asked on purpose', () => {
    assert.deepEqual(rulesOf(withItem({ text: text('Waiting takes too long', '等候时间太长'), reversed: true })), [])
    assert.deepEqual(rulesOf(withItem({ text: text('Staff never listen', '员工从不倾听'), reversed: true })), [])
    assert.deepEqual(rulesOf(withItem({ text: text('Why?'), showIf: [{ variable: 'a1.perception', is: 'atMost', value: 3 }] })), [])
  })

  test('stays put aside until the words change, and no longer', () => {
    const idOf = (en: string) => instrumentWarnings(withItem({ text: text(en, '员工') })).find(({ rule }) => rule === 'double-barrelled')!.id
    assert.equal(idOf('Fast and kind'), idOf('Fast and kind'))
    assert.notEqual(idOf('Fast and kind'), idOf('Kind and fast'))
  })

  test('is told of a draft that is hardly begun without stumbling', () => {
    assert.doesNotThrow(() => instrumentWarnings(draftSchema.parse({ key: 'x', title: text(''), use: text(''), source: text(''), scales: {}, blocks: [] })))
  })
})

describe('signs in sentences', () => {
  const none: Found = { en: null, zh: null }
  const check = (sign: (said: { en: string; zh: string }) => Found, sentences: [string, string, Found][]) => {
    for (const [en, zh, found] of sentences) assert.deepEqual(sign({ en, zh }), found, `${en} / ${zh}`)
  }

  test('of two questions in one, without crying wolf', () => {
    check(signOfTwoQuestions, [
      ['Staff are polite and quick', '员工礼貌、迅速且及时', { en: 'and', zh: null }],
      ['Prices are clear as well as fair', '价格清楚以及公道', { en: 'as well as', zh: '以及' }],
      ['Repair and/or replacement is offered', '既快又好', { en: 'and/or', zh: '既快又' }],
      ['I would recommend it to a friend or colleague', '我愿意向朋友或同事推荐', none],
      ['The site (or app) is easy to use', '网站（或应用）好用', none],
      ['It is between good and bad', '与期望相比', none],
      ['The premises, or its site and app, look inviting', '员工温和，服务及时', none],
      ['Standards are high', '顾客参与决定，不及预期，或许更好', none],
      ['Brands stand for something', '与其他服务商相比，它与众不同', none],
    ])
  })

  test('of a negation', () => {
    check(signOfNegation, [
      ['They do not listen', '他们不会倾听', { en: 'not', zh: '不会' }],
      ['They don’t listen', '没有人倾听', { en: 'don’t', zh: '没有' }],
      ['Not only fast', '不仅快，而且好', none],
      ['Nothing is left open', '非常满意', { en: 'Nothing', zh: null }],
      ['Whether or not it is needed', '是不是需要', none],
      ['It is a notable firm', '服务不错', none],
    ])
  })

  test('of leading words and of poor quality', () => {
    check(signOfLeading, [
      ['Don’t you agree that it is good?', '难道不好吗', { en: 'Don’t you agree', zh: '难道' }],
      ['The service is good', '服务好', none],
    ])
    check(signOfReversal, [
      ['Records are free of mistakes', '记录准确', none],
      ['Service without slow replies', '服务', none],
      ['Staff are rude', '员工冷漠', { en: 'rude', zh: '冷漠' }],
    ])
  })

  test('of a missing translation', () => {
    assert.deepEqual([lacking({ en: 'a', zh: '' }), lacking({ en: '', zh: '中' }), lacking({ en: '', zh: '' }), lacking({ en: 'App', zh: 'App' }), lacking({ en: '服务', zh: '服务' })], ['zh', 'en', null, null, 'en'])
  })
})

test('minutes grow with what is asked', () => {
  assert.equal(estimatedMinutes(sound()), 1)
  const zone = sound((d) => ({ ...d, blocks: [{ ...d.blocks[0]!, columns: ['adequate', 'desired', 'perception'].map((role) => ({ role, scale: 'seven', title: text(role) })), items: Array.from({ length: 22 }, (_, i) => ({ key: `z${i}`, text: text('A statement of about ten words that somebody has to read', '需要有人读的一句话') })) }] }))
  assert.equal(estimatedMinutes(zone), 8)
})
