/**
 * Everything CI runs: types, lint, tests on one shared throw-away database, user journeys in a real browser.
 * Words after the command choose test files whose path holds one of them: `npm test -- server/listen`.
 */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { testCluster } from '@gap5/server/testing/cluster.ts'
import { findChromium } from './testing/chromium.ts'
import { runCheck, runFiles, type Tally } from './testing/run.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const chosen = process.argv.slice(2)
/** Seconds a file takes, roughly; what is not named takes less. */
const weights: [string, number][] = [
  ['bin/', 20],
  ['server/measure/cells', 20],
  ['server/measure/export', 20],
  ['server/measure/workbench/r-script', 20],
  ['server/access', 15],
  ['methods/measure/factors/efa', 12],
  ['server/', 5],
  ['journeys/write-an-instrument', 50],
  ['journeys/from-link-to-zone', 40],
  ['journeys/make-a-study', 40],
  ['journeys/work-at-the-same-time', 40],
  ['journeys/answer-on-a-phone', 30],
  ['journeys/', 20],
]
const total: Tally = { passed: 0, failed: 0, skipped: 0 }

function add({ passed, failed, skipped }: Tally): void {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

function files(pattern: string): string[] {
  const found = globSync(pattern, { exclude: (name) => /node_modules|^dist$/.test(String(name)) }).sort()
  return chosen.length === 0 ? found : found.filter((file) => chosen.some((word) => file.includes(word)))
}

/** What is begun last should be short, so that no core waits for one long file at the end. */
function longestFirst(files: string[]): string[] {
  const size = new Map(files.map((file) => [file, weights.find(([begin]) => file.startsWith(begin))?.[1] ?? 1]))
  return files.toSorted((a, b) => size.get(b)! - size.get(a)!)
}

const journeys = files('journeys/**/*.spec.ts')
const chromium = journeys.length === 0 ? null : findChromium()
if (chromium !== null) process.env['CHROMIUM'] = chromium
process.env['NODE_COMPILE_CACHE'] ??= 'node_modules/.cache/gap5'
process.env['GAP5_TEST_DATABASE_URL'] = await testCluster()

async function checks(): Promise<void> {
  if (chosen.length > 0) return
  add(await runCheck('lint', ['npm', 'run', '--silent', 'lint']))
  add(await runCheck('types', ['npm', 'run', '--silent', 'types']))
}

// A journey mostly waits, for pages to be drawn and pauses to pass: some of them at once beside the tests keep two cores busy.
await Promise.all([
  checks(),
  runFiles(longestFirst(files('{methods,contract,server,web,bin,bench}/**/*.test.ts')), { concurrency: 2 }).then(add),
  chromium === null ? undefined : runFiles(longestFirst(journeys), { concurrency: 3 }).then(add),
])

if (journeys.length > 0 && chromium === null) {
  console.log(`\n!!! ${journeys.length} journeys SKIPPED: no Chromium. Install one (apt-get install chromium) or name it in CHROMIUM.\n`)
  add({ passed: 0, failed: 0, skipped: journeys.length })
}

process.exitCode = total.failed === 0 ? 0 : 1
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`)
