import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Language } from '@gap5/contract/language.ts'
import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import type { AttributeValues } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { record } from '../events.ts'
import { responsesAccepted } from './events.ts'
import { numbersOf } from './numbers.ts'
import { publishedDefinition, type PublishedDefinition } from './published-definition.ts'
import type { Contact, IntakeProblem } from './responses.tables.ts'
import { storable, storableJson, storableText } from './storable.ts'

/** Where answers come in. */
export type IntakeSource = {
  orgId: string
  /** A published study. Whether it is open is for the caller to say: imports of old answers need no open study. */
  studyId: string
  collectorId: string
  /** With `externalId` the key of a retry: `survey`, `api`, `import:<id>`. */
  channel: string
  receivedAt: Date
}

/** One person's answers, checked (`answerFaults`, `attributeFaults`) by the caller. */
export type IntakeRow = {
  /** Made by the sender, the same on a retry; unique within study and channel. */
  externalId: string
  answers: Answers
  attributes: AttributeValues
  language: Language | null
  startedAt: Date | null
  submittedAt: Date
  marks: Mark[]
  /** "May we help you?" */
  help?: { text: string | null; contact: Contact | null } | undefined
  /** The personal link that is used up by this. */
  personalLinkId?: string | undefined
  /** What came in, raw; null where it is journalled elsewhere (an import keeps its file). */
  body: unknown
}

export type Accepted = { responseId: string; repeated: boolean }

/**
 * Makes answers part of a study within the caller's transaction: the raw journal, the response with its first
 * revision and statements, and the event others react to. The same (channel, externalId) again returns the first id,
 * also when two arrive at once. Acknowledge after commit only.
 */
export async function accept(trx: Trx, { orgId, studyId, collectorId, channel, receivedAt, ...row }: IntakeSource & IntakeRow): Promise<Accepted> {
  const [accepted] = await acceptMany(trx, { orgId, studyId, collectorId, channel, receivedAt }, [row])
  return accepted!
}

/**
 * The same for many rows at once, best about 1,000 a call; answers in the order of `rows`.
 * A sender's id that stands twice in `rows` is accepted once.
 */
export async function acceptMany(trx: Trx, source: IntakeSource, rows: IntakeRow[]): Promise<Accepted[]> {
  if (rows.length === 0) return []
  const once = distinct(rows)
  const fresh = await write(trx, source, once)
  if (fresh.size > 0) await announce(trx, source, [...fresh.values()], once.filter(({ externalId }) => fresh.has(externalId)))
  const earlier = fresh.size < once.length ? await acceptedBefore(trx, source, once) : new Map<string, string>()
  return told(rows, fresh, earlier)
}

/** The first of those that come under the same sender's id. */
export function distinct<Row extends Pick<IntakeRow, 'externalId'>>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.toReversed().map((row) => [row.externalId, row])).values()].toReversed()
}

/** Rows in the order of their ids, so that two processes with the same rows never wait for each other in a ring. */
export function inOrder<Row extends Pick<IntakeRow, 'externalId'>>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.externalId < b.externalId ? -1 : Number(a.externalId > b.externalId)))
}

/** What each sender is told, given the response ids of what is new and of what was there. */
export function told(rows: readonly IntakeRow[], fresh: ReadonlyMap<string, string>, earlier: ReadonlyMap<string, string>): Accepted[] {
  const taken = new Set<string>()
  return rows.map(({ externalId }) => {
    const repeated = !fresh.has(externalId) || taken.has(externalId)
    taken.add(externalId)
    return { responseId: (fresh.get(externalId) ?? earlier.get(externalId))!, repeated }
  })
}

/** Sender's id → response id of what was not there before. */
async function write(trx: Trx, source: IntakeSource, rows: IntakeRow[]): Promise<Map<string, string>> {
  const written = rowsWritten(source, await publishedDefinition(trx, source.orgId, source.studyId), rows)
  const { rows: fresh } = await sql<{ external_id: string; response_id: string }>`
    select external_id, response_id from accept_responses(${written})`.execute(trx)
  return new Map(fresh.map((row) => [row.external_id, row.response_id]))
}

