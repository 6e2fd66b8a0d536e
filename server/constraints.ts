import type { ProblemCode } from '@gap5/contract/problems.ts'
import { Problem } from './problem.ts'

const uniqueViolation = '23505'
const foreignKeyViolation = '23503'
const diskFull = '53100'
const busy = new Set(['40001', '40P01', '53300', '57P01', '57P02', '57P03', '57014', '08000', '08003', '08006', '55P03'])
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ETIMEDOUT', 'EPIPE'])

/** What an error of the database means to a person; `null` where it is our own mistake. */
export function databaseProblem(error: unknown, constraints: Readonly<Record<string, ProblemCode>>): Problem | null {
  const { code, constraint, syscall } = fieldsOf(error)
  const named = constraint === undefined ? undefined : constraints[constraint]
  if (named !== undefined) return plain(named, error)
  if (code === uniqueViolation) return plain('resource.exists', error)
  if (code === foreignKeyViolation) return plain('resource.in-use', error)
  if (code === diskFull) return plain('system.full', error)
  if (code !== undefined && (busy.has(code) || (syscall === 'connect' && unreachable.has(code)))) return plain('system.busy', error)
  if (error instanceof Error && /^Connection terminated|^timeout exceeded when trying to connect/.test(error.message)) {
    return plain('system.busy', error)
  }
  return null
}

/** A constraint knows no details beyond its name, so only problems whose title says it all can stand for one. */
function plain(code: ProblemCode, cause: unknown): Problem {
  return new Problem(code as 'resource.exists', undefined, { cause })
}

function fieldsOf(error: unknown): { code?: string; constraint?: string; syscall?: string } {
  if (!(error instanceof Error)) return {}
  const { code, constraint, syscall } = error as Error & Record<string, unknown>
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
  }
}
