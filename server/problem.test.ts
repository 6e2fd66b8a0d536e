import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemAnswer } from '@gap5/contract/problems.ts'
import { testApp } from './testing/app.ts'

const api = await testApp()

test('what does not exist is said in the language of the browser', async () => {
  const answer = await api.fetch('/api/nowhere', { headers: { 'Accept-Language': 'zh-CN,zh;q=0.9' } })
  assert.equal(answer.status, 404)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = problemAnswer.parse(await answer.json())
  assert.equal(problem.code, 'resource.unknown')
  assert.equal(problem.title, '此处没有内容。')
})
