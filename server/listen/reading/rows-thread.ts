/** Reads the rows of an import in a thread of its own, and hands them over a thousand at a time. */
import { workerData } from 'node:worker_threads'
import { answer, ask } from '../../thread-side.ts'
import { applyRecipe, type AppliedRow } from '../import/apply.ts'
import { readTable } from '../import/table.ts'
import { refusalOf } from './refusal.ts'
import type { RowsWork } from './read-rows.ts'

const rowsAtOnce = 1000
const { bytes, choice, recipe, options, from } = workerData as RowsWork

async function handOver(): Promise<boolean> {
  let waiting: AppliedRow[] = []
  let read = 0
  for (const row of applyRecipe(readTable(bytes, choice), recipe, options)) {
    if (++read <= from) continue
    if (waiting.push(row) < rowsAtOnce) continue
    if (!(await ask<boolean>(waiting))) return false
    waiting = []
  }
  return waiting.length === 0 || ask<boolean>(waiting)
}

try {
  answer({ isWhole: await handOver() })
} catch (error) {
  answer({ refusal: refusalOf(error) })
}
