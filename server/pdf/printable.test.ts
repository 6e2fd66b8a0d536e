import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printable } from './printable.ts'

test('emoji are left out of what is printed, and nothing else', () => {
  const layout = { hLineWidth: () => 0 }
  const said = printable({ text: ['春季就诊 🌱', { text: 'Great 👩‍👩‍👧 service ❤️!' }], layout, svg: '<text>👍🏽 5 ★ © 2026 #1 ✓</text>' }, 'en')
  assert.deepEqual(said.text, ['春季就诊', { text: 'Great service!' }])
  assert.equal(said.svg, '<text> 5 ★ © 2026 #1 ✓</text>')
  assert.equal(said.layout.hLineWidth, layout.hLineWidth)
})

test('words in a script the font lacks are named, in the language of the document', () => {
  assert.equal(printable('مستشفى النور, Åse Øster', 'en'), '[Arabic], Åse Øster')
  assert.equal(printable('分店：โรงพยาบาล 和 בית חולים', 'zh'), '分店：[泰文] 和 [希伯来文]')
})
