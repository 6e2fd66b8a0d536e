/** Runs in a thread of its own: draws the resamples of a path model in small ranges and sends each as it is done. */
import { parentPort, workerData } from 'node:worker_threads'
import { plsReplicates, type PlsStudy } from '@gap5/methods'

export type BootstrapWork = { study: PlsStudy; total: number; seed: number; step: number }

const { study, total, seed, step } = workerData as BootstrapWork // what the other side of this file hands over
for (let from = 0; from < total; from += step) {
  // A message to a thread has no origin.
  parentPort?.postMessage(plsReplicates(study, { from, count: Math.min(step, total - from), seed })) // oxlint-disable-line unicorn/require-post-message-target-origin
}
