import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begun, did, rebased, redone, undone } from './history.ts'
import { merged } from './merged.ts'

test('undoing one’s own steps leaves what somebody else changed meanwhile', () => {
  const base = { title: 'T', minutes: 5, note: '' }
  const mine = did(did(begun(base), { ...base, title: 'Mine' }), { ...base, title: 'Mine', note: 'n' })
  const both = rebased(mine, (state) => merged(base, state, { ...base, minutes: 9 }))
  assert.deepEqual(both.present, { title: 'Mine', minutes: 9, note: 'n' })
  assert.deepEqual(undone(undone(both)).present, { title: 'T', minutes: 9, note: '' })
  assert.deepEqual(redone(undone(both)).present, both.present)
})
