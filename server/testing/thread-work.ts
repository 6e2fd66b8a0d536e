/** What tests of threads have done in one. */
import { workerData } from 'node:worker_threads'
import { answer, ask, say } from '../thread-side.ts'

export type ThreadWork = 'answer' | 'count' | 'fail' | 'fill' | 'never end'

const work: Record<ThreadWork, () => Promise<void> | void> = {
  answer: () => answer('done'),
  count: async () => {
    let n = 0
    while (await ask<boolean>(++n)) say(`${n} was taken`)
    answer(n)
  },
  fail: () => {
    throw new RangeError('out of range')
  },
  fill: () => {
    const kept: number[][] = []
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => i + kept.length + 0.5))
  },
  'never end': () => {
    for (;;);
  },
}

await work[workerData as ThreadWork]()
