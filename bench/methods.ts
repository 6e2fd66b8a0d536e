/**
 * The statistics package beside R, in one run: `node bench/methods.ts [resamples]`, 5,000 where nothing is said. Both work on the same
 * simulated answers. Prints milliseconds (ours: the best of several) and how many times as long R takes; without R, ours alone.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { alpha, htmt, plsBootstrap, plsEstimate, plsIntervals, plsReplicates, plsStudy, semEstimate, semStudy, shapleyDrivers, welchT, type PlsReplicates, type PlsStudy, type ReplicateRange } from '../methods/index.ts'
import { mobileModel, mobileScales } from '../methods/testing/ecsi.ts'
import { driverAnswers, driverNames, factorAnswers, factorItems, indexAnswers, manyAnswers, type Answers } from './methods/data.ts'

type Task = { study: PlsStudy; range: ReplicateRange }
type Measured = { name: string; title: string; milliseconds: number }

if (isMainThread) await main()
else answer(workerData as Task) // what `inWorker` sends

function answer({ study, range }: Task): void {
  const found = plsReplicates(study, range)
  parentPort!.postMessage(found, [found.values.buffer as ArrayBuffer])
}

async function main(): Promise<void> {
  const resamples = Number(process.argv[2] ?? 5000)
  const data = { index: indexAnswers(), factors: factorAnswers(), drivers: driverAnswers(), many: manyAnswers() }
  const ours = await measureOurs(data, resamples)
  const theirs = measureR(data, resamples)
  console.log(`Node ${process.version}, ${resamples} resamples`)
  if (theirs.length === 0) console.log('Rscript is not on this machine: nothing to compare with')
  for (const { name, title, milliseconds } of ours) {
    console.log(`${milliseconds.toFixed(2).padStart(10)} ms  ${title}`)
    for (const peer of theirs.filter((one) => one.name === name)) {
      console.log(`${(1000 * peer.seconds).toFixed(1).padStart(10)} ms    ${peer.by}: ${(1000 * peer.seconds / milliseconds).toFixed(1)} times as long`)
    }
  }
}

type Data = Record<'index' | 'factors' | 'drivers' | 'many', Answers>

async function measureOurs({ index, factors, drivers, many }: Data, resamples: number): Promise<Measured[]> {
  const study = plsStudy(index, mobileModel, { scales: mobileScales })
  const model = { factors: Object.entries(factorItems).map(([id, items]) => ({ id, items })) }
  const predictors = driverNames.map((id) => ({ id, values: drivers[id]! }))
  const blocks = Object.entries(factorItems).map(([id, items]) => ({ id, items: items.map((item) => factors[item]!) }))
  const items = ['q1', 'q2', 'q3', 'q4', 'q5'].map((id) => ({ id, answers: many[id]! }))
  const group = (code: number) => many['q1']!.filter((_, i) => many['group']![i] === code)
  const [first, second] = [group(0), group(1)]
  return [
    best('index estimate', 'satisfaction index (24 items, 7 constructs), estimate with all reports', 30, () => plsEstimate(study)),
    best('index bootstrap one', 'the same, bootstrap on one thread', 3, () => plsBootstrap(study, { resamples, seed: 1 })),
    await onTwoThreads(study, resamples),
    best('factor model', '20 items, 6 factors, maximum likelihood with standard errors and fit', 5, () => semEstimate(semStudy(factors, model))),
    best('drivers', 'Shapley/LMG of 9 drivers, 1,000 resamples', 3, () => shapleyDrivers(drivers['y']!, predictors, { bootstrap: { resamples: 1000, seed: 1 } })),
    best('htmt bootstrap', 'HTMT of 6 blocks, 1,000 resamples', 3, () => htmt(blocks, { bootstrap: { resamples: 1000, seed: 1 } })),
    best('alpha of a million', 'alpha of 5 items with all reports, 1,000,000 rows', 3, () => alpha(items)),
    best('Welch of a million', 'Welch’s t of two halves of 1,000,000 rows', 5, () => welchT(first, second)),
  ]
}

function best(name: string, title: string, times: number, run: () => unknown): Measured {
  const all = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return { name, title, milliseconds: Math.min(...all) }
}

async function onTwoThreads(study: PlsStudy, resamples: number): Promise<Measured> {
  const half = Math.ceil(resamples / 2)
  const start = performance.now()
  const ranges = [{ from: 0, count: half, seed: 1 }, { from: half, count: resamples - half, seed: 1 }]
  plsIntervals(study, await Promise.all(ranges.map((range) => inWorker({ study, range }))))
  return { name: 'index bootstrap two', title: 'the same in two worker threads, starting them included', milliseconds: performance.now() - start }
}

function inWorker(task: Task): Promise<PlsReplicates> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Seconds of R by name; empty where there is no R. */
function measureR(data: Data, resamples: number): { name: string; by: string; seconds: number }[] {
  const folder = mkdtempSync(join(tmpdir(), 'gap5-methods-'))
  try {
    for (const [name, answers] of Object.entries(data)) {
      writeFileSync(join(folder, `${name}.txt`), `${Object.keys(answers).join('\n')}\n`)
      writeFileSync(join(folder, `${name}.bin`), Buffer.concat(Object.values(answers).map(({ buffer }) => Buffer.from(buffer))))
    }
    const { stdout, stderr, status } = spawnSync('Rscript', [fileURLToPath(new URL('./methods/peers.R', import.meta.url)), folder, String(resamples)], { encoding: 'utf8' })
    if (status !== null && status !== 0) console.error(stderr)
    return (stdout ?? '').split('\n').flatMap((line) => {
      const [name, by, seconds] = line.split('\t')
      return name && by && seconds ? [{ name: name.replace(', formula', ''), by, seconds: Number(seconds) }] : []
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
