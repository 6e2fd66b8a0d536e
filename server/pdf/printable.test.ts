import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printable } from './printable.ts'

test('emoji are left out of what is printed, and nothing else', () => {
  const layout = { hLineWidth: () => 0 }
  const said = printable({ text: ['春季就诊 🌱', { text: 'Great 👩‍👩‍👧 service ❤️!' }], layout, svg: '<text>👍🏽 5 ★ © 2026 #1 ✓</text>' })
  assert.deepEqual(said.text, ['春季就诊', { text: 'Great service!' }])
  assert.equal(said.svg, '<text> 5 ★ © 2026 #1 ✓</text>')
  assert.equal(said.layout.hLineWidth, layout.hLineWidth)
})
