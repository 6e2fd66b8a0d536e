import type { BenchAnswer, InquiryChoices, InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { inThread } from '../../thread.ts'
import type { BenchData } from './bench-data.ts'
import type { Progress } from './inquiry.ts'

export type BenchTask = { data: BenchData; key: InquiryKey; choices: InquiryChoices }

/** Answers an inquiry in a thread of its own. Rejects with the signal's reason when it is cancelled. */
export function runInThread(task: BenchTask, { progress, signal }: { progress: Progress; signal: AbortSignal }): Promise<BenchAnswer> {
  return inThread(new URL('./bench-worker.ts', import.meta.url), task, { signal, heard: progress })
}
