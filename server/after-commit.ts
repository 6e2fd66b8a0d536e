import type { Db, Trx } from './database.ts'

type Work = (db: Db) => Promise<unknown>

/** For so long after its turn, work under the same key waits and is done once for all that came meanwhile. */
const restMilliseconds = 1000

const registered = new WeakMap<Trx, Map<string, Work>>()
const resting = new Map<string, (() => void) | null>()
const underWay = new Set<Promise<void>>()
let begun = 0

/**
 * Does `work` when the transaction has been committed, without making anybody wait: at once or, where the same key had its
 * turn a moment ago, after a short rest. It is lost if the process ends first, so it must be something that somebody else
 * makes good. False where the transaction is not one of `inOrganisation` or `asUser`.
 */
export function afterCommit(trx: Trx, key: string, work: Work): boolean {
  return registered.get(trx)?.set(key, work) !== undefined
}

/** Runs a transaction and, once it is committed, what was asked to follow it. */
export async function withFollowUps<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const followUps = new Map<string, Work>()
  const done = await db.transaction().execute((trx) => {
    registered.set(trx, followUps)
    return work(trx)
  })
  for (const [key, one] of followUps) afterwards(db, key, one)
  return done
}

/** The same for what is committed already. */
export function afterwards(db: Db, key: string, work: Work): void {
  takeTurn(key, () => begin(work(db)))
}

function takeTurn(key: string, start: () => void): void {
  if (resting.has(key)) return void resting.set(key, start)
  resting.set(key, null)
  start()
  setTimeout(() => endRest(key), restMilliseconds).unref()
}

function endRest(key: string): void {
  const next = resting.get(key)
  resting.delete(key)
  if (next) takeTurn(key, next)
}

function begin(work: Promise<unknown>): void {
  const settled = work.then(
    () => {},
    () => {},
  )
  begun++
  underWay.add(settled)
  void settled.then(() => underWay.delete(settled))
}

/** Waits for all that follows the commits of this process, resting or not; tells how much there has been. */
export async function followUpsDone(): Promise<number> {
  for (const [key, next] of resting) if (next !== null) endRest(key)
  while (underWay.size > 0) await Promise.all(underWay)
  return begun
}
