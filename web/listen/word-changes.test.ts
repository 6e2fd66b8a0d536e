import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordChanges } from './word-changes.ts'

const said = (before: string, after: string) => wordChanges(before, after).map(({ text, in: where }) => ({ both: text, before: `[-${text}-]`, after: `[+${text}+]` })[where]).join('')

test('a reworded sentence shows which words went and which came', () => {
  assert.equal(said('Staff are always polite', 'Staff are polite to me'), 'Staff are [-always -]polite[+ to me+]')
  assert.equal(said('员工态度友好', '员工很友好'), '员工[-态度-][+很+]友好')
  assert.equal(said('same', 'same'), 'same')
  assert.equal(said('', 'new'), '[+new+]')
})