/** The arguments of `accept_responses`. */
export function rowsWritten(
  { orgId, studyId, collectorId, channel, receivedAt }: IntakeSource,
  { version, variables }: PublishedDefinition,
  rows: readonly IntakeRow[],
): RawBuilder<unknown> {
  const column = <Value>(of: (row: IntakeRow) => Value) => rows.map(of)
  const said = rows.flatMap(statementsOf)
  return sql`${orgId}::uuid, ${studyId}::uuid, ${collectorId}::uuid, ${channel}, ${version}::integer, ${receivedAt}::timestamptz,
      ${column((row) => row.externalId)}::text[],
      ${column((row) => (row.body === null ? null : storableJson(row.body)))}::jsonb[],
      ${column(({ answers: { ratings, choices } }) => JSON.stringify({ ratings, choices }))}::jsonb[],
      ${column((row) => arrayLiteral(numbersOf(variables, row.answers)))}::text[],
      ${column((row) => arrayLiteral(row.marks))}::text[],
      ${column((row) => storableJson(row.attributes))}::jsonb[],
      ${column((row) => row.language)}::text[],
      ${column((row) => row.startedAt?.toISOString() ?? null)}::timestamptz[],
      ${column((row) => row.submittedAt.toISOString())}::timestamptz[],
      ${column((row) => row.personalLinkId ?? null)}::uuid[],
      ${said.map((one) => one.row)}::integer[], ${said.map((one) => one.kind)}::text[], ${said.map((one) => one.item)}::text[],
      ${said.map((one) => one.text)}::text[], ${said.map((one) => one.contact)}::jsonb[]`
}

/** Numbers and marks need no quoting. */
function arrayLiteral(values: readonly (number | string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`
}

type Said = { row: number; kind: 'help' | 'verbatim'; item: string | null; text: string | null; contact: string | null }

/** What a row says in words; rows are counted from 1. */
function statementsOf({ answers, help }: IntakeRow, index: number): Said[] {
  const said = Object.entries(answers.texts).filter(([, text]) => text.trim() !== '')
  const verbatims: Said[] = said.map(([item, text]) => ({ row: index + 1, kind: 'verbatim', item, text: storableText(text), contact: null }))
  if (help === undefined) return verbatims
  const [text, contact] = [help.text && storableText(help.text), help.contact && storableJson(help.contact)]
  return [...verbatims, { row: index + 1, kind: 'help', item: null, text, contact }]
}

async function announce(trx: Trx, { orgId, studyId, collectorId, receivedAt }: IntakeSource, responseIds: string[], rows: readonly IntakeRow[]) {
  const lastAt = rows.reduce((last, { submittedAt }) => (submittedAt > last ? submittedAt : last), rows[0]!.submittedAt).toISOString()
  await record(trx, responsesAccepted, { orgId, at: receivedAt, payload: { studyId, collectorId, responseIds, lastAt } })
}

/**
 * Sender's id → response id of what was accepted before. A statement of its own: it sees what another transaction
 * committed while ours waited for it.
 */
export async function acceptedBefore(
  trx: Trx,
  { orgId, studyId, channel }: IntakeSource,
  rows: readonly Pick<IntakeRow, 'externalId'>[],
): Promise<Map<string, string>> {
  const ids = new Map(rows.flatMap(({ externalId }) => [[externalId, externalId], [erasedId(externalId), externalId]] as const))
  const before = await trx
    .selectFrom('intake_journal')
    .select(['external_id', 'response_id'])
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('channel', '=', channel)
    .where('external_id', '=', sql<string>`any(${[...ids.keys()]})`)
    .where('response_id', 'is not', null)
    .$narrowType<{ response_id: string }>()
    .execute()
  return new Map(before.map((row) => [ids.get(row.external_id)!, row.response_id]))
}

/** What stands in the place of a sender's id once the person is erased; the database makes it (`erased_id`). */
function erasedId(externalId: string): string {
  return `erased:${createHash('sha256').update(externalId).digest('hex')}`
}

/**
 * Keeps what could not be accepted, raw and visible, until somebody mends or dismisses it. A later success under the
 * same id takes its place; a failure after a success changes nothing.
 */
export async function reject(
  trx: Trx,
  { orgId, studyId, channel, receivedAt, collectorId }: Omit<IntakeSource, 'collectorId'> & { collectorId: string | null },
  { externalId, body, problem }: { externalId: string; body: unknown; problem: IntakeProblem },
): Promise<void> {
  const what = { received_at: receivedAt, collector_id: collectorId, body: storable(body), problem: storable(problem) as never }
  await trx
    .insertInto('intake_journal')
    .values({ org_id: orgId, study_id: studyId, channel, external_id: externalId, outcome: 'rejected', ...what })
    .onConflict((conflict) =>
      conflict
        .constraint('intake_journal_once')
        .doUpdateSet({ outcome: 'rejected', ...what })
        .where('intake_journal.outcome', '<>', 'accepted'),
    )
    .execute()
}
