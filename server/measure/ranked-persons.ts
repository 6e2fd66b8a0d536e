/** Persons in the order of their own scores; equal scores by id, so that a page goes on where it ended. */
import type { BehindQuery } from '@gap5/contract/measure/answers-behind.ts'
import { Problem } from '../problem.ts'

export type Person = { id: string; score: number }

export class RankedPersons {
  readonly #persons: readonly Person[]
  readonly #sign: 1 | -1

  constructor(persons: readonly Person[], order: BehindQuery['order']) {
    this.#sign = order === 'highest' ? -1 : 1
    this.#persons = persons.toSorted((a, b) => this.#compare(a, b))
  }

  get length(): number {
    return this.#persons.length
  }

  persons(from: number, to: number): readonly Person[] {
    return this.#persons.slice(from, to)
  }

  /** Place of the first person after a mark, also where that person is gone meanwhile. */
  placeAfter(mark: string): number {
    const last = readMark(mark)
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#compare(this.#persons[middle]!, last) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #compare(a: Person, b: Person): number {
    return this.#sign * (a.score - b.score) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  }
}

export function personMark({ score, id }: Person): string {
  return Buffer.from(JSON.stringify([score, id])).toString('base64url')
}

function readMark(mark: string): Person {
  try {
    const [score, id] = JSON.parse(Buffer.from(mark, 'base64url').toString()) as unknown[]
    if (typeof score === 'number' && typeof id === 'string') return { score, id }
  } catch {
    // told below
  }
  throw new Problem('request.malformed', { reason: { en: 'The page mark is not one of ours.', zh: '分页标记无效。' } })
}
