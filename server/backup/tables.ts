import type { Client } from 'pg'
import type { SequenceValue, TableHead } from './archive.ts'

/**
 * Every table of the schema, asked of the catalogue, with the columns that are data. Left out are generated columns and
 * those that count transactions of this cluster (`xid8`): in another cluster they say nothing and are filled anew. The
 * list of migrations travels in the head.
 */
export async function tablesOf(client: Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype and c.relname not in ('migration', 'backup_run')
    group by c.oid, c.relname order by c.relname`)
  return rows
}

/** The next value of every sequence; read after the tables, so that none is behind what was copied. */
export async function sequencesOf(client: Client): Promise<SequenceValue[]> {
  const { rows } = await client.query<SequenceValue>(`
    select sequencename::text as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`)
  return rows
}


/** Work that waits in the queue, as it was asked for; what a worker has under way is asked for again. */
export const waitingJobs: TableHead = { name: 'waiting job', columns: ['task', 'payload', 'queue', 'run_at', 'max_attempts', 'key', 'priority'] }

export const waitingJobsQuery = `
  select task.identifier, job.payload, queue.queue_name, job.run_at, job.max_attempts, job.key, job.priority
  from graphile_worker._private_jobs job
  join graphile_worker._private_tasks task on task.id = job.task_id
  left join graphile_worker._private_job_queues queue on queue.id = job.job_queue_id
  where job.attempts < job.max_attempts or job.locked_at is not null
  order by job.id`
