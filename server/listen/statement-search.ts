/**
 * Words in statements, found in any language: each word searched for must be there, anywhere in the text.
 *
 * A rare word is looked up in the index of characters and pairs. A frequent one would give half of the index, and is found faster by
 * going through the statements in their order: a page of them is full soon.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../database.ts'

/** Above this many hits a word counts as frequent. */
const mostLookedUp = 4_000

/** Conditions on `statement`; none where nothing is searched for. */
export async function searchConditions(trx: Trx, studyId: string, search: string | undefined): Promise<RawBuilder<boolean>[]> {
  const words = wordsOf(search ?? '')
  if (words.length === 0) return []
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const holds = [sql<boolean>`statement.text ilike all (${patterns})`, ...words.filter(isShortWord).map(standsAlone)]
  const tokens = await tokensOf(trx, words)
  if (tokens.length === 0) return holds
  const { rows } = await sql<{ id: string }>`
    select id from statements_with_words(${studyId}, ${tokens}, ${patterns}, ${mostLookedUp + 1}) as id`.execute(trx)
  if (rows.length > mostLookedUp) return holds
  return [sql<boolean>`statement.id = any(${rows.map(({ id }) => id)}::uuid[])`, ...holds]
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
