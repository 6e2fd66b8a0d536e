/**
 * Answers of programs, accepted in one statement. A study that was read for an answer is remembered, and the version of its
 * row (`xmin`) with it; the statement writes only where study, collector and units are still as they are remembered, so that
 * nothing is taken that a look at them would have refused.
 */
import { sql } from 'kysely'
import { studyState } from '@gap5/contract/listen/studies.ts'
import { inOrganisation, type Trx } from '../database.ts'
import { follow } from '../events.ts'
import { unitCodes } from '../people/unit-codes.ts'
import type { Dependencies } from '../room.ts'
import { apiChannel, checkLetter, type Asked, type Letter } from './api-intake.ts'
import { responsesAccepted } from './events.ts'
import { acceptedBefore, distinct, inOrder, rowsWritten, told, type Accepted, type IntakeRow, type IntakeSource } from './intake.ts'
import { isLimited } from './places.ts'
import { publishedDefinition, type PublishedDefinition } from './published-definition.ts'
import { findStudy } from './studies.ts'
import type { UncountedStudy } from './study-rows.ts'

type Known = {
  study: UncountedStudy
  collectorId: string
  /** Versions of the rows of study and collector. */
  versions: { study: string; collector: string }
  published: PublishedDefinition
  asked: Asked
}

const known = new Map<string, Known>()
const mostKnown = 200

function nameOf(orgId: string, handle: string): string {
  return `${orgId} ${handle}`
}

/** Remembers an open study without limits, which has a collector for programs by now. */
export async function learn(trx: Trx, orgId: string, handle: string, now: Date): Promise<void> {
  const { id } = await findStudy(trx, orgId, handle, now)
  // The versions first: what changes from here on does not bear them any more.
  const { rows } = await sql<{ study: string; collector: string; collectorId: string; isClosed: boolean }>`
    select study.xmin::text as study, collector.xmin::text as collector, collector.id as "collectorId", collector.closed_at is not null as "isClosed"
    from study join collector on collector.org_id = study.org_id and collector.study_id = study.id and collector.kind = 'api'
    where study.org_id = ${orgId} and study.id = ${id} order by collector.created_at limit 1`.execute(trx)
  const [found] = rows
  const study = await findStudy(trx, orgId, handle, now)
  if (found === undefined || found.isClosed || study.id !== id || isLimited(study)) return
  const published = await publishedDefinition(trx, orgId, id)
  const codes = await unitCodes(trx, orgId, study.attributes)
  if (known.size >= mostKnown) known.delete(known.keys().next().value!)
  const { collectorId, ...versions } = found
  known.set(nameOf(orgId, handle), { study, collectorId, versions, published, asked: { definition: published.definition, attributes: study.attributes, codes } })
}

/** What each letter became that could be accepted at once. The others are as if they had not been tried. */
export async function takeInAtOnce<One extends Letter>(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  orgId: string,
  handle: string,
  letters: readonly One[],
): Promise<Map<One, Accepted>> {
  const study = known.get(nameOf(orgId, handle))
  const now = clock.now()
  if (study === undefined || studyState(study.study, now) !== 'open') return new Map()
  const rows = new Map(letters.flatMap((letter) => rowOf(study, letter, now)))
  if (rows.size === 0) return new Map()
  const ordered = inOrder([...rows.values()])
  const source = { orgId, studyId: study.study.id, collectorId: study.collectorId, channel: apiChannel, receivedAt: now }
  const accepted = await write({ db, study, source }, ordered)
  if (accepted === null) {
    known.delete(nameOf(orgId, handle))
    return new Map()
  }
  const answers = new Map(ordered.map((row, at) => [row, accepted[at]!]))
  return new Map([...rows].map(([letter, row]) => [letter, answers.get(row)!]))
}

function rowOf<One extends Letter>({ asked }: Known, letter: One, now: Date): [One, IntakeRow][] {
  if (letter.externalId === null) return []
  const { row } = checkLetter(asked, letter.body, now)
  return row === null ? [] : [[letter, { ...row, externalId: letter.externalId }]]
}

/** Null where something is not as it was remembered, and nothing was written. */
async function write(
  { db, study, source }: { db: Dependencies['db']; study: Known; source: IntakeSource },
  rows: readonly IntakeRow[],
): Promise<Accepted[] | null> {
  const { versions, published, asked } = study
  const once = distinct(rows)
  const { rows: written } = await sql<{ external_id: string | null; response_id: string }>`
    select external_id, response_id from accept_if_unchanged(
      ${versions.study}, ${versions.collector}, ${unitsOf(asked, once)}::text[], ${responsesAccepted.name}, ${rowsWritten(source, published, once)})`.execute(db)
  if (written[0]?.external_id === null) return null
  const fresh = new Map(written.map((row) => [row.external_id!, row.response_id]))
  if (fresh.size > 0) follow(db, responsesAccepted, source.orgId)
  const earlier = fresh.size < once.length ? await inOrganisation(db, source.orgId, (trx) => acceptedBefore(trx, source, once)) : new Map<string, string>()
  return told(rows, fresh, earlier)
}

/** Codes of units that the rows name. */
function unitsOf({ attributes }: Asked, rows: readonly IntakeRow[]): string[] {
  const keys = attributes.filter(({ type }) => type === 'unit').map(({ key }) => key)
  return [...new Set(rows.flatMap((row) => keys.map((key) => row.attributes[key]).filter((code) => code !== undefined)))]
}
