import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerFaults } from '@gap5/contract/listen/answers.ts'
import { smallDefinition } from '../../testing/study.ts'
import { fillIn, noAnswers, readFields, requiredFaults } from './form.ts'
import { questionsOf } from './questions.ts'
import { skipped, wasSkipped } from './skip.ts'

const questions = questionsOf(smallDefinition, '')
const fill = (body: string, before = noAnswers) => fillIn(before, questions, questions, readFields(body), smallDefinition.scales)
const named = (name: string) => questions.find(({ key }) => key === name)!

describe('a form', () => {
  test('is read by type', () => {
    const { answers, faults } = fill('l1.adequate=5&l1.perception=na&importance.reliability=60&importance.empathy=40&channel=web&why=a%0D%0Ab')
    assert.deepEqual(faults, [])
    assert.deepEqual(answers.ratings, { 'l1.adequate': 5, 'l1.perception': 'na', 'importance.reliability': 60, 'importance.empathy': 40 })
    assert.deepEqual([answers.choices, answers.texts], [{ channel: ['web'] }, { why: 'a\nb' }])
  })

  test('takes an answer back where a question in it was left blank, and leaves others alone', () => {
    const before = { ratings: { 'l1.adequate': 5, 'm1.adequate': 3 }, choices: {}, texts: {} }
    const { answers } = fillIn(before, [named('l1')], questions, readFields(''), smallDefinition.scales)
    assert.deepEqual(answers.ratings, { 'm1.adequate': 3 })
  })

  test('names what does not fit and keeps it out of the answers', () => {
    for (const value of ['0', '10', '5.5', '-1', 'NaN', '1e3', ' 5', '五', '<script>', '99999999999']) {
      const { answers, faults } = fill(`l1.adequate=${encodeURIComponent(value)}`)
      assert.deepEqual(faults, [{ field: 'l1.adequate', fault: 'out-of-scale', min: 1, max: 9 }], value)
      assert.deepEqual(answers.ratings, {})
    }
    assert.deepEqual(fill('channel=fax').faults, [{ field: 'channel', fault: 'not-an-option' }])
    assert.deepEqual(fill('channel=web&channel=phone').faults, [{ field: 'channel', fault: 'not-an-option' }])
    assert.deepEqual(fill('l9.adequate=5').faults, [{ field: 'l9.adequate', fault: 'unknown' }])
  })

  test('keeps a text that is too long as typed, and says by how much', () => {
    const { answers, typed, faults } = fill(`why=${'长'.repeat(501)}`)
    assert.deepEqual(faults, [{ field: 'why', fault: 'too-long', maxLength: 500, given: 501 }])
    assert.equal(typed.get('why'), '长'.repeat(501))
    assert.deepEqual(answers.texts, {})
  })

  test('shares points out to exactly the total', () => {
    const share = (a: string, b: string) => fill(`importance.reliability=${encodeURIComponent(a)}&importance.empathy=${encodeURIComponent(b)}`)
    assert.deepEqual(share('33.3', '66,7').answers.ratings, { 'importance.reliability': 33.3, 'importance.empathy': 66.7 })
    assert.deepEqual(share('100', '').answers.ratings, { 'importance.reliability': 100, 'importance.empathy': 0 })
    assert.deepEqual(share('', '').answers.ratings, {})
    assert.deepEqual(share('60', '30').faults, [{ field: 'importance', fault: 'points-total', total: 100, given: 90 }])
    assert.deepEqual(share('-10', '110').faults.map(({ fault }) => fault), ['not-a-number', 'out-of-scale'])
    assert.equal(share('abc', '100').typed.get('importance.reliability'), 'abc')
  })

  test('leaves out NUL and broken characters, and keeps emoji, right-to-left and markup as they are', () => {
    const said = '😀👩🏽‍🔧 مرحبا‏ <script>alert(1)</script> & "x"'
    assert.equal(fill(`why=${encodeURIComponent(said)}`).answers.texts['why'], said)
    assert.equal(fill('why=a%00b%ED%A0%80').answers.texts['why'], 'ab���')
  })
})

test('required is answered by a number or by saying that one cannot', () => {
  const three = ['l1.adequate', 'l1.desired', 'l1.perception']
  assert.deepEqual(requiredFaults(questions, noAnswers).map(({ field }) => field), three)
  assert.deepEqual(requiredFaults(questions, skipped(noAnswers, named('l1'))), [])
})

test('skipping takes back an experience and keeps expectations', () => {
  const before = { ratings: { 'l1.adequate': 5, 'l1.perception': 7 }, choices: {}, texts: {} }
  const after = skipped(before, named('l1'))
  assert.deepEqual(after.ratings, { 'l1.adequate': 5, 'l1.desired': 'na', 'l1.perception': 'na' })
  assert.ok(wasSkipped(after, named('l1')) && !wasSkipped(before, named('l1')))
  assert.deepEqual(skipped(noAnswers, named('importance')).ratings, { 'importance.reliability': 'dk', 'importance.empathy': 'dk' })
  assert.equal(skipped(before, named('why')), before)
})

test('ten thousand forms of nonsense make no answer that the definition refuses', () => {
  const names = [...questions.flatMap(({ item }) => [item.key, `${item.key}.adequate`, `${item.key}.reliability`]), '__proto__', 'constructor', '', '~act', 'l1.', '.', 'Website']
  const values = ['', '5', '9', '10', '-1', 'na', 'dk', 'web', '1e9', '\0', '💥', '١', '5', 'null', '[]', "';--", '%', 'x'.repeat(600), '60', '40']
  let state = 1
  const random = (n: number) => (state = (state * 48271) % 2147483647) % n
  for (let round = 0; round < 10_000; round++) {
    const pairs = Array.from({ length: random(9) }, (): [string, string] => [names[random(names.length)]!, values[random(values.length)]!])
    const body = new URLSearchParams(pairs).toString()
    const garbled = round % 3 === 0 ? body.slice(random(5)).replaceAll('=', random(2) ? '%' : '=') : body
    const { answers } = fill(garbled)
    assert.deepEqual(answerFaults(smallDefinition, answers).filter(({ fault }) => fault !== 'required'), [], garbled)
  }
  assert.equal(({} as Record<string, unknown>)['5'], undefined)
})
