import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodWords, presets } from './period.ts'

const preset = (today: string, key: string) => presets(today).find((each) => each.key === key)?.period

test('quarters and months turn over with the year', () => {
  assert.deepEqual(preset('2026-02-14', 'last-quarter'), { from: '2025-10-01', to: '2025-12-31' })
  assert.deepEqual(preset('2026-01-31', 'last-month'), { from: '2025-12-01', to: '2025-12-31' })
  assert.deepEqual(preset('2026-12-31', 'this-quarter'), { from: '2026-10-01', to: '2026-12-31' })
  assert.deepEqual(preset('2028-02-29', 'this-month'), { from: '2028-02-01', to: '2028-02-29' })
  assert.deepEqual(preset('2026-03-01', 'last-year'), { from: '2025-01-01', to: '2025-12-31' })
})

test('the last 30 days are 30 days, today among them', () => {
  assert.deepEqual(preset('2026-03-01', '30-days'), { from: '2026-01-31', to: '2026-03-01' })
})

test('a period of whole months is said without its days', () => {
  const quarter = { from: '2026-07-01', to: '2026-09-30' }
  assert.match(periodWords(quarter, 'en').en, /^Jul\s*–\s*Sept? 2026$/)
  assert.match(periodWords(quarter, 'zh').zh, /^2026年7月至9月$/)
  assert.equal(periodWords({ from: '2026-07-01', to: '2026-07-31' }, 'zh').zh, '2026年7月')
  assert.equal(periodWords({ from: '2025-12-30', to: '2026-01-02' }, 'zh').zh, '2025年12月30日至2026年1月2日')
  assert.match(periodWords({ from: '2026-07-01', to: '2026-09-29' }, 'en').en, /1 Jul.*29 Sept? 2026/)
})

test('an open period says which side is open', () => {
  assert.equal(periodWords({ from: null, to: null }, 'zh').zh, '全部时间')
  assert.equal(periodWords({ from: '2026-07-01', to: null }, 'en').en, 'From 1 Jul 2026')
  assert.equal(periodWords({ from: null, to: '2026-07-01' }, 'zh').zh, '截至2026年7月1日')
})
