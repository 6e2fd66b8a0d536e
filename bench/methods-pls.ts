/**
 * Path modelling on the mobile phone study (250 × 24, 7 constructs, 12 paths): `node bench/methods-pls.ts [resamples]`. Prints wall-clock
 * milliseconds on one thread and on two, and R's seminr in the same run where R has it. Without the shared data the answers are simulated.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import {
  blindfolding,
  plsBootstrap,
  plsEstimate,
  plsGrouping,
  plsIntervals,
  plsPermutations,
  plsPredict,
  plsReplicates,
  plsStudy,
  randomStream,
  type Columns,
  type PlsReplicates,
  type PlsStudy,
  type ReplicateRange,
} from '../methods/index.ts'
import { mobileColumns, mobileItems, mobileModel, mobileScales } from '../methods/testing/ecsi.ts'
import { skipWithoutShared } from '../methods/testing/golden.ts'

const data = fileURLToPath(new URL('../../shared/data/ecsi_mobi_1to10.csv', import.meta.url))

if (isMainThread) await main()
else answer(workerData as Task) // what `inWorker` sends

interface Task {
  study: PlsStudy
  range: ReplicateRange
}

function answer({ study, range }: Task): void {
  const found = plsReplicates(study, range)
  parentPort!.postMessage(found, [found.values.buffer as ArrayBuffer])
}

async function main(): Promise<void> {
  const resamples = Number(process.argv[2] ?? 5000)
  const study = plsStudy(skipWithoutShared.skip ? simulated() : mobileColumns(), mobileModel, { scales: mobileScales })
  console.log(`${study.n} respondents × ${study.itemIds.length} items, ${skipWithoutShared.skip ? 'simulated' : 'the mobile phone study'}; Node ${process.version}`)
  const estimate = best('estimate with all reports', 50, () => plsEstimate(study))
  best('bootstrap 1000, percentile', 5, () => plsBootstrap(study, { resamples: 1000, seed: 1 }))
  const one = best(`bootstrap ${resamples}, percentile`, 3, () => plsBootstrap(study, { resamples, seed: 1 }))
  best(`bootstrap ${resamples}, BCa`, 3, () => plsBootstrap(study, { resamples, seed: 1, interval: 'bca' }))
  const start = performance.now()
  const half = Math.ceil(resamples / 2)
  const ranges = [{ from: 0, count: half, seed: 1 }, { from: half, count: resamples - half, seed: 1 }]
  const parts = await Promise.all(ranges.map((range) => inWorker({ study, range })))
  plsIntervals(study, parts)
  const two = report(`bootstrap ${resamples} in two worker threads, starting them included`, performance.now() - start)
  best('blindfolding, distance 7, cells', 5, () => blindfolding(study))
  best('prediction, 10 folds × 10', 3, () => plsPredict(study, { seed: 1 }))
  const grouping = plsGrouping(study, Array.from({ length: study.n }, (_, r) => (r % 2 === 0 ? 'a' : 'b')), ['a', 'b'])
  best('two groups, 1000 permutations', 3, () => plsPermutations(grouping, { from: 0, count: 1000, seed: 1 }))
  besideR(resamples, { estimate, 'bootstrap on one thread': one, 'bootstrap on two': two })
}

function best(what: string, times: number, run: () => unknown): number {
  const all = Array.from({ length: times }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return report(what, Math.min(...all))
}

function report(what: string, milliseconds: number): number {
  console.log(`${milliseconds.toFixed(2).padStart(10)} ms  ${what}`)
  return milliseconds
}

function inWorker(task: Task): Promise<PlsReplicates> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Answers from 1 to 10 that hang together, for a machine without the shared data. */
function simulated(): Columns {
  const random = randomStream(1)
  const common = Array.from({ length: 250 }, random.normal)
  const grade = (x: number) => Math.min(10, Math.max(1, Math.round(7 + 1.3 * (x + random.normal()))))
  return Object.fromEntries(Object.values(mobileItems).flat().map((item) => [item, common.map(grade)]))
}

function besideR(resamples: number, ours: Record<string, number>): void {
  const available = existsSync(data) && spawnSync('Rscript', ['-e', 'library(seminr)'], { stdio: 'ignore' }).status === 0
  if (!available) return console.log('R with seminr is not on this machine: nothing to compare with')
  const { stdout } = spawnSync('Rscript', ['-e', seminr(resamples)], { encoding: 'utf8' })
  const seconds = (stdout.match(/times [\d. e-]+/)?.[0] ?? '').split(' ').slice(1).map(Number)
  for (const [i, [what, mine]] of Object.entries(ours).entries()) {
    const theirs = 1000 * (seconds[i] ?? Number.NaN)
    report(`seminr, ${what}: ${(theirs / mine).toFixed(0)} times as long`, theirs)
  }
}

function seminr(resamples: number): string {
  return `suppressMessages(library(seminr)); d <- read.csv("${data}")
mm <- constructs(composite("Image", multi_items("IMAG", 1:5)), composite("Expectation", multi_items("CUEX", 1:3)), composite("Quality", multi_items("PERQ", 1:7)),
  composite("Value", multi_items("PERV", 1:2)), composite("Satisfaction", multi_items("CUSA", 1:3)), composite("Complaints", single_item("CUSCO")), composite("Loyalty", multi_items("CUSL", 1:3)))
sm <- relationships(paths(from = "Image", to = c("Expectation", "Satisfaction", "Loyalty")), paths(from = "Expectation", to = c("Quality", "Value", "Satisfaction")),
  paths(from = "Quality", to = c("Value", "Satisfaction")), paths(from = "Value", to = "Satisfaction"), paths(from = "Satisfaction", to = c("Complaints", "Loyalty")), paths(from = "Complaints", to = "Loyalty"))
m <- suppressMessages(estimate_pls(d, mm, sm))
a <- system.time(for (i in 1:20) suppressMessages(estimate_pls(d, mm, sm)))[["elapsed"]] / 20
b <- system.time(suppressMessages(bootstrap_model(m, nboot = ${resamples}, cores = 1, seed = 1)))[["elapsed"]]
c <- system.time(suppressMessages(bootstrap_model(m, nboot = ${resamples}, cores = 2, seed = 1)))[["elapsed"]]
cat("times", a, b, c)`
}
