/** Answers one inquiry in a thread of its own, so that a long one holds nobody up and can be ended at any moment. */
import { parentPort, workerData } from 'node:worker_threads'
import type { BenchMessage, BenchTask } from './bench-run.ts'
import { answerInquiry } from './inquiries.ts'

const { data, key, choices } = workerData as BenchTask
const tell = (message: BenchMessage) => parentPort?.postMessage(message, [])
tell({ kind: 'answer', answer: answerInquiry(data, key, choices, (share) => tell({ kind: 'progress', share })) })
