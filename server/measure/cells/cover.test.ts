import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '@gap5/methods'
import { nextDay } from '../periods.ts'
import { cover, type CellRange } from './cover.ts'
import { startOf } from './deltas.ts'

const said = (ranges: CellRange[]) => ranges.map(({ grain, first, last }) => `${grain} ${first ?? ''}..${last ?? ''}`)

test('Whole years are answered by years, the edges by months, weeks and days', () => {
  assert.deepEqual(said(cover(null, null)), ['year ..'])
  assert.deepEqual(said(cover('2025-01-01', '2025-12-31')), ['year 2025-01-01..2025-12-31'])
  assert.deepEqual(said(cover('2025-11-29', '2027-02-02')), [
    'day 2025-11-29..2025-11-30', 'month 2025-12-01..2025-12-31', 'year 2026-01-01..2026-12-31', 'month 2027-01-01..2027-01-31', 'day 2027-02-01..2027-02-02',
  ])
  assert.deepEqual(said(cover('2025-03-05', '2025-03-09')), ['day 2025-03-05..2025-03-09'])
  assert.deepEqual(said(cover('2025-03-05', null)), ['day 2025-03-05..2025-03-09', 'week 2025-03-10..2025-03-30', 'day 2025-03-31..2025-03-31', 'month 2025-04-01..2025-12-31', 'year 2026-01-01..'])
  assert.deepEqual(said(cover(null, '2025-03-31')), ['year ..2024-12-31', 'month 2025-01-01..2025-03-31'])
  assert.deepEqual(said(cover('2025-03-05', '2025-03-04')), [])
})

test('Every day of any period is covered once, and no other day', () => {
  const random = randomStream(11)
  const dayAt = (n: number) => new Date(Date.UTC(2023, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)
  for (let round = 0; round < 100; round++) {
    const first = random.whole(900)
    const [from, to] = [dayAt(first), dayAt(first + random.whole(900))]
    const ranges = cover(from, to)
    for (let day = dayAt(first - 40); day < dayAt(first + 960); day = nextDay(day)) {
      const times = ranges.filter(({ grain, first, last }) => startOf(day, grain) >= (first ?? '') && startOf(day, grain) <= (last ?? '9')).length
      assert.equal(times, day >= from && day <= to ? 1 : 0, `${day} of ${from}..${to}: ${said(ranges).join(', ')}`)
    }
  }
})
