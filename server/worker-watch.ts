import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import { Client } from 'pg'
import type { Log } from './log.ts'

/** First half of the advisory locks by which workers show that they live; the second is a hash of the worker's name. */
const lockClass = 4006
const roundMilliseconds = 10_000

/**
 * A worker that is killed leaves its jobs locked, and the queue would keep them so for four hours. So each worker holds
 * a lock that dies with its connection, and every worker frees the jobs of those whose lock is gone.
 */
export async function keepWatch(ownerUrl: string, log: Log): Promise<{ events: WorkerEvents; stop(): Promise<void> }> {
  const events: WorkerEvents = new EventEmitter()
  const workers = new Set<string>()
  const held = new Set<string>()
  let connection: Client | null = null

  /** A lost connection has lost its locks too: a new one takes them again. */
  async function connected(): Promise<Client> {
    if (connection !== null) return connection
    const client = new Client({ connectionString: ownerUrl, application_name: 'gap5 worker watch' })
    client.on('error', () => (connection = null))
    await client.connect()
    held.clear()
    return (connection = client)
  }

  async function round(): Promise<void> {
    const client = await connected()
    for (const id of workers) {
      if (!held.has(id)) await hold(client, id)
      held.add(id)
    }
    await freeAbandoned(client)
  }

  // One round after the other: a connection takes one question at a time.
  let rounds = round()
  const nextRound = () => {
    rounds = rounds.then(round).catch((error: unknown) => log.warn({ err: error }, 'could not look after abandoned jobs'))
  }
  events.on('worker:create', ({ worker }) => {
    workers.add(worker.workerId)
    nextRound()
  })
  await rounds
  const timer = setInterval(nextRound, roundMilliseconds)
  return {
    events,
    stop: async () => {
      clearInterval(timer)
      await rounds
      await connection?.end()
    },
  }
}

async function hold(client: Client, workerId: string): Promise<void> {
  await client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, workerId])
}

/** Some seconds pass between a worker's first job and its lock, so a very young lock is left alone. */
export async function freeAbandoned(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ worker: string }>(
    `with locked as (
       select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
       union all
       select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
     ), alive as (
       select objid from pg_locks
       where locktype = 'advisory' and classid = $1 and objsubid = 2
         and database = (select oid from pg_database where datname = current_database())
     )
     select locked_by as worker from locked
     group by locked_by
     having max(locked_at) < now() - interval '5 seconds'
       and (hashtext(locked_by)::bigint & 4294967295)::oid not in (select objid from alive)`,
    [lockClass],
  )
  const workers = rows.map((row) => row.worker)
  if (workers.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [workers])
  return workers
}
