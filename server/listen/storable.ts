import { sql, type RawBuilder } from 'kysely'
import { Problem } from '../problem.ts'

/**
 * What came from outside as JSON. PostgreSQL keeps neither the character NUL nor half of a surrogate pair, which no
 * keyboard makes but a program may send: they become U+FFFD, so that the rest is kept.
 */
export function storableJson(value: unknown): string {
  const written = writtenJson(value)
  const isPlain = !/\\u0000|\\ud[89a-f]/.test(written)
  return isPlain ? written : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner))
}

function writtenJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Problem('request.malformed', { reason: { en: 'It is nested too deep to be kept.', zh: '嵌套层次过深，无法保存。' } }, { cause: error })
  }
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** The same as a value for a `jsonb` column. */
export function storable(value: unknown): RawBuilder<unknown> {
  return sql`${storableJson(value)}::jsonb`
}
