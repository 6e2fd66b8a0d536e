import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesIn } from './changes.ts'

test('only what differs is told', () => {
  const title = { en: 'North', zh: '北区' }
  assert.deepEqual(changesIn({ before: { code: 'a', title, parentId: null }, after: { code: 'b', title: { ...title }, parentId: null } }), [
    { name: 'code', before: 'a', after: 'b' },
  ])
})

test('what was made is told with its values, what was deleted with those it had', () => {
  assert.deepEqual(changesIn({ after: { role: 'viewer', parentId: null } }), [{ name: 'role', before: undefined, after: 'viewer' }])
  assert.deepEqual(changesIn({ before: { role: 'viewer' } }), [{ name: 'role', before: 'viewer', after: undefined }])
})

test('ids tell a reader nothing', () => {
  assert.deepEqual(changesIn({ after: { parentId: '01a205a4-6439-75a5-b8e2-0067381d64be' } }), [])
})

test('other details stand beside the change', () => {
  assert.deepEqual(changesIn({ version: 2 }), [{ name: 'version', before: undefined, after: 2 }])
  assert.deepEqual(changesIn({}), [])
})
