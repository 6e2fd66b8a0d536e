import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from '../csv.ts'
import type { Language } from '../language.ts'
import type { GapRow } from './results.ts'
import { gaps } from './result-tables.ts'

const resultCsv = (result: { gaps: GapRow[] }, language: Language) => csvOf(gaps(result, language).rows)

const row: GapRow = {
  key: 'l1', level: 'item', title: { en: '=1+1, "dates"', zh: '承诺的时间，会做到' }, dimension: 'reliability', weight: null, importance: null,
  expectation: null, adequate: null, desired: null, perception: { value: 6.123456789012345, lower: 6, upper: 6.25, sd: 1, n: 120, missing: 3, reason: null },
  gap: null, gapTest: null, adequacy: null, adequacyTest: null, superiority: null, superiorityTest: null, zoneWidth: null,
  zonePosition: null, zoneStatus: null, shareInside: null, violations: 0, perception100: null,
}

test('Figures go out in full precision, only those that were asked', () => {
  const [head, line] = resultCsv({ gaps: [row] }, 'en').split('\r\n')
  assert.equal(head, '\ufeffLevel,Key,Title,Dimension,Perceived,Perceived 95 % lower,Perceived 95 % upper,Perceived n,Perceived missing')
  assert.equal(line, `item,l1,"'=1+1, ""dates""",reliability,6.123456789012345,6,6.25,120,3`)
})

test('In Chinese too, with nothing where there is no figure', () => {
  const thin: GapRow = { ...row, perception: { value: null, lower: null, upper: null, sd: null, n: 4, missing: 0, reason: 'below-minimum-n' } }
  const [, line = ''] = resultCsv({ gaps: [thin] }, 'zh').split('\r\n')
  assert.deepEqual(line.split(','), ['item', 'l1', thin.title.zh, 'reliability', '', '', '', '4', '0'])
})

test('Says of statements how many answers are left out because adequate lies above desired, where there are any', () => {
  const [head = '', line = '', dimension = ''] = resultCsv({ gaps: [{ ...row, violations: 5 }, { ...row, level: 'dimension', violations: 5 }] }, 'en').split('\r\n')
  assert.match(head, /,left out: adequate above desired$/)
  assert.match(line, /,3,5$/)
  assert.match(dimension, /,3,$/)
})
