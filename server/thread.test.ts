import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ThreadWork } from './testing/thread-work.ts'
import { inThread, ThreadStopped, type ThreadOptions } from './thread.ts'
import { turns } from './turns.ts'

const run = (work: ThreadWork, options?: ThreadOptions<number | string>) => inThread<unknown, number | string>(new URL('./testing/thread-work.ts', import.meta.url), work, options)
const because = (reason: string) => (error: unknown) => error instanceof ThreadStopped && error.because === reason

describe('work in a thread of its own', () => {
  test('gives its answer, or the error that ended it', async () => {
    assert.equal(await run('answer'), 'done')
    await assert.rejects(run('fail'), { name: 'RangeError', message: 'out of range' })
  })

  test('hands over piece by piece, each when the one before was dealt with, until it is told to stop', async () => {
    const heard: unknown[] = []
    const answer = await run('count', { heard: (message) => Number(heard.push(message) && message) < 3 })
    assert.deepEqual([heard, answer], [[1, '1 was taken', 2, '2 was taken', 3], 3])
  })

  test('ends with an error of who hears it', async () => {
    await assert.rejects(run('count', { heard: () => Promise.reject(new Error('the database is gone')) }), { message: 'the database is gone' })
  })

  test('is stopped when it says nothing for too long, takes too much memory, or nobody waits any more', async () => {
    await assert.rejects(run('never end', { seconds: 0.2 }), because('time'))
    await assert.rejects(run('fill', { megabytes: 48 }), because('memory'))
    await assert.rejects(run('never end', { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' })
    await assert.rejects(run('never end', { signal: AbortSignal.abort() }), { name: 'AbortError' })
  })
})

test('of what takes turns so much is under way at once, the rest waits in order, and a full line is told', async () => {
  const inTurn = turns({ atOnce: 2, inLine: 2 })
  const begun: number[] = []
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const work = (n: number) => async () => {
    begun.push(n)
    await ends[n]!.promise
    if (n === 1) throw new Error('one fails')
  }
  const all = [0, 1, 2, 3].map((n) => inTurn(work(n)))
  assert.equal(inTurn(work(0)), null)
  assert.deepEqual(begun, [0, 1])
  ends[1]!.resolve()
  await assert.rejects(all[1]!)
  ends[2]!.resolve()
  await all[2]
  assert.deepEqual(begun, [0, 1, 2, 3])
  for (const end of ends) end.resolve()
  await Promise.all([all[0], all[3]])
})
