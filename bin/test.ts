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
/** Seconds the longer journeys take, roughly. */
const seconds: [string, number][] = [
  ['write-an-instrument', 50],
  ['from-link-to-zone', 40],
  ['make-a-study', 40],
  ['work-at-the-same-time', 40],
  ['answer-on-a-phone', 30],
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

/** What is begun last should be short, so that no core waits for one long journey at the end. */
function longestFirst(journeys: string[]): string[] {
  const size = new Map(journeys.map((file) => [file, seconds.find(([name]) => file.includes(name))?.[1] ?? 20]))
  return journeys.toSorted((a, b) => size.get(b)! - size.get(a)!)
}

if (chosen.length === 0) {
  for (const tally of await Promise.all([runCheck('types', ['npm', 'run', '--silent', 'types']), runCheck('lint', ['npm', 'run', '--silent', 'lint'])])) {
    add(tally)
  }
}

process.env['NODE_COMPILE_CACHE'] ??= 'node_modules/.cache/gap5'
process.env['GAP5_TEST_DATABASE_URL'] = await testCluster()
add(await runFiles(files('{methods,contract,server,web,bin,bench}/**/*.test.ts'), { concurrency: 2 }))

const journeys = files('journeys/**/*.spec.ts')
if (journeys.length > 0) {
  const chromium = findChromium()
  if (chromium === null) {
    console.log(`\n!!! ${journeys.length} journeys SKIPPED: no Chromium. Install one (apt-get install chromium) or name it in CHROMIUM.\n`)
    add({ passed: 0, failed: 0, skipped: journeys.length })
  } else {
    process.env['CHROMIUM'] = chromium
    // A journey mostly waits, for pages to be drawn and pauses to pass: three keep two cores busy.
    add(await runFiles(longestFirst(journeys), { concurrency: 3 }))
  }
}

process.exitCode = total.failed === 0 ? 0 : 1
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped === 0 ? '' : `, ${total.skipped} skipped`}`)
