import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { Refusal } from '../refusal.ts'
import { chooseAccount, commandPrefix, type Account } from './account.ts'
import { binaries } from './binaries.ts'
import { ensureCluster, owner } from './cluster.ts'
import { diskIsFull, fullDisk } from './disk.ts'
import { awaitPredecessor } from './lock.ts'

export type Postgres = {
  /** Connection address of one of its databases; `gap5` unless told. */
  url(database?: string): string
  pid: number
  /** Settles with the exit code when PostgreSQL ends, asked or not. */
  ended: Promise<number | null>
  stop(): Promise<void>
  /** Lets Node end although it runs; for clusters that are thrown away by `abandon`. */
  unref(): void
  /** Kills it at once and forgets its socket; for the last moment of a process that tests. */
  abandon(): void
}

export type LaunchOptions = {
  /** Folder that holds everything: `postgres/` inside belongs to PostgreSQL. */
  folder: string
  settings?: Readonly<Record<string, string>>
  /** Flush to disk on creation; only throw-away clusters of tests go without. */
  sync?: boolean
  /** Hears what PostgreSQL says, line by line. */
  onLine?: (line: string) => void
}

/** Starts the embedded PostgreSQL on a folder, creating the cluster where there is none. */
export async function launchPostgres({ folder, settings = {}, sync = true, onLine }: LaunchOptions): Promise<Postgres> {
  const home = resolve(folder)
  const programs = binaries()
  mkdirSync(home, { recursive: true })
  const account = chooseAccount([home, programs.postgres])
  const password = keptPassword(home)
  const dataFolder = join(home, 'postgres')
  await awaitPredecessor(dataFolder)
  const isNew = ensureCluster(dataFolder, password, account, programs, sync)
  const socketFolder = makeSocketFolder(home, account)

  const child = start(programs.postgres, dataFolder, socketFolder, account, settings)
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const url = (database = owner) =>
    `postgresql://${owner}:${password}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`
  const postgres: Postgres = {
    url,
    pid: child.pid!,
    ended,
    stop: () => stop(child, ended, socketFolder),
    unref: () => unref(child),
    abandon: () => abandon(child, socketFolder),
  }
  await becomesReady(child, dataFolder, onLine)
  if (isNew) await createDatabase(postgres)
  return postgres
}

/** The password lies beside the cluster, readable by the owner of the folder alone. */
function keptPassword(home: string): string {
  const file = join(home, 'postgres-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

/** A Unix socket's path holds 107 bytes at most, so it lives in a short temporary folder; its name is kept for tidying up. */
function makeSocketFolder(home: string, account: Account): string {
  const note = join(home, 'socket-folder')
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8'), { recursive: true, force: true })
  const folder = mkdtempSync(join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'gap5-'))
  chmodSync(folder, 0o700)
  chownSync(folder, account.uid, account.gid)
  writeFileSync(note, folder)
  return folder
}

function start(
  program: string,
  dataFolder: string,
  socketFolder: string,
  account: Account,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    log_min_messages: 'log', // LOG, FATAL and PANIC: errors of single statements are answered to whoever caused them
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...settings,
  }
  const parameters = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A kill -9 of Node reaches nobody else: the kernel tells PostgreSQL to stop when its parent is gone.
  const guard = ['setpriv', '--pdeathsig', 'INT', '--']
  const [command = '', ...rest] = [...commandPrefix(account), ...guard, program, '-D', dataFolder, ...parameters]
  return spawn(command, rest, {
    uid: account.uid,
    gid: account.gid,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    detached: true, // Ctrl-C at the terminal is ours to hear: PostgreSQL stops last
  })
}

function becomesReady(child: ChildProcess, dataFolder: string, onLine?: (line: string) => void): Promise<void> {
  return new Promise((ready, failed) => {
    const said: string[] = []
    const fail = (code: number | null) => failed(whyItDidNotStart(said, code, dataFolder))
    child.once('error', failed)
    child.once('close', fail)
    createInterface({ input: child.stderr! }).on('line', (line) => {
      if (said.push(line) > 50) said.shift()
      onLine?.(line)
      if (!line.includes('database system is ready to accept connections')) return
      child.off('close', fail)
      ready()
    })
  })
}

function whyItDidNotStart(said: string[], code: number | null, dataFolder: string): Refusal {
  if (said.some(diskIsFull)) return fullDisk(dataFolder)
  const reason = said.find((line) => line.includes('FATAL:'))?.replace(/^.*FATAL:\s*/, '') ?? said.at(-1) ?? `exit ${code}`
  return new Refusal({
    en: `The database in ${dataFolder} did not start: ${reason}`,
    zh: `${dataFolder} 中的数据库未能启动：${reason}`,
  })
}

async function createDatabase(postgres: Postgres): Promise<void> {
  const client = new Client(postgres.url('postgres'))
  await client.connect()
  try {
    await client.query(`create database ${owner}`)
  } finally {
    await client.end()
  }
}

async function stop(child: ChildProcess, ended: Promise<unknown>, socketFolder: string): Promise<void> {
  child.kill('SIGINT')
  await ended
  rmSync(socketFolder, { recursive: true, force: true })
}

function unref(child: ChildProcess): void {
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
}

function abandon(child: ChildProcess, socketFolder: string): void {
  child.kill('SIGKILL')
  rmSync(socketFolder, { recursive: true, force: true })
}
