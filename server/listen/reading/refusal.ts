import type { ProblemCode } from '@gap5/contract/problems.ts'
import { Problem } from '../../problem.ts'
import { Unreadable } from '../import/unreadable.ts'

/** Why a file was not taken, as it leaves a thread. */
export type FileRefusal = { code: ProblemCode; details: unknown; errors: Problem['errors'] }

/** Throws what is no refusal. */
export function refusalOf(error: unknown): FileRefusal {
  if (error instanceof Unreadable) return { code: error.code, details: error.details, errors: undefined }
  if (error instanceof Problem) return { code: error.code, details: error.details, errors: error.errors }
  throw error
}

export function problemFrom({ code, details, errors }: FileRefusal): Problem {
  return new Problem(code, details as never, errors === undefined ? {} : { errors })
}
