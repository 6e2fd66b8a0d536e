import { setImmediate, setTimeout } from 'node:timers/promises'
import { Problem } from './problem.ts'

/** Answers in the order of what was asked; an error in the place of an answer is for that one alone. */
export type Round<Asked, Answer> = (asked: readonly Asked[]) => Promise<readonly (Answer | Error)[]>

/** So many in a round, and more are likely to come. */
const many = 3

type Waiting<Asked, Answer> = { asked: Asked; answer: (answer: Answer) => void; refuse: (error: unknown) => void }

/**
 * Does together what many ask for at the same time, each key by itself. What is asked while a round is under way makes
 * the next one: a quiet minute has rounds of one that start at once, a busy one few and large rounds, `atOnce` of them side by
 * side. While many ask, a round waits a moment (`gatherMilliseconds`) for more to come along, since each costs the same once.
 * A round begins after all that is in it was asked, so that nobody gets what was read before. A `Problem` thrown by a round
 * is everybody's. After any other error each is tried alone, so that one bad thing spoils nobody else's; a round must
 * therefore leave nothing behind when it fails, or bear being done again.
 */
export function together<Asked, Answer>(
  keyOf: (asked: Asked) => string,
  round: Round<Asked, Answer>,
  { atMost = 200, atOnce = 1, gatherMilliseconds = 0 }: { atMost?: number; atOnce?: number; gatherMilliseconds?: number } = {},
): (asked: Asked) => Promise<Answer> {
  const queues = new Map<string, { waiting: Waiting<Asked, Answer>[]; rounds: number }>()

  async function work(key: string, queue: { waiting: Waiting<Asked, Answer>[]; rounds: number }): Promise<void> {
    queue.rounds++
    await setImmediate() // what arrived at the same moment comes along
    for (let served = 0; queue.waiting.length > 0; ) {
      if (served >= many && gatherMilliseconds > 0) await setTimeout(gatherMilliseconds)
      const round = queue.waiting.splice(0, atMost)
      served = round.length
      if (served > 0) await serve(round) // another one may have taken them while this one waited
    }
    queue.rounds--
    if (queue.rounds === 0) queues.delete(key)
  }

  async function serve(waiting: Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await round(waiting.map(({ asked }) => asked))
      waiting.forEach((one, at) => settle(one, answers[at]!))
    } catch (error) {
      if (error instanceof Problem || waiting.length === 1) return waiting.forEach(({ refuse }) => refuse(error))
      for (const one of waiting) await serve([one])
    }
  }

  return (asked) =>
    new Promise((answer, refuse) => {
      const key = keyOf(asked)
      const queue = queues.get(key) ?? { waiting: [], rounds: 0 }
      queues.set(key, queue)
      queue.waiting.push({ asked, answer, refuse })
      if (queue.rounds < atOnce) void work(key, queue)
    })
}

function settle<Answer>({ answer, refuse }: Waiting<unknown, Answer>, given: Answer | Error): void {
  if (given instanceof Error) refuse(given)
  else answer(given)
}
