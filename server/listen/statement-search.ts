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

/** Ids of that many are handed to the query that fetches the page. */
const mostNear = 1_000
const mostIndexed = 20_000

export type Search = {
  /** Conditions on `statement` that say what is searched for. */
  holds: RawBuilder<boolean>[]
  /** Statements that hold the words among the next ones after a mark. */
  near: (after: Cursor | null) => Promise<RawBuilder<boolean>>
  /** All that hold them, by the index; null where it knows none of the words. */
  indexed: (() => Promise<RawBuilder<boolean>>) | null
}

/** Null where nothing is searched for. */
export async function searchFor(trx: Trx, orgId: string, studyId: string, search: string | undefined): Promise<Search | null> {
  const words = wordsOf(search ?? '')
  if (words.length === 0) return null
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const tokens = await tokensOf(trx, words)
  return {
    holds: [sql<boolean>`statement.text ilike all (${patterns}::text[])`, ...words.filter(isShortWord).map(standsAlone)],
    near: (after) => nearOnes(trx, orgId, studyId, patterns, after),
    indexed: tokens.length === 0 ? null : () => indexedOnes(trx, studyId, tokens, patterns),
  }
}

/**
 * Both give a list of ids, not a subquery: the planner cannot know how few rows hold a word, and would go through the whole study; how
 * short a list is, it sees.
 */
async function nearOnes(trx: Trx, orgId: string, studyId: string, patterns: readonly string[], after: Cursor | null): Promise<RawBuilder<boolean>> {
  const rest = after === null ? sql`` : sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<{ ids: string[] | null }>`
    with next as materialized (
      select id, text from statement where org_id = ${orgId} and study_id = ${studyId} ${rest} order by at desc, id desc limit ${near}
    ), found as (select id from next where text ilike all (${patterns}::text[]) limit ${mostNear})
    select array_agg(id)::text[] as ids from found`.execute(trx)
  return among(rows[0]?.ids ?? [])
}

async function indexedOnes(trx: Trx, studyId: string, tokens: readonly string[], patterns: readonly string[]): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ ids: string[] | null }>`
    select array_agg(id)::text[] as ids from (
      select id from statements_with_words(${studyId}, ${tokens}::text[], ${patterns}::text[]) as id limit ${mostIndexed + 1}) as found`.execute(trx)
  const ids = rows[0]?.ids ?? []
  return ids.length > mostIndexed ? sql<boolean>`true` : among(ids)
}

function among(ids: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`statement.id = any(${ids}::uuid[])`
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
