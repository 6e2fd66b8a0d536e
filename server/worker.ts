import { Logger, parseCronItems, run, runOnce, type TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import { followUpsDone } from './after-commit.ts'
import { backUpIfDue, backupTask } from './backup/schedule.ts'
import { createPool } from './database.ts'
import { deliver } from './delivery.ts'
import { deliveryTask, wakeAll, wakeTask } from './events.ts'
import type { Log } from './log.ts'
import type { Dependencies, Room } from './room.ts'
import { keepWatch } from './worker-watch.ts'

export type Worker = {
  /** Settles when the worker has ended, with an error when it did so unasked. */
  ended: Promise<void>
  /** Lets running jobs finish, then ends. */
  stop(): Promise<void>
}

const concurrency = 4

/** Works off the job queue in this process. Any number of processes may do so at once. */
export async function startWorker(deps: Dependencies, rooms: readonly Room[], ownerUrl: string): Promise<Worker> {
  const pgPool = createPool(ownerUrl, { max: concurrency + 2, name: 'gap5 worker' })
  const watch = await keepWatch(ownerUrl, deps.log)
  const runner = await run({
    pgPool,
    concurrency,
    noHandleSignals: true,
    taskList: { ...taskList(deps, rooms), [backupTask]: () => backUpIfDue(deps, ownerUrl) },
    parsedCronItems: parseCronItems([{ task: wakeTask, match: '* * * * *' }, { task: backupTask, match: '* * * * *' }, ...rooms.flatMap((room) => room.crons ?? [])]),
    logger: quietLogger(deps.log),
    events: watch.events,
  })
  await wakeAll(deps.db)
  const ended = runner.promise.finally(async () => {
    await watch.stop()
    await pgPool.end()
  })
  return {
    ended,
    stop: async () => {
      await runner.stop()
      await ended
    },
  }
}

/** Works off what is due now, and what follows from it, then ends. */
export async function workOnce(deps: Dependencies, rooms: readonly Room[], ownerPool: Pool): Promise<void> {
  for (let before = -1, now = await followUpsDone(); now !== before; now = await followUpsDone()) {
    before = now
    await runOnce({ pgPool: ownerPool, taskList: taskList(deps, rooms), noHandleSignals: true, logger: quietLogger(deps.log) })
  }
}

function taskList(deps: Dependencies, rooms: readonly Room[]): TaskList {
  const handlers = rooms.flatMap((room) => room.handlers?.(deps) ?? [])
  return {
    [deliveryTask]: (payload) => deliver(deps.db, deps.clock, handlers, payload),
    [wakeTask]: () => wakeAll(deps.db),
    ...Object.assign({}, ...rooms.map((room) => room.tasks?.(deps))),
  }
}

/** The queue speaks of job numbers and task names; what a job is about stays out of the log. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ queue: message.slice(0, 300) }, 'job failed')
    else log.debug({ queue: message.slice(0, 300) }, 'job queue')
  })
}
