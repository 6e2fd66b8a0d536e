/** The draft version of an instrument as it is being written: saved with every pause, finished or not. */
import { invalidValues } from '@gap5/contract/invalid.ts'
import { completed } from '@gap5/contract/listen/completed.ts'
import { definitionOf, type Draft, type DraftFault, type DraftState, type OpenDraft } from '@gap5/contract/listen/draft.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import { createInstrument, readInstrument } from './instruments.ts'
import { shownDraft } from './shown-draft.ts'

/** An instrument whose first version is a draft that may be unfinished. */
export async function createDraft(trx: Trx, actor: AuditActor, document: Draft, now: Date): Promise<Instrument> {
  const { id, revision } = await createInstrument(trx, actor, { definition: shownDraft(document) }, now)
  await saveDraft(trx, actor, id, revision, { document, dismissed: [] }, now)
  return readInstrument(trx, actor.orgId, id)
}

/** The draft of an instrument. Throws `listen.instrument-frozen` where the newest version is published. */
export async function readDraft(trx: Trx, actor: AuditActor, id: string): Promise<OpenDraft> {
  const rows = await trx
    .selectFrom('instrument_version')
    .select(['version', 'revision', 'definition', 'working', 'dismissed', 'saved_by', 'updated_at', 'published_at'])
    .where('org_id', '=', actor.orgId)
    .where('instrument_id', '=', id)
    .orderBy('version', 'desc')
    .limit(2)
    .execute()
  const [row, before] = rows
  if (row === undefined) throw new Problem('listen.instrument-unknown')
  if (row.published_at !== null) throw new Problem('listen.instrument-frozen')
  const document = row.working ?? row.definition
  return {
    instrument: id,
    version: row.version,
    revision: row.revision,
    savedAt: row.updated_at.toISOString(),
    savedByYou: row.saved_by === actor.id,
    published: before?.version ?? null,
    document,
    dismissed: row.dismissed,
    faults: draftFaults(document),
  }
}

/** What keeps a draft from being published, by its place. */
function draftFaults(document: Draft): DraftFault[] {
  const made = definitionOf(document)
  return made.success ? [] : invalidValues(made.error, completed(document))
}

/** How long one person's saving of one draft counts as one change in the audit trail. */
const oneSitting = 30 * 60_000

/** Keeps the draft as it was at `revision`. Somebody who saw an older state is told and loses nothing. */
export async function saveDraft(trx: Trx, actor: AuditActor, id: string, revision: number, { document, dismissed }: DraftState, now: Date): Promise<OpenDraft> {
  const before = await trx
    .selectFrom('instrument_version')
    .select(['version', 'revision', 'saved_by', 'updated_at', 'published_at'])
    .where('org_id', '=', actor.orgId)
    .where('instrument_id', '=', id)
    .orderBy('version', 'desc')
    .forUpdate()
    .executeTakeFirst()
  if (before === undefined) throw new Problem('listen.instrument-unknown')
  if (before.published_at !== null) throw new Problem('listen.instrument-frozen')
  if (before.revision !== revision) throw new Problem('listen.changed-meanwhile')
  await trx
    .updateTable('instrument_version')
    .set({ working: jsonb(document), definition: jsonb(bestDefinition(document)), dismissed: jsonb(dismissed), revision: revision + 1, saved_by: actor.id, updated_at: now })
    .where('org_id', '=', actor.orgId)
    .where('instrument_id', '=', id)
    .where('version', '=', before.version)
    .execute()
  const isSameSitting = before.saved_by === actor.id && now.getTime() - before.updated_at.getTime() < oneSitting
  if (!isSameSitting) await audit(trx, actor, 'instrument.changed', { kind: 'instrument', id }, { version: before.version })
  return readDraft(trx, actor, id)
}

/** The whole questionnaire where the draft is one; else as much of it as can be shown. */
function bestDefinition(document: Draft): Definition {
  const made = definitionOf(document)
  return made.success ? made.data : shownDraft(document)
}
