import { sql, type RawBuilder } from 'kysely'

/**
 * What came from outside as JSON. PostgreSQL keeps neither the character NUL nor half of a surrogate pair, which no
 * keyboard makes but a program may send: they become U+FFFD, so that the rest is kept.
 */
export function storableJson(value: unknown): string {
  const written = JSON.stringify(value)
  const isPlain = !/\\u0000|\\ud[89a-f]/.test(written)
  return isPlain ? written : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner))
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** The same as a value for a `jsonb` column. */
export function storable(value: unknown): RawBuilder<unknown> {
  return sql`${storableJson(value)}::jsonb`
}
