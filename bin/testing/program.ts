import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readlinkSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Ended = { code: number | null; said: string }

export type Program = {
  child: ChildProcess
  /** Address it listens on; rejects when it ends before. */
  ready: Promise<string>
  /** Waits until it has said something. */
  says(words: RegExp): Promise<void>
  ended: Promise<Ended>
}

/** Starts `gap5` as a person would, without the demo, on whatever port is free. `prefix` runs it as somebody else. */
export function gap5(args: string[], env: Record<string, string>, prefix: string[] = []): Program {
  const [command = '', ...rest] = [...prefix, process.execPath, `${root}bin/gap5.js`, ...args]
  const child = spawn(command, rest, {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_GB.UTF-8', PORT: '0', GAP5_DEMO: 'off', GAP5_LOG: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let heard = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk)
      heard.resolve()
      heard = Promise.withResolvers()
    })
  }
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, said })))
  const says = async (words: RegExp): Promise<void> => {
    while (!words.test(said)) {
      const isOver = await Promise.race([heard.promise.then(() => false), ended.then(() => true)])
      if (isOver && !words.test(said)) throw new Error(`ended without saying ${words}: ${said}`)
    }
  }
  const address = /http:\/\/localhost:\d+/
  const ready = says(address).then(() => address.exec(said)?.[0] ?? '')
  ready.catch(() => {}) // a program that is meant to refuse is asked for its end only
  return { child, ready, says, ended }
}

/** Processes whose working directory is the cluster of this data folder: PostgreSQL and its children. */
export function postgresProcesses(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === `${folder}/postgres` && readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
      } catch {
        return false
      }
    })
}
