/** Revisions of responses as they count in cells: added, or taken away again where another took their place. */
import { sql, type RawBuilder } from 'kysely'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../../database.ts'
import { answersOf, revisionColumns, type ReadAnswers, type StudyKey } from '../answer-cache.ts'
import { AnswerTable } from '../answer-table.ts'
import { addPortion } from '../summed.ts'
import type { Layout } from '../sums/layout.ts'
import { markClass } from './mark-class.ts'

/** `sign` is 1 for what counts from now on, −1 for what counts no more. */
export type Change = { responseId: string; revision: number; sign: 1 | -1 }

export type Fact = ReadAnswers & {
  sign: 1 | -1
  /** In the time zone that was asked for, yyyy-mm-dd. */
  day: string
  submittedAt: Date
  attributes: AttributeValues
  /** See `markClass`; withdrawn revisions are never read. */
  class: number
}

/** Facts read and scored at a time: some ten milliseconds of work. */
export const factsAtATime = 500

/** What changes are about; revisions without answers (withdrawn) say nothing and are left out. */
export async function factsOf(trx: Trx, key: StudyKey, timeZone: string, changes: readonly Change[]): Promise<Fact[]> {
  return factsAmong(trx, key, timeZone, sql`
    select * from unnest(${changes.map((change) => change.responseId)}::uuid[], ${changes.map((change) => change.revision)}::integer[],
      ${changes.map((change) => change.sign)}::integer[]) as change (response_id, revision, sign)`)
}

/** The same of changes that are rows of response_id, revision and sign; of some days only where they are told. */
export async function factsAmong(trx: Trx, { orgId, studyId }: StudyKey, timeZone: string, changes: RawBuilder<unknown>, days?: DaySpan): Promise<Fact[]> {
  const within = days === undefined ? sql`` : sql`and response.submitted_at >= ${dayBegins(days.first, 0, timeZone)} and response.submitted_at < ${dayBegins(days.last, 1, timeZone)}`
  const { rows } = await sql<ReadFact>`
    select change.sign, ${factColumns(timeZone)}
    from (${changes}) as change
    join response on response.org_id = ${orgId} and response.id = change.response_id and response.study_id = ${studyId} ${within},
    lateral (select ${revisionColumns} from response_revision as revision
      where revision.org_id = ${orgId} and revision.response_id = change.response_id and revision.revision = change.revision offset 0) as latest`.execute(trx)
  return counted(rows)
}

/** Days, both included. */
export type DaySpan = { first: string; last: string }

/** The latest revisions of the responses of some days, in portions. */
export async function* factsOfDays(trx: Trx, { orgId, studyId }: StudyKey, timeZone: string, { first, last: end }: DaySpan): AsyncGenerator<Fact[]> {
  let after: { at: string; id: string } | null = null
  for (;;) {
    const rest: RawBuilder<unknown> = after === null ? sql`` : sql`and (submitted_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`
    const page = await sql<ReadFact & { id: string; at: string }>`
      select 1 as sign, response.id, response.submitted_at::text as at, ${factColumns(timeZone)}
      from (
        select * from response where org_id = ${orgId} and study_id = ${studyId}
          and submitted_at >= ${dayBegins(first, 0, timeZone)} and submitted_at < ${dayBegins(end, 1, timeZone)} ${rest}
        order by submitted_at, id limit ${factsAtATime}
      ) as response,
      lateral (select ${revisionColumns} from response_revision as revision
        where revision.org_id = ${orgId} and revision.response_id = response.id and revision.revision = response.revision offset 0) as latest
      order by response.submitted_at, response.id`.execute(trx)
    if (page.rows.length > 0) yield counted(page.rows)
    const last = page.rows.at(-1)
    if (last === undefined || page.rows.length < factsAtATime) return
    after = { at: last.at, id: last.id }
  }
}

type ReadFact = Omit<Fact, 'class'>

function factColumns(timeZone: string) {
  return sql`${dayIn(timeZone)}::text as day, response.submitted_at as "submittedAt", response.attributes, latest.marks, latest.numbers, latest.ratings`
}

/** The day a response was given on. */
export function dayIn(timeZone: string): RawBuilder<string> {
  return sql<string>`(response.submitted_at at time zone ${timeZone})::date`
}

/** The instant at which a day, or one some days later, begins. */
export function dayBegins(day: string, later: number, timeZone: string): RawBuilder<Date> {
  return sql<Date>`((${day}::date + ${later}::integer)::timestamp at time zone ${timeZone})`
}

function counted(rows: readonly ReadFact[]): Fact[] {
  return rows.flatMap((row) => {
    const found = markClass(row.marks)
    return found === null ? [] : [{ ...row, class: found }]
  })
}

/** Scores facts once and adds them to sums, or takes them away, each group of them to its own. */
export function addFacts(layout: Layout, facts: readonly Fact[], groups: Iterable<{ places: readonly number[]; sums: Float64Array }>): void {
  const table = new AnswerTable(layout.variables)
  facts.forEach((fact, at) =>
    table.put({ key: String(at), submittedAt: fact.submittedAt, marks: [], answers: answersOf(fact, layout.variables), attributes: {} }),
  )
  const taken: { sums: Float64Array; from: Float64Array }[] = []
  const targets = [...groups].flatMap(({ places, sums }) => {
    const [added, removed] = [places.filter((at) => facts[at]!.sign > 0), places.filter((at) => facts[at]!.sign < 0)]
    const parts = added.length > 0 ? [{ positions: Int32Array.from(added), sums }] : []
    if (removed.length === 0) return parts
    const away = new Float64Array(layout.length)
    taken.push({ sums: away, from: sums })
    return [...parts, { positions: Int32Array.from(removed), sums: away }]
  })
  addPortion(layout, table, Int32Array.from(facts.keys()), targets)
  for (const { sums, from } of taken) subtract(from, sums)
}

function subtract(from: Float64Array, sums: Float64Array): void {
  for (let at = 0; at < sums.length; at++) from[at]! -= sums[at]!
}

/** Adds facts, each to the sums that are told for it. */
export function addInPortions(layout: Layout, facts: readonly Fact[], sumsOf: (fact: Fact) => Float64Array): void {
  for (let start = 0; start < facts.length; start += factsAtATime) {
    const portion = facts.slice(start, start + factsAtATime)
    const groups = Map.groupBy(portion.keys(), (at) => sumsOf(portion[at]!))
    addFacts(layout, portion, [...groups].map(([sums, places]) => ({ places, sums })))
  }
}
