import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayEnd, dayOf, dayStart, firstDayAfter, grainBetween, grainOf, periodOf, periodsBetween, periodTitle } from './periods.ts'

const iso = (instant: number) => new Date(instant).toISOString()

test('A day begins when it begins in the organisation’s time zone', () => {
  assert.equal(iso(dayStart('2026-07-01', 'Asia/Shanghai')), '2026-06-30T16:00:00.000Z')
  assert.equal(iso(dayStart('2026-07-01', 'America/New_York')), '2026-07-01T04:00:00.000Z')
  assert.equal(iso(dayStart('2026-07-01', 'UTC')), '2026-07-01T00:00:00.000Z')
})

test('A day on which the clocks change has 23 or 25 hours', () => {
  const hours = (day: string) => (dayEnd(day, 'Europe/Berlin') - dayStart(day, 'Europe/Berlin')) / 3_600_000
  assert.deepEqual([hours('2026-03-29'), hours('2026-03-30'), hours('2026-10-25')], [23, 24, 25])
})

test('The day of an instant is the inverse of its start', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu']) {
    for (const day of ['2026-01-01', '2026-03-29', '2026-10-25', '2028-02-29']) {
      assert.equal(dayOf(dayStart(day, zone), zone), day)
      assert.equal(dayOf(dayEnd(day, zone) - 1, zone), day)
    }
  }
})

test('Periods are named by year, quarter, month and day', () => {
  const names = (['year', 'quarter', 'month', 'day'] as const).map((grain) => periodOf('2026-11-09', grain))
  assert.deepEqual(names, ['2026', '2026-Q4', '2026-11', '2026-11-09'])
  assert.deepEqual(names.map(grainOf), ['year', 'quarter', 'month', 'day'])
  assert.equal(grainOf('2026-Q5'), null)
})

test('All periods between two days are there, empty ones too', () => {
  assert.deepEqual(
    periodsBetween('2025-11-30', '2026-02-01', 'month').map((p) => p.period),
    ['2025-11', '2025-12', '2026-01', '2026-02'],
  )
  assert.deepEqual(periodsBetween('2026-02-27', '2026-03-01', 'day').map((p) => p.period), ['2026-02-27', '2026-02-28', '2026-03-01'])
  assert.deepEqual(periodsBetween('2026-02-27', '2026-08-01', 'quarter').map((p) => p.firstDay), ['2026-01-01', '2026-04-01', '2026-07-01'])
})

test('The grain grows with the span', () => {
  assert.equal(grainBetween('2026-07-01', '2026-07-20'), 'day')
  assert.equal(grainBetween('2026-07-01', '2027-06-30'), 'month')
  assert.equal(grainBetween('2022-07-01', '2026-06-30'), 'quarter')
  assert.equal(grainBetween('2010-07-01', '2026-06-30'), 'year')
})

test('Periods are said in both languages', () => {
  assert.deepEqual(periodTitle('2026-03'), { en: 'Mar 2026', zh: '2026年3月' })
  assert.deepEqual(periodTitle('2026-Q3'), { en: 'Q3 2026', zh: '2026年第3季度' })
  assert.deepEqual(periodTitle('2026-03-09'), { en: '9 Mar 2026', zh: '2026年3月9日' })
})

test('Weeks are those of ISO 8601: they begin on Monday, and the first holds 4 January', () => {
  const weeks = ['2026-01-01', '2025-12-28', '2025-12-29', '2027-01-03', '2027-01-04', '2026-11-27', '2020-12-31', '2024-12-30'].map((day) => periodOf(day, 'week'))
  assert.deepEqual(weeks, ['2026-W01', '2025-W52', '2026-W01', '2026-W53', '2027-W01', '2026-W48', '2020-W53', '2025-W01'])
  assert.deepEqual(periodsBetween('2026-12-24', '2027-01-05', 'week'), [
    { period: '2026-W52', firstDay: '2026-12-21' },
    { period: '2026-W53', firstDay: '2026-12-28' },
    { period: '2027-W01', firstDay: '2027-01-04' },
  ])
  assert.equal(grainOf('2026-W54'), null)
  assert.deepEqual(periodTitle('2026-W09'), { en: 'W09 2026', zh: '2026年第9周' })
})

test('The week in which the clocks change is an hour short or long, and no answer falls between weeks', () => {
  const hours = (day: string) => (dayStart(firstDayAfter(day, 'week'), 'Europe/Berlin') - dayStart(day, 'Europe/Berlin')) / 3_600_000
  assert.deepEqual(['2026-03-23', '2026-03-30', '2026-10-19'].map(hours), [167, 168, 169])
})
