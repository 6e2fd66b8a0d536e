import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { attachedUrl } from '@gap5/server/embedded/attach.ts'
import { emptyDatabase, testDatabase } from '@gap5/server/testing/database.ts'
import { gap5 } from '../testing/program.ts'

const folders: string[] = []
after(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })))

function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gap5-backup-'))
  chmodSync(made, 0o755)
  folders.push(made)
  return made
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client(url)
  await client.connect()
  return client.query<Row>(text).then(({ rows }) => rows).finally(() => client.end())
}

describe('gap5 backup and gap5 restore', () => {
  const file = join(newFolder(), 'all.backup')
  const [here, there] = [newFolder(), newFolder()]

  test('take a running system to another machine, where it starts with the same data and the same secret', async () => {
    const running = gap5(['start'], { GAP5_DATA: here })
    await running.ready
    const added = await gap5(['user', 'add', 'someone@example.org'], { GAP5_DATA: here }).ended
    assert.equal(added.code, 0, added.said)
    const made = await gap5(['backup', file], { GAP5_DATA: here }).ended
    assert.equal(made.code, 0, made.said)
    assert.match(made.said, /is whole: \d+ rows of \d+ tables/)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const doctor = await gap5(['doctor'], { GAP5_DATA: here }).ended
    assert.match(doctor.said, /no backups by themselves — set GAP5_BACKUP_FOLDER/)
    assert.match(doctor.said, new RegExp(`ok +last backup: \\S+, ${file}`))
    const refused = await gap5(['restore', file], { GAP5_DATA: here }).ended
    assert.match(refused.said, /already runs on/)
    running.child.kill('SIGTERM')
    await running.ended
    const full = await gap5(['restore', file], { GAP5_DATA: here }).ended
    assert.deepEqual([full.code, /into an empty system only/.test(full.said)], [1, true], full.said)

    const restored = await gap5(['restore', file], { GAP5_DATA: there }).ended
    assert.equal(restored.code, 0, restored.said)
    assert.equal(readFileSync(join(there, 'secret'), 'utf8'), readFileSync(join(here, 'secret'), 'utf8'))
    const again = gap5(['start'], { GAP5_DATA: there })
    const address = await again.ready
    assert.equal((await fetch(`${address}/healthz`, { headers: { Connection: 'close' } })).status, 200)
    assert.deepEqual(await query(attachedUrl(there)!, 'select email from identity_user'), [{ email: 'someone@example.org' }])
    again.child.kill('SIGTERM')
    await again.ended
  })

  test('say in one sentence what is wrong with a file, and check one without touching anything', async () => {
    const checked = await gap5(['restore', file, '--check'], { GAP5_DATA: there }).ended
    assert.match(checked.said, /is whole: made at/)
    for (const args of [['backup'], ['backup', 'a', 'b'], ['restore']]) {
      const { code, said } = await gap5(args, { GAP5_DATA: there }).ended
      assert.deepEqual([code, /Tell one file/.test(said)], [1, true], said)
    }
    for (const [args, sentence] of [
      [['restore', `${file}.no`, '--check'], /cannot be read: there is no such file or folder\.$/],
      [['backup', join(file, 'within')], /cannot be written: part of the path is a file\.$/],
    ] as const) {
      const { code, said } = await gap5([...args], { GAP5_DATA: there }).ended
      assert.deepEqual([code, sentence.test(said.trim())], [1, true], said)
    }
    const { code, said } = await gap5(['backup', file], { GAP5_DATA: there }).ended
    assert.deepEqual([code, /is there already/.test(said)], [1, true], said)
  })

  test('killed in the middle, a backup leaves nothing that looks whole, and the next one is', async () => {
    const source = await testDatabase()
    after(() => source.drop())
    await query(source.url, `
      insert into event (org_id, kind, payload, at) select uuidv7(), 'probe', jsonb_build_object('n', n, 'text', md5(n::text) || md5(random()::text)), now()
      from generate_series(1, 150000) n`)
    const big = join(newFolder(), 'big.backup')
    const env = { GAP5_DATA: here, DATABASE_URL: source.url }
    const client = new Client(source.url)
    await client.connect()
    await client.query('begin; lock table response_revision in access exclusive mode') // which comes after the events: there it waits
    const killed = gap5(['backup', big], env)
    while ((statSync(`${big}.part`, { throwIfNoEntry: false })?.size ?? 0) < 1024 * 1024) {
      assert.equal(killed.child.exitCode, null, 'it ended before it could be killed')
      await setTimeout(10)
    }
    killed.child.kill('SIGKILL')
    await killed.ended
    await client.end()
    assert.equal(existsSync(big), false)
    const empty = await emptyDatabase()
    after(() => empty.drop())
    const { code, said } = await gap5(['restore', `${big}.part`], { GAP5_DATA: here, DATABASE_URL: empty.url }).ended
    assert.deepEqual([code, /ends too early/.test(said)], [1, true], said)

    const made = await gap5(['backup', big], env).ended
    assert.equal(made.code, 0, made.said)
    assert.equal(existsSync(`${big}.part`), false)
    const restored = await gap5(['restore', big], { GAP5_DATA: here, DATABASE_URL: empty.url }).ended
    assert.equal(restored.code, 0, restored.said)
    assert.deepEqual(await query(empty.url, 'select count(*)::int as n from event'), [{ n: 150_000 }])
  })
})
