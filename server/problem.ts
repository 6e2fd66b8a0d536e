import type { z } from 'zod'
import { problems, type DetailsOf, type InvalidValue, type ProblemCode } from '@gap5/contract/problems.ts'
import { invalidValues } from '@gap5/contract/invalid.ts'

/** Something a caller can understand and act on. Thrown anywhere, answered by the app in the caller's language. */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code
  readonly details: DetailsOf<Code>
  readonly errors: InvalidValue[] | undefined
  readonly headers: Record<string, string>

  constructor(
    code: Code,
    ...[details, extras]: DetailsOf<Code> extends undefined
      ? [details?: undefined, extras?: ProblemExtras]
      : [details: DetailsOf<Code>, extras?: ProblemExtras]
  ) {
    super(problems[code].title.en, { cause: extras?.cause })
    this.code = code
    this.details = details as DetailsOf<Code>
    this.errors = extras?.errors
    this.headers = extras?.headers ?? {}
  }
}

export type ProblemExtras = { cause?: unknown; errors?: InvalidValue[]; headers?: Record<string, string> }

/** The problem of an input that does not fit its schema. */
export function invalid(error: z.ZodError, input: unknown): Problem<'request.invalid'> {
  return new Problem('request.invalid', undefined, { errors: invalidValues(error, input), cause: error })
}

/** Parses what came from outside; throws the problem that tells what does not fit. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw invalid(result.error, value)
  return result.data
}
