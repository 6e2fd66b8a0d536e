import assert from 'node:assert/strict'
import type { ProblemAnswer, ProblemCode } from '@gap5/contract/problems.ts'
import { problems } from '@gap5/contract/problems.ts'

/** Asserts that an answer is this problem, with its status and type, and returns it. */
export async function refused(answer: Response, code: ProblemCode): Promise<ProblemAnswer> {
  const problem = (await answer.json()) as ProblemAnswer
  assert.equal(problem.code, code, JSON.stringify(problem))
  assert.equal(answer.status, problems[code].status)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  return problem
}
