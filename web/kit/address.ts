/**
 * The query part of an address: plain `?from=2026-07-01&branch=north&branch=east`, one value or several a key, always text.
 * The router is set up with these two functions, so that links people share stay readable.
 */
export type Query = Record<string, string | string[]>

export function readQuery(search: string): Query {
  const query: Query = {}
  for (const [key, value] of new URLSearchParams(search)) {
    const before = query[key]
    query[key] = before === undefined ? value : [before, value].flat()
  }
  return query
}

/** The query with its leading `?`, or nothing when there is nothing to say. Undefined, null and empty values fall out. */
export function writeQuery(query: Record<string, unknown>): string {
  const parameters = new URLSearchParams()
  for (const [key, values] of Object.entries(query))
    for (const value of [values].flat())
      if (value !== undefined && value !== null && value !== '') parameters.append(key, String(value))
  const written = parameters.toString()
  return written === '' ? '' : `?${written}`
}

export function addressed(path: string, query: Record<string, unknown>): string {
  return path + writeQuery(query)
}

/** The values of one key, as a list. */
export function valuesOf(query: Query, key: string): string[] {
  return [query[key] ?? []].flat()
}

/** The single value of one key; the first where there are several. */
export function valueOf(query: Query, key: string): string | null {
  return valuesOf(query, key)[0] ?? null
}
