import type { RowProblem } from '@gap5/contract/listen/imports.ts'
import { jsonb, type Trx } from '../../database.ts'
import { acceptMany, type IntakeRow, type IntakeSource } from '../intake.ts'
import { marksOfRow, type AppliedRow } from './apply.ts'
import type { ImportRow } from './imports.ts'
import { problemOf } from './row-problems.ts'

type Counts = { accepted: number; repeated: number; refused: number }
type Refused = { row: number; cells: string[]; problems: RowProblem[] }

/** Takes the good rows in, keeps the others with their problems. Rows that were there already are only counted. */
export async function acceptRows(
  trx: Trx,
  record: ImportRow,
  { studyId, collectorId }: { studyId: string; collectorId: string },
  rows: readonly AppliedRow[],
  now: Date,
): Promise<Counts> {
  const source: IntakeSource = { orgId: record.org_id, studyId, collectorId, channel: channelOf(record), receivedAt: now }
  const good = rows.filter(({ problems }) => problems.length === 0)
  const taken = await takenKeys(trx, source, good)
  const fresh = good.filter((row) => !taken.has(row))
  const accepted = await acceptMany(trx, source, fresh.map((row) => intakeRow(row, record, now)))
  const repeated = accepted.filter((row) => row.repeated).length
  const refused: Refused[] = [
    ...rows.filter(({ problems }) => problems.length > 0),
    ...[...taken].map((row) => ({ ...row, problems: [problemOf(row.row, null, 'key-taken', row.key ?? '')] })),
  ]
  await keepRefused(trx, record, refused)
  return { accepted: accepted.length - repeated, repeated, refused: refused.length }
}

/**
 * Under which ids are retries: the same in every import into the study, so that a file brought twice, in whatever
 * format, adds nothing; or, where repeats are wanted, the same within one file.
 */
function channelOf({ repeats, file_hash: fileHash }: ImportRow): string {
  return repeats === 'keep' ? `import:${fileHash}` : 'import'
}

function externalId({ key, row, content }: AppliedRow): string {
  return key === null ? `row:${row}:${content}` : `key:${key}`
}

/** Rows whose key came before with other content: they are neither new nor the same. */
async function takenKeys(trx: Trx, { orgId, studyId, channel }: IntakeSource, rows: readonly AppliedRow[]): Promise<Set<AppliedRow>> {
  const keyed = rows.filter(({ key }) => key !== null)
  if (keyed.length === 0) return new Set()
  const before = await trx
    .selectFrom('intake_journal')
    .select(['external_id', 'body'])
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('channel', '=', channel)
    .where('external_id', 'in', keyed.map(externalId))
    .where('outcome', '=', 'accepted')
    .execute()
  const contents = new Map(before.map(({ external_id, body }) => [external_id, (body as JournalBody).content]))
  return new Set(keyed.filter((row) => (contents.get(externalId(row)) ?? row.content) !== row.content))
}

/** The file itself is kept beside the journal; this leads from a response to its row in it. */
type JournalBody = { import: string; row: number; content: string }

function intakeRow(row: AppliedRow, { id }: ImportRow, now: Date): IntakeRow {
  const body: JournalBody = { import: id, row: row.row, content: row.content }
  return {
    externalId: externalId(row),
    answers: row.answers,
    attributes: row.attributes,
    language: row.language,
    startedAt: null,
    submittedAt: row.submittedAt ?? now,
    marks: marksOfRow(row),
    body,
  }
}

async function keepRefused(trx: Trx, { org_id, id }: ImportRow, refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return
  await trx
    .insertInto('survey_import_refused')
    .values(refused.map(({ row, cells, problems }) => ({ org_id, import_id: id, row, cells: jsonb(cells), problems: jsonb(problems) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
