import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { emptyDatabase } from '../testing/database.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation } from '../testing/organisation.ts'
import { verifyArchive } from './archive.ts'
import { restore } from './restore.ts'
import { readState } from './runs.ts'
import { backUpIfDue, isDue, superfluous } from './schedule.ts'

const at = (text: string) => new Date(text) // local time: the plan is in the time of the machine

test('a backup is due once its time of the day has passed, and made up for after a pause', () => {
  const plan = { time: '03:30' }
  assert.equal(isDue(plan, at('2026-03-02T03:29:00'), at('2026-03-01T03:30:10'), null), false)
  assert.equal(isDue(plan, at('2026-03-02T03:30:00'), at('2026-03-01T03:30:10'), null), true)
  assert.equal(isDue(plan, at('2026-03-02T12:00:00'), at('2026-03-02T03:30:10'), null), false)
  assert.equal(isDue(plan, at('2026-03-05T02:00:00'), at('2026-03-02T03:30:10'), null), true)
  assert.equal(isDue(plan, at('2026-03-02T01:00:00'), null, null), true)
})

test('after a failure the next attempt waits for an hour', () => {
  const plan = { time: '03:30' }
  assert.equal(isDue(plan, at('2026-03-02T03:40:00'), null, at('2026-03-02T03:30:00')), false)
  assert.equal(isDue(plan, at('2026-03-02T04:30:00'), null, at('2026-03-02T03:30:00')), true)
})

test('seven days, four weeks and twelve months are kept of two years of daily backups', () => {
  const names = Array.from({ length: 730 }, (_, day) => `gap5-${new Date(Date.UTC(2024, 0, 1 + day, 3, 30)).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup`)
  const gone = new Set(superfluous([...names, 'my own copy.backup', 'notes.txt'], { days: 7, weeks: 4, months: 12 }))
  const left = names.filter((name) => !gone.has(name)).map((name) => name.slice(5, 13))
  assert.deepEqual(left.slice(-7), ['20251224', '20251225', '20251226', '20251227', '20251228', '20251229', '20251230'])
  // Sundays of the four weeks, ends of the twelve months; the newest stand for more than one.
  assert.deepEqual(left.slice(0, -7), ['20250131', '20250228', '20250331', '20250430', '20250531', '20250630', '20250731', '20250831', '20250930', '20251031', '20251130', '20251214', '20251221'])
  assert.ok(![...gone].some((name) => !name.startsWith('gap5-')), 'files of others are left alone')
})

describe('a system with a plan', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gap5-plan-'))
  after(() => rm(folder, { recursive: true, force: true }))
  const app = await testApp({ config: { secret: 'a secret of tests, 32 characters long', backups: { folder, time: '03:30', keep: { days: 2, weeks: 0, months: 0 } } } })
  await testOrganisation(app)
  const run = () => backUpIfDue(app.deps, app.databaseUrl)
  const day = 24 * 60 * 60_000

  test('makes one backup a day, keeps as many as asked for, and each can be restored', async () => {
    await Promise.all([run(), run(), run()])
    await run()
    assert.equal((await readdir(folder)).length, 1)
    for (let n = 0; n < 3; n++) {
      app.clock.advance(day)
      await run()
    }
    const names = await readdir(folder)
    assert.equal(names.length, 2)
    const { head } = await verifyArchive(join(folder, names[1]!))
    assert.equal(head.madeAt, app.clock.now().toISOString())
    assert.equal(head.secret, null, 'a secret of the environment stays there')
    const empty = await emptyDatabase()
    after(() => empty.drop())
    const { tables } = await restore(empty.url, join(folder, names[0]!), { isOurs: true })
    assert.ok(tables > 30)
  })

  test('tells operators when it last worked and when it failed', async () => {
    const metrics = async () => (await app.fetch('/metrics')).text()
    assert.match(await metrics(), new RegExp(`gap5_backup_last_success_timestamp_seconds ${app.clock.now().getTime() / 1000}`))
    assert.match(await metrics(), /gap5_backup_last_failure_timestamp_seconds 0/)
    app.clock.advance(day)
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file in the way')
    await run()
    const { lastFailure } = await readState(app.databaseUrl)
    assert.match(lastFailure?.failure ?? '', /EEXIST|ENOTDIR/)
    assert.match(await metrics(), new RegExp(`gap5_backup_last_failure_timestamp_seconds ${app.clock.now().getTime() / 1000}`))
  })
})
