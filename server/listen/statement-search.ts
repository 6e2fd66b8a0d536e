/**
 * Words in statements, found in any language: each word searched for must be there, anywhere in the text.
 *
 * A frequent word stands in the next few thousand statements, so those are looked through first, in their order: a page of it
 * is full soon. Only for a word that is rarer the index of characters and pairs is asked, which then gives a short list.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../database.ts'
import type { Cursor } from './cursor.ts'

/** Statements looked through before the index is asked. */
const near = 4_000

export type Search = {
  /** Conditions on `statement` that say what is searched for. */
  holds: RawBuilder<boolean>[]
  /** Narrows to the statements that hold the words, by the index; null where it knows none of them. */
  byIndex: RawBuilder<boolean> | null
}

/** Null where nothing is searched for. */
export async function searchFor(trx: Trx, studyId: string, search: string | undefined): Promise<Search | null> {
  const words = wordsOf(search ?? '')
  if (words.length === 0) return null
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const tokens = await tokensOf(trx, words)
  return {
    holds: [sql<boolean>`statement.text ilike all (${patterns}::text[])`, ...words.filter(isShortWord).map(standsAlone)],
    byIndex: tokens.length === 0 ? null : sql<boolean>`statement.id in (select statements_with_words(${studyId}, ${tokens}::text[], ${patterns}::text[]))`,
  }
}

/** Where the statements next to a mark end that are looked through first; null where there are no more than those. */
export async function nearEnd(trx: Trx, orgId: string, studyId: string, after: Cursor | null): Promise<RawBuilder<boolean> | null> {
  let next = trx
    .selectFrom('statement')
    .select([sql<string>`at::text`.as('at'), 'id'])
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(near)
    .limit(1)
  if (after !== null) next = next.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const end = await next.executeTakeFirst()
  return end === undefined ? null : sql<boolean>`(statement.at, statement.id) >= (${end.at}::timestamptz, ${end.id}::uuid)`
}

/** What is searched for, word by word; Chinese is one word until a space is typed. */
export function wordsOf(search: string): string[] {
  return [...new Set(search.trim().split(/[\s\u3000]+/).filter((word) => word !== ''))].slice(0, 10)
}

/** One or two letters are in the index as words only, and mean a word. */
function isShortWord(word: string): boolean {
  return /^[a-z0-9]{1,2}$/i.test(word)
}

function standsAlone(word: string): RawBuilder<boolean> {
  return sql<boolean>`statement.text ~* ${`(^|[^a-z0-9])${word}($|[^a-z0-9])`}`
}

async function tokensOf(trx: Trx, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ tokens: string[] }>`select search_tokens(word) as tokens from unnest(${words}::text[]) as word`.execute(trx)
  return [...new Set(rows.flatMap(({ tokens }) => neededOf(tokens)))]
}

/** Of Chinese the pairs are enough, where there are any. */
function neededOf(tokens: readonly string[]): readonly string[] {
  const longer = tokens.filter((token) => token.length > 1)
  return longer.length > 0 ? longer : tokens
}
