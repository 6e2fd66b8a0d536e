import { inThread } from '../../thread.ts'
import type { ReportContent } from './content.ts'

/** Made in a thread of its own: setting pages takes a second of one core, and nobody else shall wait for it. Ends with `signal`. */
export function renderReport(content: ReportContent, signal?: AbortSignal): Promise<Uint8Array> {
  return inThread(new URL('./render-worker.ts', import.meta.url), content, { signal })
}
