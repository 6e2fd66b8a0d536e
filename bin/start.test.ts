import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { testDatabase } from '@gap5/server/testing/database.ts'
import { gap5, postgresProcesses, type Ended, type Program } from './testing/program.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65534

const folders: string[] = []
after(() => folders.forEach(remove))

/** A folder of one's own for data. Closed to others, as `mkdtemp` makes it, root's PostgreSQL needs a user namespace. */
function folder({ open = true } = {}): string {
  const made = mkdtempSync(join(tmpdir(), 'gap5-start-'))
  if (open) chmodSync(made, 0o755)
  folders.push(made)
  return made
}

function remove(made: string): void {
  const socketFolder = join(made, 'socket-folder') // what a kill -9 leaves, the next start would tidy up
  if (existsSync(socketFolder)) rmSync(readFileSync(socketFolder, 'utf8'), { recursive: true, force: true })
  rmSync(made, { recursive: true, force: true })
}

/** A folder as a system that was stopped left it; made once, then copied. */
async function usedFolder(): Promise<string> {
  template ??= makeUsed()
  const data = folder()
  spawnSync('cp', ['-a', `${await template}/.`, data])
  return data
}

let template: Promise<string> | undefined

async function makeUsed(): Promise<string> {
  const data = folder()
  await startAndStop(data)
  return data
}

async function noPostgresLeft(data: string): Promise<void> {
  for (let waited = 0; waited < 10_000 && postgresProcesses(data).length > 0; waited += 50) await setTimeout(50)
  assert.deepEqual(postgresProcesses(data), [])
}

async function assertHealthy(program: Program): Promise<void> {
  const over = program.ended.then(({ code, said }) => assert.fail(`it ended (${code}): ${said}`))
  const { status } = await Promise.race([fetch(`${await program.ready}/healthz`, { headers: { Connection: 'close' } }), over])
  assert.equal(status, 200)
}

function assertSentence({ code, said }: Ended, expected: RegExp): void {
  assert.match(said, expected)
  assert.doesNotMatch(said, /^\s+at .+:\d+/m, 'no stack trace')
  assert.equal(said.trim().split('\n').length, 1, said)
  assert.equal(code, 1)
}

