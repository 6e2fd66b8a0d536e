import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionError, problemFrom, ProblemError, sentenceOf } from './problem.ts'

test('a refusal keeps its sentence, code, request number and the values that do not fit', () => {
  const problem = problemFrom(422, {
    type: 'about:blank',
    title: 'Some values do not fit.',
    detail: 'Two of them.',
    status: 422,
    code: 'request.invalid',
    requestId: 'r-7',
    errors: [
      { field: 'title.zh', expected: { en: 'a title', zh: '标题' }, received: '' },
      { field: '', row: 12, expected: { en: 'a whole number', zh: '整数' }, received: 'x' },
    ],
  })
  assert.equal(problem.text, 'Some values do not fit. Two of them.')
  assert.equal(problem.code, 'request.invalid')
  assert.equal(problem.requestId, 'r-7')
  assert.deepEqual(problem.fields, [
    { path: 'title.zh', row: null, text: { en: 'A title', zh: '标题' } },
    { path: '', row: 12, text: { en: 'A whole number', zh: '整数' } },
  ])
})

test('an answer that is no problem document still becomes a sentence in both languages', () => {
  for (const content of [
    '<html>Bad gateway</html>',
    null,
    undefined,
    { errors: 'none' },
    { errors: [null, { field: 3 }] },
  ]) {
    const problem = problemFrom(502, content)
    assert.equal(problem.code, 'http-502')
    assert.deepEqual(problem.fields, [])
    assert.deepEqual(problem.text, {
      en: 'The server could not do this. Try again.',
      zh: '服务器暂时无法完成，请重试。',
    })
  }
})

test('the status alone says what to do', () => {
  const said = [401, 403, 404, 413, 429].map((status) => {
    const { text } = problemFrom(status, '')
    return typeof text === 'string' ? text : text.en
  })
  assert.equal(new Set(said).size, 5)
})

test('whatever is thrown has a sentence that blames nobody and shows no stack', () => {
  assert.equal(sentenceOf(new ProblemError({ status: 409, code: 'x', text: 'Taken.' })), 'Taken.')
  assert.match((sentenceOf(new ConnectionError(null)) as { en: string }).en, /cannot be reached/)
  assert.match((sentenceOf(new TypeError('x is undefined')) as { zh: string }).zh, /请重试/)
})
