import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { test } from 'node:test'
import { Problem } from './problem.ts'
import { together } from './together.ts'

type Asked = { key: string; n: number }

function counting(fails: (asked: readonly Asked[]) => unknown = () => null) {
  const rounds: number[][] = []
  const ask = together<Asked, number>(
    ({ key }) => key,
    async (asked) => {
      rounds.push(asked.map(({ n }) => n))
      await setTimeout(10)
      const error = fails(asked)
      if (error) throw error
      return asked.map(({ n }) => (n < 0 ? new RangeError(`${n}`) : n * 10))
    },
    { atMost: 5 },
  )
  return { rounds, ask: (n: number, key = 'a') => ask({ key, n }) }
}

test('who asks alone is served at once, who asks meanwhile is served with the others, each with the own answer', async () => {
  const { ask, rounds } = counting()
  const first = ask(1)
  while (rounds.length === 0) await setTimeout(1)
  const later = [2, 3, 4].map((n) => ask(n))
  assert.deepEqual(await Promise.all([first, ...later]), [10, 20, 30, 40])
  assert.deepEqual(rounds, [[1], [2, 3, 4]])
})

test('a round takes no more than it may, and keys do not wait for each other', async () => {
  const { ask, rounds } = counting()
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => ask(n)).concat(ask(8, 'b')))
  assert.deepEqual(rounds, [[1, 2, 3, 4, 5], [8], [6, 7]])
})

test('an error in the place of an answer reaches that one only', async () => {
  const { ask, rounds } = counting()
  const answers = await Promise.allSettled([ask(1), ask(-2), ask(3)])
  assert.deepEqual(answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))), [10, 'RangeError: -2', 30])
  assert.equal(rounds.length, 1)
})

test('when a round fails, each is tried alone and only the bad one is refused', async () => {
  const { ask, rounds } = counting((asked) => asked.some(({ n }) => n === 2) && new Error('two'))
  const answers = await Promise.allSettled([1, 2, 3].map((n) => ask(n)))
  assert.deepEqual(answers.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  assert.deepEqual(rounds, [[1, 2, 3], [1], [2], [3]])
})

test('a problem is told to everybody without another try', async () => {
  const { ask, rounds } = counting(() => new Problem('listen.study-unknown'))
  const answers = await Promise.allSettled([1, 2].map((n) => ask(n)))
  assert.ok(answers.every((one) => one.status === 'rejected' && one.reason instanceof Problem))
  assert.equal(rounds.length, 1)
  await assert.rejects(ask(3), Problem)
})
