import type { Board, BoardDraft, BoardList } from '@gap5/contract/measure/boards.ts'
import { sql, type Selectable } from 'kysely'
import type { AuditActor } from '../../access/actor.ts'
import { audit } from '../../access/audit.ts'
import { jsonb, type Trx } from '../../database.ts'
import { Problem } from '../../problem.ts'
import type { BoardTable } from './boards.tables.ts'

const mostBoards = 200

/** The last changed first. */
export async function listBoards(trx: Trx, orgId: string): Promise<BoardList> {
  const rows = await trx
    .selectFrom('board')
    .select(['id', 'title', 'period', 'revision', 'changed_at', sql<number>`jsonb_array_length(cards)`.as('cards')])
    .where('org_id', '=', orgId)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(mostBoards)
    .execute()
  return rows.map(({ changed_at, ...row }) => ({ ...row, changedAt: changed_at.toISOString() }))
}

export async function readBoard(trx: Trx, orgId: string, id: string): Promise<Board> {
  const row = await trx.selectFrom('board').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('measure.board-unknown')
  return boardFrom(row)
}

export async function createBoard(trx: Trx, actor: AuditActor, draft: BoardDraft, now: Date): Promise<Board> {
  const row = await trx
    .insertInto('board')
    .values({ org_id: actor.orgId, ...valuesOf(draft), created_at: now, changed_at: now })
    .returningAll()
    .executeTakeFirstOrThrow()
  await audit(trx, actor, 'board.created', { kind: 'board', id: row.id }, { after: { title: draft.title, cards: draft.cards.length } })
  return boardFrom(row)
}

/** Replaces title, period and cards, unless somebody changed the board since `revision`. */
export async function changeBoard(trx: Trx, actor: AuditActor, id: string, revision: number, draft: BoardDraft, now: Date): Promise<Board> {
  const row = await trx
    .updateTable('board')
    .set((eb) => ({ ...valuesOf(draft), revision: eb('revision', '+', 1), changed_at: now }))
    .where('org_id', '=', actor.orgId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst()
  if (row !== undefined) {
    await audit(trx, actor, 'board.changed', { kind: 'board', id }, { after: { title: draft.title, cards: draft.cards.length } })
    return boardFrom(row)
  }
  await readBoard(trx, actor.orgId, id)
  throw new Problem('listen.changed-meanwhile')
}

export async function deleteBoard(trx: Trx, actor: AuditActor, id: string): Promise<void> {
  const { title } = await readBoard(trx, actor.orgId, id)
  await trx.deleteFrom('board').where('org_id', '=', actor.orgId).where('id', '=', id).execute()
  await audit(trx, actor, 'board.deleted', { kind: 'board', id }, { before: { title } })
}

function valuesOf({ title, period, cards }: BoardDraft) {
  return { title: jsonb(title), period, cards: jsonb(cards) }
}

function boardFrom({ id, title, period, cards, revision, changed_at }: Selectable<BoardTable>): Board {
  return { id, title, period, cards, revision, changedAt: changed_at.toISOString() }
}
