import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextFrom } from './next.ts'

test('after coming in one is led to pages of this app only', () => {
  assert.equal(nextFrom({ next: '/o/north/studies?from=2026-01' }), '/o/north/studies?from=2026-01')
  for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', '']) {
    assert.equal(nextFrom({ next }), '/', next)
  }
  assert.equal(nextFrom({}), '/')
})
