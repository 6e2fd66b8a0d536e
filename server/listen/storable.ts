import { sql, type RawBuilder } from 'kysely'

/**
 * What came from outside as `jsonb`. PostgreSQL keeps neither the character NUL nor half of a surrogate pair, which no
 * keyboard makes but a program may send: they become U+FFFD, so that the rest is kept.
 */
export function storable(value: unknown): RawBuilder<unknown> {
  const written = JSON.stringify(value)
  const isPlain = !/\\u0000|\\ud[89a-f]/.test(written)
  return sql`${isPlain ? written : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? kept(inner) : inner))}::jsonb`
}

function kept(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
