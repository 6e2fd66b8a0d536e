import { workerData } from 'node:worker_threads'
import { answer } from '../../thread-side.ts'
import type { ReportContent } from './content.ts'
import { reportPdf } from './document.ts'

const pdf = new Uint8Array(await reportPdf(workerData as ReportContent))
answer(pdf, [pdf.buffer])
