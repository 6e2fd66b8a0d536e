import { sql } from 'kysely'
import type { Unit, UnitDraft } from '@gap5/contract/people/units.ts'
import type { AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Room } from '../room.ts'

/** All units, by code: an organisation has tens of them, at most some hundreds. */
export async function listUnits(trx: Trx, orgId: string): Promise<Unit[]> {
  const rows = await trx.selectFrom('unit').select(columns).where('org_id', '=', orgId).orderBy('code').execute()
  return rows.map(unitFrom)
}

export async function readUnit(trx: Trx, orgId: string, id: string): Promise<Unit> {
  const row = await trx.selectFrom('unit').select(columns).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('people.unit-unknown')
  return unitFrom(row)
}

export async function createUnit(trx: Trx, actor: AuditActor, draft: UnitDraft, now: Date): Promise<Unit> {
  await lockTree(trx, actor.orgId)
  await requireParent(trx, actor.orgId, draft.parentId)
  const row = await trx
    .insertInto('unit')
    .values({ org_id: actor.orgId, ...valuesOf(draft), created_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'unit.created', { kind: 'unit', id: row.id }, { after: draft })
  return unitFrom(row)
}

/** Replaces a unit's values; its code only while nothing names it. */
export async function changeUnit(trx: Trx, actor: AuditActor, id: string, draft: UnitDraft, rooms: readonly Room[]): Promise<Unit> {
  await lockTree(trx, actor.orgId)
  const { id: _, ...before } = await readUnit(trx, actor.orgId, id)
  if (draft.code !== before.code) await requireUnnamed(trx, actor.orgId, before.code, rooms)
  await requireParent(trx, actor.orgId, draft.parentId)
  if (draft.parentId !== null && (await isAtOrBelow(trx, actor.orgId, draft.parentId, id))) throw new Problem('people.unit-circle')
  const row = await trx
    .updateTable('unit')
    .set(valuesOf(draft))
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'unit.changed', { kind: 'unit', id }, { before, after: draft })
  return unitFrom(row)
}

export async function deleteUnit(trx: Trx, actor: AuditActor, id: string, rooms: readonly Room[]): Promise<void> {
  await lockTree(trx, actor.orgId)
  const { id: _, ...before } = await readUnit(trx, actor.orgId, id)
  const below = await trx.selectFrom('unit').select('id').where('org_id', '=', actor.orgId).where('parent_id', '=', id).executeTakeFirst()
  if (below !== undefined) throw new Problem('people.unit-has-units')
  await requireUnnamed(trx, actor.orgId, before.code, rooms)
  await trx.deleteFrom('unit').where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, 'unit.deleted', { kind: 'unit', id }, { before })
}

/** One change of the tree after the other: two moves that are right each for itself could make a circle together. */
async function lockTree(trx: Trx, orgId: string): Promise<void> {
  await trx.selectFrom('organisation').select('org_id').where('org_id', '=', orgId).forUpdate().execute()
}

async function requireUnnamed(trx: Trx, orgId: string, code: string, rooms: readonly Room[]): Promise<void> {
  for (const { namesUnit } of rooms) if (await namesUnit?.(trx, orgId, code)) throw new Problem('people.unit-in-use')
}

async function requireParent(trx: Trx, orgId: string, parentId: string | null): Promise<void> {
  if (parentId === null) return
  const parent = await trx.selectFrom('unit').select('id').where('org_id', '=', orgId).where('id', '=', parentId).executeTakeFirst()
  if (parent === undefined) throw new Problem('people.unit-parent-unknown')
}

/** Whether `id` is `top` or stands somewhere below it. */
async function isAtOrBelow(trx: Trx, orgId: string, id: string, top: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive above as (
      select id, parent_id from unit where org_id = ${orgId} and id = ${id}
      union
      select unit.id, unit.parent_id from unit join above on unit.org_id = ${orgId} and unit.id = above.parent_id
    )
    select 1 from above where id = ${top}`.execute(trx)
  return rows.length > 0
}

const columns = ['id', 'code', 'kind', 'title', 'parent_id'] as const

function valuesOf({ code, kind, title, parentId }: UnitDraft) {
  return { code, kind, title: jsonb(title), parent_id: parentId }
}

function unitFrom(row: { id: string; code: string; kind: Unit['kind']; title: Unit['title']; parent_id: string | null }): Unit {
  return { id: row.id, code: row.code, kind: row.kind, title: row.title, parentId: row.parent_id }
}
