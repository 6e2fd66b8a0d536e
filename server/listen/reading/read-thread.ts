/** Reads one file in a thread of its own. A refusal goes back as what it is made of: classes do not travel. */
import { workerData } from 'node:worker_threads'
import { answer } from '../../thread-side.ts'
import { refusalOf } from './refusal.ts'
import { readingTasks } from './tasks.ts'
import type { ReadWork } from './read-file.ts'

const { task, bytes, known } = workerData as ReadWork
try {
  answer({ understood: readingTasks[task](bytes, known as never) })
} catch (error) {
  answer({ refusal: refusalOf(error) })
}
