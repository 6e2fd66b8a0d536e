import { spawn } from 'node:child_process'
import { relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'

export type Tally = { passed: number; failed: number; skipped: number }

const limitMilliseconds = 5 * 60_000

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
export function runFiles(files: string[], { concurrency }: { concurrency: number }): Promise<Tally> {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 }
  if (files.length === 0) return Promise.resolve(total)
  return new Promise((done, failed) => {
    run({ files, concurrency, timeout: limitMilliseconds })
      .on('test:fail', ({ name, file, line, details }) => {
        console.log(`\n✖ ${name}\n  ${file === undefined ? '' : relative('.', file)}:${line ?? ''}`)
        console.log(indent(inspect(details.error.cause ?? details.error, { colors: false })))
      })
      .on('test:stderr', ({ message }) => process.stdout.write(message))
      .on('test:summary', ({ file, success, counts, duration_ms }) => {
        if (file === undefined) {
          total.passed = counts.passed
          total.skipped = counts.skipped + counts.todo
          total.failed = Math.max(counts.tests - total.passed - total.skipped, success ? 0 : 1)
        } else report(success, relative('.', file), counts.tests, duration_ms)
      })
      .on('error', failed)
      .on('end', () => done(total))
      .resume()
  })
}

function report(isPassed: boolean, name: string, tests: number, milliseconds: number): void {
  console.log(`${isPassed ? '✔' : '✖'} ${name} (${tests}, ${(milliseconds / 1000).toFixed(1)} s)`)
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
