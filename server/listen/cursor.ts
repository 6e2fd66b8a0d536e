import { sql, type RawBuilder } from 'kysely'
import { Problem } from '../problem.ts'

/**
 * Where a page ended: the time and id it is ordered by. The time travels as PostgreSQL wrote it, to the microsecond;
 * through a JavaScript date it would be cut, and rows of the same millisecond lost.
 */
export type Cursor = { at: string; id: string }

function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at}|${id}`).toString('base64url')
}

export function readCursor(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  const isSound = !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id)
  if (!isSound) throw new Problem('request.malformed', { reason: { en: 'The page mark is not one of ours.', zh: '分页标记无效。' } })
  return { at, id }
}

/** `timestamptz` as text that keeps its microseconds whatever the session's time zone. */
export function exactTime(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** The rows of one page and the mark of the next, from one row more than the page holds. */
export function pageOf<Row extends Marked>(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? writeCursor({ at: last.exact_at, id: last.id }) : null }
}

/** What a page needs to know of a row it may pass over. */
export type Marked = { id: string; exact_at: string }

/** Rows looked at together, and in one request, where most of them may be passed over. */
const chunk = 1_000
const patience = 5_000

/**
 * A page of those rows that are wanted, and the mark of the next. `page` gives the rows after a mark in order; it is asked until the
 * page is full, or enough were looked at: then the page may hold fewer rows, or none, and goes on from its mark.
 */
export async function filledPage<Row extends Marked>(
  page: (after: Cursor | null, limit: number) => Promise<Row[]>,
  wantedOf: (rows: Row[]) => Promise<Row[]>,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: Row[]; next: string | null }> {
  const found: Row[] = []
  let from = after === undefined ? null : readCursor(after)
  for (let looked = 0; ; ) {
    const rows = await page(from, chunk)
    found.push(...(await wantedOf(rows)))
    const last = rows.at(-1)
    if (found.length > limit || last === undefined || rows.length < chunk) return pageOf(found, limit)
    looked += rows.length
    from = { at: last.exact_at, id: last.id }
    if (looked >= patience) return { rows: found, next: writeCursor(from) }
  }
}

/** Rows in the order of their ids. */
export function inOrder<Row extends { id: string }>(rows: readonly Row[], ids: readonly string[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
