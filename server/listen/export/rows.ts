import { sql } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'
import type { Mark } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../../database.ts'
import type { Contact, ScoredAnswers } from '../responses.tables.ts'
import type { WordsTaken } from './fields.ts'

/** Which answers are exported. What was withdrawn holds none and never is. */
export type AnswerFilter = {
  from: Date | null
  /** Before this instant. */
  until: Date | null
  withoutMarks: readonly Mark[]
  /** Conditions that must all hold; values of one are alternatives. */
  attributes: readonly { key: string; values: readonly string[] }[]
}

export type StudyKey = { orgId: string; studyId: string }

export type ExportRow = {
  id: string
  submittedAt: Date
  startedAt: Date | null
  language: Language | null
  attributes: AttributeValues
  marks: Mark[]
  ratings: ScoredAnswers['ratings']
  choices: ScoredAnswers['choices']
  texts: Record<string, string>
  help: { text: string | null; contact: Contact | null } | null
}

/** Does `work` in a transaction of the organisation. */
export type Within = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

/**
 * Which responses, and which revision of each: ten bytes a response. Revisions are never changed, so that what is read
 * from it page by page is one picture of one moment, however long it takes.
 */
export type Stock = { count: number; seqs: Float64Array; revisions: Uint16Array }

const stockAtOnce = 50_000

export async function takeStock(trx: Trx, { orgId, studyId }: StudyKey, filter: AnswerFilter): Promise<Stock> {
  const seqs: number[][] = []
  const revisions: number[][] = []
  const { rows: ends } = await sql<{ last: string | null }>`select max(seq)::text as last from response where org_id = ${orgId} and study_id = ${studyId}`.execute(trx)
  const last = Number(ends[0]?.last ?? 0)
  for (let after = 0; after < last; ) {
    const { rows } = await sql<{ seqs: number[] | null; revisions: number[] | null; last: string | null }>`
      with page as materialized (
        select id, seq, revision, submitted_at, attributes from response
        where org_id = ${orgId} and study_id = ${studyId} and seq > ${after} and seq <= ${last}
        order by seq limit ${stockAtOnce}
      ), chosen as (
        select page.seq, page.revision
        from page, lateral (
          select marks from response_revision where org_id = ${orgId} and response_id = page.id and revision = page.revision offset 0
        ) as latest
        where not latest.marks && ${[...filter.withoutMarks, 'withdrawn']}::text[]
          ${filter.from === null ? sql`` : sql`and page.submitted_at >= ${filter.from}`}
          ${filter.until === null ? sql`` : sql`and page.submitted_at < ${filter.until}`}
          ${sql.join(filter.attributes.map(({ key, values }) => sql`and page.attributes ->> ${key} = any(${[...values]}::text[])`), sql` `)}
        order by page.seq
      )
      select (select json_agg(seq) from chosen) as seqs, (select json_agg(revision) from chosen) as revisions, (select max(seq)::text from page) as last`.execute(trx)
    const [page] = rows
    seqs.push(page?.seqs ?? [])
    revisions.push(page?.revisions ?? [])
    after = page?.last == null ? last : Number(page.last)
  }
  return { count: seqs.reduce((sum, part) => sum + part.length, 0), seqs: Float64Array.from(seqs.flat()), revisions: Uint16Array.from(revisions.flat()) }
}

export const rowsAtOnce = 1_000

/**
 * The answers of a stock, a thousand at a time, each page in a transaction of its own. Revisions and words are looked up one by
 * one, so that the cost of a page does not grow with the study, also where the planner knows nothing of it yet.
 */
export async function* exportedRows(within: Within, key: StudyKey, { count, seqs, revisions }: Stock, words: WordsTaken): AsyncGenerator<ExportRow[]> {
  const page = (at: number) => within((trx) => readPage(trx, key, [...seqs.subarray(at, at + rowsAtOnce)], [...revisions.subarray(at, at + rowsAtOnce)], words))
  // The next page is read while this one is written.
  let next = count > 0 ? page(0) : null
  for (let at = rowsAtOnce; next !== null; at += rowsAtOnce) {
    const rows: ExportRow[] = await next
    next = at < count ? page(at) : null
    next?.catch(() => {}) // Told when it is its turn.
    yield rows
  }
}

