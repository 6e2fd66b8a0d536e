import { test } from 'node:test'
import assert from 'node:assert/strict'
import { fileName } from './save.ts'

test('a file is named for the study and the picture, in any language', () => {
  assert.equal(fileName(['After the repair', 'Zone of tolerance'], 'svg'), 'After the repair, Zone of tolerance.svg')
  assert.equal(fileName(['维修后调查', '容忍区域'], 'png'), '维修后调查, 容忍区域.png')
})

test('what no file system takes is left out', () => {
  assert.equal(fileName(['a/b\\c:d*e?"f"<g>|h', ''], 'csv'), 'a b c d e f g h.csv')
  assert.equal(fileName(['..', '\u0000'], 'csv'), 'gap5.csv')
  assert.equal(fileName(['长'.repeat(300)], 'csv').length, 124)
})
