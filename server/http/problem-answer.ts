import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { say, type Language, type Text } from '@gap5/contract/language.ts'
import { problems, type ProblemAnswer, type ProblemCode } from '@gap5/contract/problems.ts'
import { databaseProblem } from '../constraints.ts'
import { Problem } from '../problem.ts'
import type { Env } from './routes.ts'

/** Answers whatever was thrown as `application/problem+json`, in the caller's language and without inner details. */
export function answerProblem(error: unknown, c: Context<Env>, constraints: Readonly<Record<string, ProblemCode>>): Response {
  const requestId = c.get('requestId')
  const problem = asProblem(error, constraints) ?? new Problem('system.unexpected', { requestId }, { cause: error })
  const answer = describe(problem, c.get('language'), requestId)
  if (answer.status >= 500) c.get('log').error({ requestId, err: error, code: answer.code }, 'request failed')
  return c.body(JSON.stringify(answer), answer.status as ContentfulStatusCode, {
    ...problem.headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': c.get('language') === 'zh' ? 'zh-CN' : 'en',
    'Cache-Control': 'no-store',
  })
}

function asProblem(error: unknown, constraints: Readonly<Record<string, ProblemCode>>): Problem | null {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) return ofStatus(error)
  return databaseProblem(error, constraints)
}

/** What Hono itself refuses, most of all a body that is not JSON. */
function ofStatus(error: HTTPException): Problem | null {
  if (error.status === 404) return new Problem('resource.unknown')
  if (error.status >= 500) return null
  const reason = { en: 'The body is not of the announced kind.', zh: '请求体与所声明的类型不符。' }
  return new Problem('request.malformed', { reason }, { cause: error })
}

export function describe(problem: Problem, language: Language, requestId: string): ProblemAnswer {
  const kind = problems[problem.code]
  // The constructor of Problem has paired code and details.
  const detail = 'detail' in kind ? (kind.detail as (details: unknown) => Text)(problem.details) : null
  return {
    type: `/api/problems/${problem.code}`,
    title: say(kind.title, language),
    status: kind.status,
    ...(detail === null ? {} : { detail: say(detail, language) }),
    code: problem.code,
    requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  }
}