type ReadResponse = Pick<ExportRow, 'id' | 'submittedAt' | 'startedAt' | 'language' | 'attributes'> & { seq: number }
type ReadRevision = { id: string; answers: ScoredAnswers; marks: Mark[] }

async function readPage(trx: Trx, { orgId, studyId }: StudyKey, seqs: number[], revisions: number[], words: WordsTaken): Promise<ExportRow[]> {
  const { rows: between } = await sql<ReadResponse>`
    select id, seq::float8 as seq, submitted_at as "submittedAt", started_at as "startedAt", language, attributes
    from response where org_id = ${orgId} and study_id = ${studyId} and seq >= ${seqs[0]} and seq <= ${seqs.at(-1)}
    order by seq`.execute(trx)
  const wanted = new Set(seqs)
  const responses = between.filter(({ seq }) => wanted.has(seq))
  const ids = responses.map(({ id }) => id)
  const { rows } = await sql<ReadRevision>`
    select wanted.id, kept.answers, array_to_json(kept.marks) as marks
    from unnest(${ids}::uuid[], ${revisions}::int[]) as wanted (id, revision), lateral (
      select answers, marks from response_revision where org_id = ${orgId} and response_id = wanted.id and revision = wanted.revision offset 0
    ) as kept`.execute(trx)
  const kept = new Map(rows.map((row) => [row.id, row]))
  const said = words === 'none' ? null : await readWords(trx, orgId, ids)
  return responses.map(({ seq: _, ...response }) => {
    const { answers, marks } = kept.get(response.id)!
    const { texts = {}, help = null } = said?.get(response.id) ?? {}
    return { ...response, marks, ratings: answers.ratings ?? {}, choices: answers.choices ?? {}, texts, help }
  })
}

type Words = Pick<ExportRow, 'texts' | 'help'>

async function readWords(trx: Trx, orgId: string, ids: string[]): Promise<Map<string, Words>> {
  const { rows } = await sql<{ response_id: string; kind: string; item: string | null; text: string | null; contact: Contact | null }>`
    select said.* from unnest(${ids}::uuid[]) as wanted (id), lateral (
      select response_id, kind, item, text, contact from statement where org_id = ${orgId} and response_id = wanted.id order by id
    ) as said`.execute(trx)
  const found = new Map<string, Words>()
  for (const { response_id: id, kind, item, text, contact } of rows) {
    const own = found.get(id) ?? { texts: {}, help: null }
    if (kind === 'help') own.help = { text, contact }
    else if (item !== null && text !== null) own.texts[item] = text
    found.set(id, own)
  }
  return found
}

/** The longest texts in bytes, by text item, by attribute key, and of requests for help; for programs that fix widths beforehand. */
export type Widths = { items: ReadonlyMap<string, number>; attributes: ReadonlyMap<string, number>; help: number; contact: number }

export async function textWidths(trx: Trx, { orgId, studyId }: StudyKey): Promise<Widths> {
  const { rows } = await sql<{ item: string | null; bytes: number; contact: number }>`
    select item, coalesce(max(octet_length(text)), 0)::int as bytes, coalesce(max(octet_length(contact::text)), 0)::int as contact
    from statement where org_id = ${orgId} and study_id = ${studyId} group by item`.execute(trx)
  const { rows: attributes } = await sql<{ key: string; bytes: number }>`
    select each.key, max(octet_length(each.value))::int as bytes
    from response, jsonb_each_text(response.attributes) as each
    where response.org_id = ${orgId} and response.study_id = ${studyId} group by each.key`.execute(trx)
  const help = rows.find(({ item }) => item === null)
  return {
    items: new Map(rows.flatMap(({ item, bytes }) => (item === null ? [] : [[item, bytes] as const]))),
    attributes: new Map(attributes.map(({ key, bytes }) => [key, bytes])),
    help: help?.bytes ?? 0,
    contact: help?.contact ?? 0,
  }
}
