/** Answers one inquiry in a thread of its own, so that a long one holds nobody up and can be ended at any moment. */
import { workerData } from 'node:worker_threads'
import { answer, say } from '../../thread-side.ts'
import type { BenchTask } from './bench-run.ts'
import { answerInquiry, scoresOf } from './inquiries.ts'

const { data, key, choices, want } = workerData as BenchTask
answer(want === 'scores' ? scoresOf(data, key, choices) : answerInquiry(data, key, choices, say))
