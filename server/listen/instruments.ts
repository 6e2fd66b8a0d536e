import { invalidValues } from '@gap5/contract/invalid.ts'
import { completed } from '@gap5/contract/listen/completed.ts'
import { definitionOf, type Draft } from '@gap5/contract/listen/draft.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Instrument, InstrumentVersion } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'

/** A new instrument with its first version as a draft. `definition` is parsed already. */
export async function createInstrument(
  trx: Trx,
  actor: AuditActor,
  { definition, libraryKey = null }: { definition: Definition; libraryKey?: string | null },
  now: Date,
): Promise<Instrument> {
  const { id } = await trx
    .insertInto('instrument')
    .values({ org_id: actor.orgId, library_key: libraryKey, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertVersion(trx, actor.orgId, id, 1, definition, now)
  await audit(trx, actor, 'instrument.created', { kind: 'instrument', id }, { title: definition.title, ...(libraryKey !== null && { libraryKey }) })
  return readInstrument(trx, actor.orgId, id)
}

async function insertVersion(trx: Trx, orgId: string, id: string, version: number, definition: Definition, now: Date) {
  await trx
    .insertInto('instrument_version')
    .values({ org_id: orgId, instrument_id: id, version, definition: jsonb(definition), updated_at: now })
    .execute()
}

/** One version of an instrument, the newest unless told. */
export async function readInstrument(trx: Trx, orgId: string, id: string, version?: number): Promise<Instrument> {
  const row = await versions(trx, orgId)
    .where('instrument.id', '=', id)
    .$if(version !== undefined, (query) => query.where('version.version', '=', version!))
    .orderBy('version.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('listen.instrument-unknown')
  return instrumentFrom(row)
}

/** The newest version of each instrument, the last changed first. */
export async function listInstruments(trx: Trx, orgId: string): Promise<Instrument[]> {
  const rows = await versions(trx, orgId)
    .distinctOn('instrument.id')
    .orderBy('instrument.id')
    .orderBy('version.version', 'desc')
    .execute()
  return rows.map(instrumentFrom).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}

const mostKnown = 200

/** What the organisation asks or asked, the last published first. */
export async function publishedDefinitions(trx: Trx, orgId: string): Promise<Definition[]> {
  const rows = await trx
    .selectFrom('instrument_version')
    .select('definition')
    .where('org_id', '=', orgId)
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .limit(mostKnown)
    .execute()
  return rows.map(({ definition }) => definition)
}

function versions(trx: Trx, orgId: string) {
  return trx
    .selectFrom('instrument')
    .innerJoin('instrument_version as version', (join) =>
      join.onRef('version.org_id', '=', 'instrument.org_id').onRef('version.instrument_id', '=', 'instrument.id'),
    )
    .select([
      'instrument.id',
      'instrument.library_key',
      'version.version',
      'version.revision',
      'version.updated_at',
      'version.published_at',
      'version.definition',
    ])
    .where('instrument.org_id', '=', orgId)
}

type InstrumentRow = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>

function instrumentFrom(row: InstrumentRow): Instrument {
  return {
    id: row.id,
    libraryKey: row.library_key,
    version: row.version,
    revision: row.revision,
    updatedAt: row.updated_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
    definition: row.definition,
  }
}

/** A draft version with the wording of the newest; a draft that is there already is given back as it is. */
export async function startVersion(trx: Trx, actor: AuditActor, id: string, now: Date): Promise<Instrument> {
  const newest = await readInstrument(trx, actor.orgId, id)
  if (newest.publishedAt === null) return newest
  await insertVersion(trx, actor.orgId, id, newest.version + 1, newest.definition, now)
  await audit(trx, actor, 'instrument.version-started', { kind: 'instrument', id }, { version: newest.version + 1 })
  return readInstrument(trx, actor.orgId, id)
}

/** Changes the draft version as it was at `revision`. Published versions are frozen. */
export async function changeInstrument(
  trx: Trx,
  actor: AuditActor,
  { id, version, revision, definition }: { id: string; version: number; revision: number; definition: Definition },
  now: Date,
): Promise<Instrument> {
  const changed = await trx
    .updateTable('instrument_version')
    .set((eb) => ({ definition: jsonb(definition), working: null, saved_by: actor.id, revision: eb('revision', '+', 1), updated_at: now }))
    .where('org_id', '=', actor.orgId)
    .where('instrument_id', '=', id)
    .where('version', '=', version)
    .where('revision', '=', revision)
    .executeTakeFirst()
  const present = await readInstrument(trx, actor.orgId, id, version)
  if (changed.numUpdatedRows === 0n) {
    throw new Problem(present.publishedAt === null ? 'listen.changed-meanwhile' : 'listen.instrument-frozen')
  }
  await audit(trx, actor, 'instrument.changed', { kind: 'instrument', id }, { version })
  return present
}

/**
 * Freezes the draft version, told it is complete. One that is published already stays published at its time. With
 * `revision`, only the state the caller saw is published.
 */
export async function publishInstrument(trx: Trx, actor: AuditActor, id: string, version: number, now: Date, revision?: number): Promise<Instrument> {
  const row = await trx
    .selectFrom('instrument_version')
    .select(['working', 'revision', 'published_at'])
    .where('org_id', '=', actor.orgId)
    .where('instrument_id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst()
  if (row?.published_at === null) {
    if (revision !== undefined && row.revision !== revision) throw new Problem('listen.changed-meanwhile')
    await trx
      .updateTable('instrument_version')
      .set({ published_at: now, working: null, ...(row.working === null ? {} : { definition: jsonb(wholeDefinition(row.working)) }) })
      .where('org_id', '=', actor.orgId)
      .where('instrument_id', '=', id)
      .where('version', '=', version)
      .execute()
    await audit(trx, actor, 'instrument.published', { kind: 'instrument', id }, { version })
  }
  return readInstrument(trx, actor.orgId, id, version)
}

function wholeDefinition(working: Draft): Definition {
  const made = definitionOf(working)
  if (!made.success) throw new Problem('listen.draft-incomplete', undefined, { errors: invalidValues(made.error, completed(working)) })
  return made.data
}

/** All versions, the newest first, each with the studies that ask it. */
export async function listVersions(trx: Trx, orgId: string, id: string): Promise<InstrumentVersion[]> {
  const rows = await versions(trx, orgId).where('instrument.id', '=', id).orderBy('version.version', 'desc').execute()
  if (rows.length === 0) throw new Problem('listen.instrument-unknown')
  const studies = await trx
    .selectFrom('study')
    .select(['handle', 'title', 'instrument_version', 'published_at'])
    .where('org_id', '=', orgId)
    .where('instrument_id', '=', id)
    .orderBy('created_at')
    .execute()
  return rows.map((row, place) => ({
    version: row.version,
    title: row.definition.title,
    updatedAt: row.updated_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
    items: row.definition.blocks.reduce((sum, { items }) => sum + items.length, 0),
    studies: studies
      .filter((study) => (study.published_at === null ? place === 0 : study.instrument_version === row.version))
      .map(({ handle, title }) => ({ handle, title })),
  }))
}

/** Removes an instrument no study uses and of which nothing was published; otherwise only its draft version. */
export async function deleteDraft(trx: Trx, actor: AuditActor, id: string): Promise<void> {
  const { version, publishedAt } = await readInstrument(trx, actor.orgId, id)
  if (publishedAt !== null) throw new Problem('listen.instrument-frozen')
  if (version === 1) await trx.deleteFrom('instrument').where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  else {
    await trx
      .deleteFrom('instrument_version')
      .where('org_id', '=', actor.orgId)
      .where('instrument_id', '=', id)
      .where('version', '=', version)
      .execute()
  }
  await audit(trx, actor, 'instrument.draft-deleted', { kind: 'instrument', id }, { version })
}
