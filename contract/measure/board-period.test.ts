import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boardPeriods, daysOf, periodPattern, yearUpTo } from './board-period.ts'

test('named periods are whole months of the calendar, over the turn of the year too', () => {
  const on = (period: string) => daysOf(period, '2026-01-15')
  assert.deepEqual(on('this-month'), { from: '2026-01-01', to: '2026-01-31' })
  assert.deepEqual(on('last-month'), { from: '2025-12-01', to: '2025-12-31' })
  assert.deepEqual(on('this-quarter'), { from: '2026-01-01', to: '2026-03-31' })
  assert.deepEqual(on('last-quarter'), { from: '2025-10-01', to: '2025-12-31' })
  assert.deepEqual(on('12-months'), { from: '2025-02-01', to: '2026-01-31' })
  assert.deepEqual(on('all'), {})
})

test('two days are a period in whatever order they stand', () => {
  assert.deepEqual(daysOf('2026-03-01..2026-04-15', '2026-05-01'), { from: '2026-03-01', to: '2026-04-15' })
  assert.deepEqual(daysOf('2026-04-15..2026-03-01', '2026-05-01'), { from: '2026-03-01', to: '2026-04-15' })
  assert.ok(boardPeriods.every((period) => periodPattern.test(period)))
  assert.ok(!periodPattern.test('2026-03-01') && !periodPattern.test('next-month'))
})

test('a trend runs over the twelve months up to the end of the period', () => {
  assert.deepEqual(yearUpTo({ to: '2026-03-31' }, '2026-05-01'), { from: '2025-04-01', to: '2026-03-31' })
  assert.deepEqual(yearUpTo({}, '2026-12-05'), { from: '2026-01-01', to: '2026-12-31' })
})
