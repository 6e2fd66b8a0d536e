import type { BenchAnswer, InquiryChoices, InquiryKey } from '@gap5/contract/measure/workbench.ts'
import { inThread } from '../../thread.ts'
import type { BenchData } from './bench-data.ts'
import type { Progress, ScoreColumn } from './inquiry.ts'

export type BenchTask = { data: BenchData; key: InquiryKey; choices: InquiryChoices; want: 'answer' | 'scores' }

type Asked = Omit<BenchTask, 'want'>

const worker = new URL('./bench-worker.ts', import.meta.url)

/** Answers an inquiry in a thread of its own. Rejects with the signal's reason when it is cancelled. */
export function runInThread(asked: Asked, { progress, signal }: { progress: Progress; signal: AbortSignal }): Promise<BenchAnswer> {
  return inThread(worker, { ...asked, want: 'answer' } satisfies BenchTask, { signal, heard: progress })
}

/** Scores of the respondents, in a thread of its own; null where the choices give none. */
export function scoresInThread(asked: Asked, signal: AbortSignal): Promise<readonly ScoreColumn[] | null> {
  return inThread(worker, { ...asked, want: 'scores' } satisfies BenchTask, { signal, heard: () => {} })
}
