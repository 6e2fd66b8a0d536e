import { Worker } from 'node:worker_threads'
import type { BenchAnswer, InquiryChoices, InquiryKey } from '@gap5/contract/measure/workbench.ts'
import type { BenchData } from './bench-data.ts'
import type { Progress } from './inquiry.ts'

export type BenchTask = { data: BenchData; key: InquiryKey; choices: InquiryChoices }

export type BenchMessage = { kind: 'progress'; share: number } | { kind: 'answer'; answer: BenchAnswer }

/** Answers an inquiry in a thread of its own. Rejects with the signal's reason when it is cancelled. */
export function runInThread(task: BenchTask, { progress, signal }: { progress: Progress; signal: AbortSignal }): Promise<BenchAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./bench-worker.ts', import.meta.url), { workerData: task })
    const cancel = () => {
      reject(signal.reason as Error)
      void worker.terminate()
    }
    signal.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: BenchMessage) => {
      if (message.kind === 'progress') progress(message.share)
      else resolve(message.answer)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal.removeEventListener('abort', cancel)
      reject(new Error('The thread ended without an answer')) // does nothing after an answer
    })
  })
}
