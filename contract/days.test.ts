import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, addMonths, dayIn, endOfDay, startOfDay } from './days.ts'

test('a day begins and ends where the organisation is', () => {
  assert.equal(startOfDay('2026-03-02', 'Asia/Shanghai'), '2026-03-01T16:00:00.000Z')
  assert.equal(endOfDay('2026-03-02', 'Asia/Shanghai'), '2026-03-02T16:00:00.000Z')
  assert.equal(startOfDay('2026-03-02', 'America/Los_Angeles'), '2026-03-02T08:00:00.000Z')
  assert.equal(startOfDay('2026-03-02', 'Pacific/Kiritimati'), '2026-03-01T10:00:00.000Z')
})

test('days on which the clock is moved have 23 or 25 hours', () => {
  const hours = (day: string) => (Date.parse(endOfDay(day, 'Europe/Berlin')) - Date.parse(startOfDay(day, 'Europe/Berlin'))) / 3_600_000
  assert.deepEqual([hours('2026-03-29'), hours('2026-03-30'), hours('2026-10-25')], [23, 24, 25])
})

test('the first instant of a day is in it, the one before is not', () => {
  for (const zone of ['Asia/Shanghai', 'Asia/Kathmandu', 'America/St_Johns', 'UTC']) {
    const start = startOfDay('2026-06-30', zone)
    assert.equal(dayIn(start, zone), '2026-06-30')
    assert.equal(dayIn(new Date(Date.parse(start) - 1).toISOString(), zone), '2026-06-29')
  }
})

test('days and months are counted on', () => {
  assert.equal(addDays('2026-02-27', 3), '2026-03-02')
  assert.deepEqual([addMonths('2026-11-15', 3), addMonths('2026-01-31', 1), addMonths('2028-01-31', 1)], ['2027-02-15', '2026-02-28', '2028-02-29'])
})
