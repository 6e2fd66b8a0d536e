import { sql } from 'kysely'
import type { Trx } from './database.ts'

export type JobOptions = {
  /** Jobs of one queue run one after the other. Few names, never one per row. */
  queue?: string
  runAt?: Date
  /** A waiting job of the same key is replaced (`replace`) or, with `keep`, moved no later. */
  key?: string
  keyMode?: 'replace' | 'preserve_run_at'
  /** Lower runs earlier; 0 unless told. */
  priority?: number
  maxAttempts?: number
}

/** Asks for work that starts after this transaction commits, and not at all if it does not. */
export async function addJob(trx: Trx, task: string, payload: unknown, options: JobOptions = {}): Promise<void> {
  const { queue = null, runAt = null, key = null, keyMode = 'replace', priority = null, maxAttempts = null } = options
  await sql`select add_job(${task}, ${JSON.stringify(payload)}::json, ${queue}::text, ${runAt}::timestamptz,
    ${key}::text, ${keyMode}::text, ${priority}::integer, ${maxAttempts}::integer)`.execute(trx)
}
