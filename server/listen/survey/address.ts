import { languages, type Language } from '@gap5/contract/language.ts'

/**
 * Where a survey lives: its path and what its links carry along, which are the attributes set by the link and the
 * language chosen. Nothing of the respondent stands in an address, so one may be shown to somebody else.
 */
export type Address = { path: string; carried: ReadonlyMap<string, string> }

export type Place = { page?: number; show?: 'thanks' | 'check' | 'idle' | 'left'; language?: Language }

/** What an address says about the page itself; no attribute is set by these. */
const reserved: ReadonlySet<string> = new Set(['page', 'show', 'lang', 'preview', 'sheet'])

export function addressOf(path: string, query: URLSearchParams, settable: ReadonlySet<string>): Address {
  const carried = new Map<string, string>()
  for (const [name, value] of query) if (settable.has(name) && !reserved.has(name) && !carried.has(name)) carried.set(name, value)
  const language = languages.find((known) => known === query.get('lang'))
  if (language) carried.set('lang', language)
  if (query.has('preview')) carried.set('preview', '')
  return { path, carried }
}

export function at({ path, carried }: Address, { page, show, language }: Place = {}): string {
  const query = new URLSearchParams([...carried])
  if (language !== undefined) query.set('lang', language)
  if (page !== undefined) query.set('page', String(page))
  if (show !== undefined) query.set('show', show)
  const said = query.toString()
  return said === '' ? path : `${path}?${said}`
}
