import { Worker } from 'node:worker_threads'
import type { ReportContent } from './content.ts'

/** Made in a thread of its own: setting pages takes a second of one core, and nobody else shall wait for it. Ends with `signal`. */
export function renderReport(content: ReportContent, signal?: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: content })
    const stop = () => {
      void worker.terminate()
      reject(new DOMException('Nobody waits for the report any more', 'AbortError'))
    }
    signal?.addEventListener('abort', stop, { once: true })
    worker.once('message', (pdf: Uint8Array) => resolve(pdf))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', stop)
      if (code !== 0) reject(new Error(`The report's thread ended with ${code}`))
    })
  })
}
