import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { testMailing } from '@gap5/server/listen/mail/mail-testing.ts'
import { report } from '@gap5/server/listen/mail/report-testing.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testMailServer } from '@gap5/server/testing/mail-server.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'

const program = new URL('../gap5.js', import.meta.url).pathname

describe('gap5 bounce', async () => {
  const server = await testMailServer()
  const app = await testApp({ config: { publicUrl: 'https://gap5.example', smtpUrl: `smtp://127.0.0.1:${server.port}?tls=off`, smtpFrom: 'surveys@example.org', bounces: 'bounces@example.org' } })
  await testOrganisation(app)
  const org = await testOrganisation(app)
  const caller = await org.withKey('manager')
  const { start, recipients } = await testMailing(app, org, caller, 'email\ngone@example.net\n')
  await start()
  await app.work()
  const folder = await mkdtemp(join(tmpdir(), 'gap5-bounce-'))
  after(() => rm(folder, { recursive: true, force: true }))

  async function run(message: string, args: string[] = [], more: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
    const env = { ...process.env, LC_ALL: 'C', DATABASE_URL: app.databaseUrl, GAP5_DATA: folder, GAP5_SECRET: app.deps.secret, GAP5_LOG: 'silent', GAP5_DEMO: 'off', ...more }
    const child = spawn(process.execPath, [program, 'bounce', ...args], { env, cwd: folder })
    child.stdin.end(message)
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((done) => child.once('close', done))])
    return { code, said: out + err }
  }

  test('marks the invitation of whichever organisation a report is about, by the address the mail server was given', async () => {
    const { from } = server.received[0]!
    assert.deepEqual(await run('Subject: Hello\n\nNo report at all'), { code: 0, said: 'This is no delivery status notification (RFC 3464).\n' })
    assert.match((await run(report({ to: 'undisclosed', address: 'gone@example.net' }))).said, /about no invitation/)
    assert.deepEqual(await run(report({ to: 'undisclosed', address: 'gone@example.net' }), ['--to', from]), { code: 0, said: 'The invitation counts as not delivered.\n' })
    assert.match((await run(report({ to: from, address: 'gone@example.net' }))).said, /noted before/)
    assert.deepEqual((await recipients()).map(({ state }) => state), ['failed'])
  })

  test('asks the mail server to try again later where the database cannot be reached', async () => {
    const { code } = await run(report({ to: 'bounces@example.org', address: 'gone@example.net' }), [], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    assert.equal(code, 75)
  })
})
