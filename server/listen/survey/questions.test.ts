import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { readLibrary } from '../library.ts'
import { smallDefinition } from '../../testing/study.ts'
import { noAnswers } from './form.ts'
import { fieldsOf, pagesOf, questionsOf } from './questions.ts'
import { answersTo, shownPages, shownQuestions } from './shown.ts'
import { branching, twoPart } from './testing/definitions.ts'

const keys = (questions: { key: string }[]) => questions.map(({ key }) => key)

describe('the order of questions', () => {
  test('is the definition’s, with all columns beside an item', () => {
    assert.deepEqual(keys(questionsOf(smallDefinition, 'seed')), ['l1', 'm1', 'importance', 'channel', 'why'])
    assert.deepEqual(fieldsOf(questionsOf(smallDefinition, '')[0]!), ['l1.adequate', 'l1.desired', 'l1.perception'])
  })

  test('asks a block arranged apart twice, in the same drawn order', () => {
    const asked = keys(questionsOf(twoPart, 'one person'))
    assert.equal(asked.length, 24)
    const items = (part: string[]) => part.map((key) => key.split('.')[0])
    assert.deepEqual(items(asked.slice(0, 12)), items(asked.slice(12)))
    assert.ok(asked.slice(0, 12).every((key) => key.endsWith('.expectation')))
  })

  test('is the same whenever one person comes back, and another for others', () => {
    assert.deepEqual(questionsOf(twoPart, 'a'), questionsOf(twoPart, 'a'))
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => keys(questionsOf(twoPart, String(seed))).join()))
    assert.equal(orders.size, 20)
  })

  test('puts each item in each place equally often', () => {
    const places = Array.from({ length: 1200 }, (_, seed) => keys(questionsOf(twoPart, `p${seed}`)).indexOf('i1.expectation'))
    for (let place = 0; place < 12; place++) {
      const times = places.filter((one) => one === place).length
      assert.ok(times > 60 && times < 145, `place ${place}: ${times} of 1200`)
    }
  })
})

describe('pages', () => {
  test('hold one question, one block or part of it, or everything', () => {
    assert.deepEqual(pagesOf(smallDefinition, 'item', '').map((page) => page.questions.length), [1, 1, 1, 1, 1])
    assert.deepEqual(pagesOf(smallDefinition, 'block', '').map((page) => page.questions.length), [2, 3])
    assert.deepEqual(pagesOf(twoPart, 'block', '').map((page) => page.questions.length), [12, 12])
    assert.deepEqual(pagesOf(twoPart, 'whole', '').map((page) => page.questions.length), [24])
  })

  test('without anything to show are passed over and keep their number', () => {
    const pages = pagesOf(branching, 'item', '')
    const numbers = (rating?: number) =>
      shownPages(pages, { ...noAnswers, ratings: rating === undefined ? {} : { 'overall.satisfaction': rating } }).map(({ number }) => number)
    assert.deepEqual(numbers(), [1, 5])
    assert.deepEqual(numbers(4), [1, 2, 5])
    assert.deepEqual(numbers(2), [1, 2, 3, 5])
  })
})

test('a question may wait for an option of a choice', async () => {
  const visit = (await readLibrary()).find(({ key }) => key === 'after-service')!
  const asked = (given: string[]) => keys(shownQuestions(questionsOf(visit, ''), { ...noAnswers, choices: { first_visit: given } }))
  assert.deepEqual([[], ['yes'], ['no']].map((given) => asked(given).includes('open')), [false, false, true])
  const wrong = (showIf: unknown) => definitionSchema.safeParse({ ...visit, blocks: visit.blocks.map((block) => ({ ...block, items: block.items.map((item) => (item.key === 'open' ? { ...item, showIf: [showIf] } : item)) })) }).error?.issues.map(({ path, message }) => `${String(path.at(-1))}: ${message}`)
  assert.deepEqual(wrong({ variable: 'first_visit', is: 'chosen', option: 'maybe' }), ['option: an option of “first_visit”'])
  assert.deepEqual(wrong({ variable: 'first_visit', is: 'atMost', value: 3 }), ['is: chosen, notChosen or answered: the answer is a choice'])
  assert.deepEqual(wrong({ variable: 'easy.effort', is: 'chosen', option: 'no' }), ['is: atMost, atLeast, equalTo, notEqualTo or answered: the answer is a number'])
})

test('answers to what was hidden in the end are no part of what is submitted, however long the chain', () => {
  const answers = {
    ratings: { 'overall.satisfaction': 5, 'ease.effort': 3 },
    choices: { reason: ['price'], attention: ['green'] },
    texts: { why: 'It broke' },
  }
  const counted = (given: typeof answers) => answersTo(shownQuestions(questionsOf(branching, ''), given), given)
  assert.deepEqual(counted(answers), { ratings: { 'overall.satisfaction': 5 }, choices: { attention: ['green'] }, texts: {} })
  const kept = { ...answers, ratings: { 'overall.satisfaction': 1, 'ease.effort': 3 } }
  assert.deepEqual(counted(kept), kept)
})
