import { spawn } from 'node:child_process'
import { relative } from 'node:path'
import { run } from 'node:test'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

export type Tally = { passed: number; failed: number; skipped: number }

/** A file that says nothing for so long turns in circles; its own clock cannot interrupt it. */
const silenceMilliseconds = 5 * 60_000

/** A command that says nothing when all is well; counts as one test. */
export function runCheck(name: string, [program = '', ...args]: string[]): Promise<Tally> {
  return new Promise((done) => {
    const started = performance.now()
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.on('error', (error) => (said += error.message))
    child.on('close', (code) => {
      const isPassed = code === 0
      report(isPassed, name, 1, performance.now() - started)
      if (!isPassed) console.log(said)
      done({ passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 })
    })
  })
}

/** Runs test files, each in a process of its own, and prints a line for each, with what failed above it. */
export async function runFiles(files: string[], { concurrency }: { concurrency: number }): Promise<Tally> {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 }
  if (files.length === 0) return total
  const unheard = new Set(files)
  const silence = new AbortController()
  const watch = setTimeout(() => silence.abort(), silenceMilliseconds)
  const events = run({ files, concurrency, signal: silence.signal })
  for await (const event of events as AsyncIterable<TestEvent>) {
    watch.refresh()
    if (event.type === 'test:stderr') process.stdout.write(event.data.message)
    if (event.type === 'test:fail') reportFailure(event.data)
    if (event.type === 'test:summary' && event.data.file !== undefined) {
      const file = relative('.', event.data.file)
      unheard.delete(file)
      add(total, event.data)
      report(event.data.success, file, event.data.counts.tests, event.data.duration_ms)
    }
  }
  clearTimeout(watch)
  for (const file of unheard) console.log(`✖ ${file} gave no result${silence.signal.aborted ? ' in time' : ''}`)
  return { ...total, failed: total.failed + unheard.size }
}

type Summary = Extract<TestEvent, { type: 'test:summary' }>['data']
type Failure = Extract<TestEvent, { type: 'test:fail' }>['data']

function add(total: Tally, { success, counts }: Summary): void {
  const skipped = counts.skipped + counts.todo
  total.passed += counts.passed
  total.skipped += skipped
  total.failed += Math.max(counts.tests - counts.passed - skipped, success ? 0 : 1)
}

function reportFailure({ name, file, line, details }: Failure): void {
  console.log(`\n✖ ${name}\n  ${file === undefined ? '' : relative('.', file)}:${line ?? ''}`)
  console.log(indent(inspect(details.error.cause ?? details.error, { colors: false })))
}

function report(isPassed: boolean, name: string, tests: number, milliseconds: number): void {
  console.log(`${isPassed ? '✔' : '✖'} ${name} (${tests}, ${(milliseconds / 1000).toFixed(1)} s)`)
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
