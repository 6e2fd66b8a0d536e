import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { testApp } from '../../testing/app.ts'
import { answered } from '../../testing/json.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { testOrganisation } from '../../testing/organisation.ts'
import { testMailing, withMail } from './mail-testing.ts'
import { sendMail } from './send-mail.ts'

describe('a sender that is killed in the middle of a mailing', async () => {
  const app = await testApp({ config: { publicUrl: 'https://gap5.example' } })
  const server = await testMailServer()
  const org = await testOrganisation(app)
  const caller = await withMail(org, server.port, { perMinute: 6000 })
  const children = new Set<ChildProcess>()
  after(() => children.forEach((child) => child.kill('SIGKILL')))

  /** Another process that sends what is due, as a worker does. */
  function sender(): ChildProcess {
    const program = `
      const { connect } = await import(${JSON.stringify(new URL('../../database.ts', import.meta.url).href)})
      const { sendMail } = await import(${JSON.stringify(new URL('send-mail.ts', import.meta.url).href)})
      const { createLog } = await import(${JSON.stringify(new URL('../../log.ts', import.meta.url).href)})
      const { anyMailHost } = await import(${JSON.stringify(new URL('../../mail-hosts.ts', import.meta.url).href)})
      const clock = { now: () => new Date(${JSON.stringify(app.clock.now().toISOString())}) }
      const deps = { db: connect(process.env.DATABASE, { max: 2 }), clock, config: { ...${JSON.stringify(app.deps.config)}, mailHosts: anyMailHost }, secret: process.env.SECRET, log: createLog('silent') }
      await sendMail(deps, { orgId: ${JSON.stringify(org.id)} })
      process.exit(0)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { ...process.env, DATABASE: app.databaseUrl, SECRET: app.deps.secret }, stdio: ['ignore', 'ignore', 'inherit'] })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }

  test('leaves nobody with two mails, at most one in doubt each time, and the rest goes out afterwards', async () => {
    const people = Array.from({ length: 40 }, (_, at) => `person${at}@example.org`)
    const { start, recipients, decide } = await testMailing(app, org, caller, people.join('\n'))
    await start()
    const kills = 4
    for (let times = 1; times <= kills; times++) {
      const child = sender()
      let count = 0
      // Half of the kills hit while the server has the message and has not said so yet, half after it has.
      await new Promise<void>((done) => {
        server.onMessage = () => {
          count++
          if (count === 3 + times) {
            child.kill('SIGKILL')
            if (times % 2 === 0) return new Promise<void>((wait) => setTimeout(() => (done(), wait()), 100))
            done()
          }
        }
        child.once('exit', () => done())
      })
      assert.ok(count >= 3 + times, 'it ended before it could be killed')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    server.onMessage = null
    app.clock.advance(11 * 60_000)
    await sendMail(app.deps, { orgId: org.id })
    const got = server.received.map((mail) => mail.to)
    assert.equal(new Set(got).size, got.length, 'nobody got two')
    const list = await recipients()
    const unsure = list.filter(({ state }) => state === 'unsure')
    assert.ok(unsure.length >= 1 && unsure.length <= kills, `${unsure.length} in doubt`)
    for (const { address, state } of list) assert.ok(state === 'unsure' || got.includes(address!), `${address} ${state}`)
    for (const { id, address } of unsure) await answered(decide(id, got.includes(address!) ? 'sent' : 'not-sent'))
    await sendMail(app.deps, { orgId: org.id })
    assert.deepEqual(server.received.map((mail) => mail.to).sort(), people.toSorted())
    assert.ok((await recipients()).every(({ state }) => state === 'sent'))
  })
})
