/**
 * The answers of studies in memory, so that a result need not read them again: only what was written since is fetched.
 * Kept by organisation and study, and read inside the organisation's own transaction; the least recently used go first
 * when there are too many bytes.
 */
import { sql } from 'kysely'
import type { Mark } from '@gap5/contract/listen/answers.ts'
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import type { Answer } from './answer-column.ts'
import { AnswerTable } from './answer-table.ts'

/** Responses read at a time: a page is parsed without holding up other requests for long. */
const pageSize = 2_000

export type StudyKey = { orgId: string; studyId: string }

type Entry = {
  table: AnswerTable
  /** Everything written by transactions before this one (`xid8`) is in the table. */
  readUpTo: string | null
  /** The reading under way; the next waits for it. */
  reading: Promise<void>
}

export class AnswerCache {
  readonly #entries = new Map<string, Entry>()
  readonly #mostBytes: number

  constructor(mostBytes = 512 * 1024 * 1024) {
    this.#mostBytes = mostBytes
  }

  /** All answers of a study, up to the last commit. `variables` are those of its published definition. */
  async answers(trx: Trx, key: StudyKey, variables: readonly Variable[]): Promise<AnswerTable> {
    const entry = this.#entry(key, variables)
    const reading = entry.reading.then(() => readNew(trx, key, entry))
    entry.reading = reading.catch(() => {}) // whoever waits reads again
    await reading
    this.#makeRoom(entry)
    return entry.table
  }

  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + entry.table.bytes, 0)
  }

  get studies(): number {
    return this.#entries.size
  }

  /** The entry, now the most recently used. */
  #entry({ orgId, studyId }: StudyKey, variables: readonly Variable[]): Entry {
    const name = `${orgId}/${studyId}`
    const known = this.#entries.get(name)
    const entry = known ?? { table: new AnswerTable(variables.map((variable) => variable.key)), readUpTo: null, reading: Promise.resolve() }
    this.#entries.delete(name)
    this.#entries.set(name, entry)
    return entry
  }

  #makeRoom(inUse: Entry): void {
    let bytes = this.bytes
    for (const [name, entry] of this.#entries) {
      if (bytes <= this.#mostBytes) return
      if (entry === inUse) continue
      this.#entries.delete(name)
      bytes -= entry.table.bytes
    }
  }
}

/**
 * Transactions commit in another order than they begin. What is remembered is therefore the oldest transaction that was still
 * open before reading: everything older is in the table for good, everything from it on is read again next time.
 */
async function readNew(trx: Trx, key: StudyKey, entry: Entry): Promise<void> {
  const horizon = await oldestOpenTransaction(trx)
  let after = 0
  for (;;) {
    const page = await readPage(trx, key, entry.readUpTo, after)
    for (const row of page) entry.table.put({ ...row, answers: answersOf(row, entry.table.variables) })
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    after = last.seq
  }
  entry.readUpTo = horizon
}

async function oldestOpenTransaction(trx: Trx): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(trx)
  return rows[0]?.horizon ?? '0'
}

type ReadRow = ReadAnswers & { key: string; seq: number; submittedAt: Date; attributes: AttributeValues }

/** The page is cut before anything is joined to it: the cost of a page must not grow with the study. */
async function readPage(trx: Trx, { orgId, studyId }: StudyKey, since: string | null, after: number): Promise<ReadRow[]> {
  const { rows } = await sql<ReadRow>`
    with page as materialized (
      select id, seq, submitted_at, attributes, revision
      from response
      where org_id = ${orgId} and study_id = ${studyId} and seq > ${after}
        ${since === null ? sql`` : sql`and written_in >= ${since}::xid8`}
      order by seq
      limit ${pageSize}
    )
    select page.id as key, page.seq, page.submitted_at as "submittedAt", page.attributes, latest.marks, latest.numbers, latest.ratings
    from page, lateral (
      select ${revisionColumns} from response_revision
      where org_id = ${orgId} and response_id = page.id and revision = page.revision
      offset 0
    ) as latest
    order by page.seq`.execute(trx)
  return rows
}

/** What is read of a revision. Arrays come as JSON, which is parsed faster. */
export const revisionColumns = sql`array_to_json(marks) as marks, array_to_json(numbers) as numbers,
  case when array_position(numbers, null) is not null and answers @? '$.ratings.* ? (@ == "na" || @ == "dk")'
    then answers -> 'ratings' end as ratings`

export type ReadAnswers = {
  marks: Mark[]
  numbers: (number | null)[]
  /** Ratings as given, of responses that said "not applicable" or "don't know" somewhere. */
  ratings: Record<string, Answer> | null
}

export function answersOf({ numbers, ratings }: ReadAnswers, variables: readonly string[]): readonly Answer[] {
  if (ratings === null) return numbers
  return numbers.map((number, at) => number ?? ratings[variables[at] ?? ''] ?? null)
}
