/** Long work in a thread of its own, so that it holds nobody up and can be ended at any moment. `thread-side.ts` is what stands in the thread. */
import { Worker } from 'node:worker_threads'
import type { FromThread } from './thread-side.ts'

export type ThreadOptions<Said> = {
  /** Ends it; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How long it may work without a word. */
  seconds?: number
  /** How much memory it may take for what it makes of its data. */
  megabytes?: number
  /** Hears what it says meanwhile. What it asked for gets the outcome as its reply. */
  heard?: (message: Said) => unknown
}

/** It took longer or more memory than it may. */
export class ThreadStopped extends Error {
  readonly because: 'time' | 'memory'

  constructor(because: 'time' | 'memory') {
    super(`The thread was stopped: ${because}`)
    this.because = because
  }
}

/** The answer of a script that works on `data`. */
export function inThread<Answer, Said = never>(script: URL, data: unknown, { signal, seconds, megabytes, heard }: ThreadOptions<Said> = {}): Promise<Answer> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error)
  const worker = new Worker(script, { workerData: data, execArgv: [], ...(megabytes !== undefined && { resourceLimits: { maxOldGenerationSizeMb: megabytes } }) })
  let silence: NodeJS.Timeout | undefined
  let cancel = () => {}
  const answered = new Promise<Answer>((resolve, reject) => {
    const listen = () => {
      if (seconds !== undefined) silence = setTimeout(() => reject(new ThreadStopped('time')), seconds * 1000)
    }
    cancel = () => reject(signal?.reason as Error)
    signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: FromThread) => {
      clearTimeout(silence)
      if (message.kind === 'answer') return resolve(message.answer as Answer)
      reply(message).then(listen, reject)
    })
    const reply = async ({ kind, said }: Extract<FromThread, { said: unknown }>) => {
      const outcome = await heard?.(said as Said)
      if (kind === 'asked') worker.postMessage(outcome, [])
    }
    worker.on('error', (error) => reject((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadStopped('memory') : error))
    worker.on('exit', () => reject(new Error('The thread ended without an answer'))) // does nothing after an answer
    listen()
  })
  return answered.finally(() => {
    clearTimeout(silence)
    signal?.removeEventListener('abort', cancel)
    void worker.terminate()
  })
}
