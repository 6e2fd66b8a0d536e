/**
 * What was worked out before. A question names the version of a study's answers, so nothing kept is ever stale; what is asked
 * again and again (by several people, by an open page) costs nothing.
 */
export class ResultCache<Answer> {
  readonly #answers = new Map<string, Answer>()
  readonly #most: number

  constructor(most = 100) {
    this.#most = most
  }

  /** The answer kept for the question, made now where there is none. `question` is whatever the answer depends on. */
  answer(question: unknown, make: () => Answer): Answer {
    const key = JSON.stringify(question)
    const answer = this.#answers.get(key) ?? make()
    this.#answers.delete(key)
    this.#answers.set(key, answer) // last in the map: the most recently used
    this.#makeRoom()
    return answer
  }

  /** The answer kept for the question, if there is one. */
  known(question: unknown): Answer | undefined {
    return this.#answers.get(JSON.stringify(question))
  }

  get size(): number {
    return this.#answers.size
  }

  #makeRoom(): void {
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > this.#most && oldest !== undefined) this.#answers.delete(oldest)
  }
}
