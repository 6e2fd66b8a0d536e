import { parentPort, workerData } from 'node:worker_threads'
import type { ReportContent } from './content.ts'
import { reportPdf } from './document.ts'

const pdf = new Uint8Array(await reportPdf(workerData as ReportContent))
parentPort?.postMessage(pdf, [pdf.buffer])