describe('starting and stopping', () => {
  for (const [how, open] of isRoot ? [['a folder anybody may enter', true], ['a closed folder', false]] as const : [['its own folder', true]] as const) {
    test(`in ${how}: listens, stops when asked, leaves nothing running after kill -9, and starts again`, async () => {
      const data = folder({ open })
      const first = gap5(['start'], { GAP5_DATA: data })
      await assertHealthy(first)
      assert.ok(postgresProcesses(data).length > 0)
      first.child.kill('SIGTERM')
      assert.equal((await first.ended).code, 0)
      assert.deepEqual(postgresProcesses(data), [])

      const second = gap5(['start'], { GAP5_DATA: data })
      await second.ready
      second.child.kill('SIGKILL')
      await second.ended
      const third = gap5(['start'], { GAP5_DATA: data }) // at once, while PostgreSQL may still be stopping
      await assertHealthy(third)
      third.child.kill('SIGKILL')
      await third.ended
      await noPostgresLeft(data)
    })
  }

  test('as an ordinary user', { skip: isRoot ? false : 'tests run as an ordinary user already' }, async () => {
    const data = folder()
    chownSync(data, nobody, nobody)
    const program = gap5(['start'], { GAP5_DATA: data }, ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'])
    await assertHealthy(program)
    assert.equal(statSync(join(data, 'postgres')).uid, nobody)
    program.child.kill('SIGKILL')
    await program.ended
    await noPostgresLeft(data)
  })

  test('after files of dead processes stayed behind, even with a number that lives again', async () => {
    const data = await usedFolder()
    writeFileSync(join(data, 'gap5.pid'), `${process.pid} 12345\n`)
    writeFileSync(join(data, 'postgres', 'postmaster.pid'), `${process.pid}\n${data}/postgres\n1\n5432\n/nowhere\n\n0 0\nready\n`)
    await startAndStop(data)
  })
})

describe('while it runs', () => {
  test('it ends with a sentence when its database is killed', async () => {
    const data = await usedFolder()
    const program = gap5(['start'], { GAP5_DATA: data })
    await program.ready
    process.kill(Number.parseInt(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL')
    const { code, said } = await program.ended
    assert.equal(code, 1)
    assert.match(said, /The database or the worker ended unexpectedly/)
  })

  test('it stops in order, and says so, after a mistake that nothing caught', async () => {
    const data = await usedFolder()
    const mistake = `process.on('SIGUSR2', () => void Promise.reject(new Error('a mistake of ours')))`
    const program = gap5(['start'], { GAP5_DATA: data, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(mistake)}` })
    await assertHealthy(program)
    program.child.kill('SIGUSR2')
    const { code, said } = await program.ended
    assert.equal(code, 1)
    assert.match(said, /"message":"a mistake of ours".*"msg":"nothing caught this"/)
    assert.match(said, /not foreseen; stopping/)
    await noPostgresLeft(data)
    await startAndStop(data)
  })

  test('workers of their own share a database with servers, and stop when asked', async () => {
    const { url, drop } = await testDatabase()
    after(drop)
    const worker = gap5(['worker'], { DATABASE_URL: url, GAP5_DATA: folder() })
    await worker.says(/The worker runs/)
    worker.child.kill('SIGTERM')
    assert.equal((await worker.ended).code, 0)
  })

  test('a worker without DATABASE_URL is refused', async () => {
    assertSentence(await gap5(['worker'], { GAP5_DATA: folder() }).ended, /needs DATABASE_URL/)
  })
})

describe('refusing to start, in one sentence', () => {
  test('a second time on the same folder, while the first goes on', async () => {
    const data = await usedFolder()
    const first = gap5(['start'], { GAP5_DATA: data })
    await assertHealthy(first)
    assertSentence(await gap5(['start'], { GAP5_DATA: data }).ended, new RegExp(`already runs on .* \\(process ${first.child.pid}\\)`))
    await assertHealthy(first)
    first.child.kill('SIGTERM')
    await first.ended
  })

  test('on a port that is taken', async () => {
    const data = await usedFolder()
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '0.0.0.0', done))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    assertSentence(await gap5(['start'], { GAP5_DATA: data, PORT: String(port) }).ended, new RegExp(`Port ${port} is taken`))
    assert.deepEqual(postgresProcesses(data), [])
    other.close()
  })

  test('with a port that is none, in Chinese where the terminal is', async () => {
    assertSentence(await gap5(['start'], { PORT: 'http', LANG: 'zh_CN.UTF-8' }).ended, /PORT 应为0 至 65535 之间的端口号。/)
  })

  test('with a DATABASE_URL where nobody answers', async () => {
    const env = { GAP5_DATA: folder(), DATABASE_URL: 'postgresql://someone:hidden@127.0.0.1:1/db' }
    const ended = await gap5(['start'], env).ended
    assertSentence(ended, /DATABASE_URL \(127\.0\.0\.1:1\/db\) cannot be used: nobody answers there/)
    assert.doesNotMatch(ended.said, /hidden/)
  })

  test('on data of a newer PostgreSQL', async () => {
    const data = folder()
    mkdirSync(join(data, 'postgres'))
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '19\n')
    assertSentence(await gap5(['start'], { GAP5_DATA: data }).ended, /written by PostgreSQL 19.*update the program/)
  })

  test('on a folder that cannot be written', { skip: isRoot ? false : 'needs root to hand a folder to somebody else' }, async () => {
    const data = folder()
    const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']
    assertSentence(await gap5(['start'], { GAP5_DATA: data }, asNobody).ended, /cannot be written/)
  })

  test('on a full disk, new or used', { skip: mountsWork() ? false : 'needs root and the right to mount' }, async () => {
    const data = folder()
    mount(data, '24m')
    try {
      assertSentence(await gap5(['start'], { GAP5_DATA: data }).ended, /disk .* is full/)
      spawnSync('mount', ['-o', 'remount,size=300m', data])
      await startAndStop(data)
      spawnSync('dd', ['if=/dev/zero', `of=${join(data, 'filler')}`, 'bs=64k'])
      assertSentence(await gap5(['start'], { GAP5_DATA: data }).ended, /disk .* is full/)
      assert.deepEqual(postgresProcesses(data), [])
      rmSync(join(data, 'filler'))
      await startAndStop(data)
    } finally {
      spawnSync('umount', ['-l', data])
    }
  })
})

async function startAndStop(data: string): Promise<void> {
  const program = gap5(['start'], { GAP5_DATA: data })
  await program.ready
  program.child.kill('SIGTERM')
  assert.equal((await program.ended).code, 0)
}

test('a command that is none is told so, with exit code 2', async () => {
  const { code, said } = await gap5(['strat'], {}).ended
  assert.equal(code, 2)
  assert.match(said, /no command “strat”/)
})

function mountsWork(): boolean {
  if (!isRoot || !existsSync('/bin/mount')) return false
  const probe = mkdtempSync(join(tmpdir(), 'gap5-mount-'))
  const isMounted = mount(probe, '1m')
  if (isMounted) spawnSync('umount', ['-l', probe])
  rmSync(probe, { recursive: true, force: true })
  return isMounted
}

function mount(where: string, size: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', where], { stdio: 'ignore' }).status === 0
}
