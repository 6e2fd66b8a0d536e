import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answers } from './command.ts'

const command = {
  key: 'x',
  group: 'Studies',
  label: { en: 'After-service survey', zh: '售后服务调查' },
  also: 'after-2026',
  run: () => {},
}

test('a command is found in either language, by parts, and by its address', () => {
  for (const typed of ['', 'survey', 'SURVEY after', '售后', '2026', '服务 2026'])
    assert.ok(answers(command, typed), typed)
})

test('every word typed has to be found', () => {
  for (const typed of ['survey hotel', '满意度']) assert.equal(answers(command, typed), false, typed)
})
