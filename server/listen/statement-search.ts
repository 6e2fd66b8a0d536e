/**
 * Words in statements, found in any language: each word searched for must be there, anywhere in the text.
 *
 * Statements are walked through in their order, a few thousand at a time, from the end of the period that is asked for: a page of a frequent
 * word is full soon. Where what was met says that the page would not be full for long, the index of characters and pairs is
 * asked instead, which then gives a short list.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../database.ts'
import { exactTime, type Cursor } from './cursor.ts'

/** Statements looked through at a time: for words, and for responses that only their own rows tell. */
const stretch = { words: 4_000, responses: 1_000 }

/** A page that would be full only after so many statements is looked for in another way. */
const patience = { words: 40_000, responses: 10_000 }

/** Ids of that many are handed to the query that fetches the page. */
const mostNear = 1_000
const mostIndexed = 20_000

/** When responses that are asked for were submitted; null is open on that side. */
export type Within = { since: Date | null; until: Date | null }

/** Statements that hold the words among the next ones after a mark. */
export type Stretch = { among: RawBuilder<boolean>; walked: number; /** Where the next stretch begins; null at the end. */ next: Cursor | null }

export type Search = {
  /** Conditions on `statement` that say what is searched for. */
  holds: RawBuilder<boolean>[]
  near: (after: Cursor | null) => Promise<Stretch>
  /** All that hold them, by the index: null where these are many. No function where the index knows none of the words. */
  indexed: (() => Promise<RawBuilder<boolean> | null>) | null
  patience: number
}

/** Null where nothing is searched for. */
export async function searchFor(trx: Trx, orgId: string, studyId: string, search: string | undefined, within: Within): Promise<Search | null> {
  const words = wordsOf(search ?? '')
  if (words.length === 0) return null
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const tokens = await tokensOf(trx, words)
  let indexed: ReturnType<typeof indexedOnes> | null = null
  return {
    holds: [sql<boolean>`statement.text ilike all (${patterns}::text[])`, ...words.filter(isShortWord).map(standsAlone)],
    near: (after) => nearOnes(trx, { orgId, studyId, patterns, within, after, most: stretch.words }),
    indexed: tokens.length === 0 ? null : () => (indexed ??= indexedOnes(trx, studyId, tokens, patterns)),
    patience: patience.words,
  }
}

/** No words, but responses of which nobody knows beforehand how many there are: these are rare, or a page of them is full soon. */
export function walkThrough(trx: Trx, orgId: string, studyId: string, within: Within): Search {
  return {
    holds: [],
    near: (after) => nearOnes(trx, { orgId, studyId, patterns: [], within, after, most: stretch.responses }),
    indexed: () => Promise.resolve(sql<boolean>`true`),
    patience: patience.responses,
  }
}

/**
 * Both give a list of ids, not a subquery: the planner cannot know how few rows hold a word, and would go through the whole study; how
 * short a list is, it sees.
 */
async function nearOnes(
  trx: Trx,
  { orgId, studyId, patterns, within: { since, until }, after, most }: { orgId: string; studyId: string; patterns: readonly string[]; within: Within; after: Cursor | null; most: number },
): Promise<Stretch> {
  const rest = after === null ? sql`` : sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`
  const from = since === null ? sql`` : sql`and at >= ${since}`
  const to = until === null ? sql`` : sql`and at < ${until}`
  // Help is asked for after the answers were handed in, and so after a period that these lie in.
  const later = until === null ? sql`` : sql`
    union all select id from statement
    where org_id = ${orgId} and study_id = ${studyId} and kind = 'help' and at >= ${until} ${rest} and text ilike all (${patterns}::text[])`
  const mark = (of: RawBuilder<unknown>) => sql`(select array[${exactTime(sql`at`)}, id::text] from ${of} as last order by at, id limit 1)`
  const { rows } = await sql<{ ids: string[] | null; found: number; walked: number; last_found: [string, string] | null; last_walked: [string, string] | null }>`
    with next as materialized (
      select id, at, text from statement where org_id = ${orgId} and study_id = ${studyId} ${rest} ${from} ${to} order by at desc, id desc limit ${most}
    ), found as materialized (select id, at from next where text ilike all (${patterns}::text[]) order by at desc, id desc limit ${mostNear})
    select (select array_agg(id)::text[] from (select id from found ${later}) as all_found) as ids,
      (select count(*)::integer from found) as found, (select count(*)::integer from next) as walked,
      ${mark(sql`found`)} as last_found, ${mark(sql`next`)} as last_walked`.execute(trx)
  const { ids, found, walked, last_found: lastFound, last_walked: lastWalked } = rows[0]!
  const isCut = found === mostNear
  const last = isCut ? lastFound : walked === most ? lastWalked : null
  return { among: among(ids ?? []), walked, next: last && { at: last[0], id: last[1] } }
}

async function indexedOnes(trx: Trx, studyId: string, tokens: readonly string[], patterns: readonly string[]): Promise<RawBuilder<boolean> | null> {
  const { rows } = await sql<{ ids: string[] | null }>`
    select array_agg(id)::text[] as ids from (
      select id from statements_with_words(${studyId}, ${tokens}::text[], ${patterns}::text[]) as id limit ${mostIndexed + 1}) as found`.execute(trx)
  const ids = rows[0]?.ids ?? []
  return ids.length > mostIndexed ? null : among(ids)
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
