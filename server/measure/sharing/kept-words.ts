/**
 * What people said is never kept a second time: a frozen view keeps which statements it showed, and reads their words when it is
 * opened. Who has been erased meanwhile is silent there, too.
 */
import type { Statement } from '@gap5/contract/listen/responses.ts'
import type { Trx } from '../../database.ts'

/** The answer with its statements emptied. */
export function withoutWords(answer: unknown): unknown {
  return mapped(answer, (statements) => statements.map((statement) => ({ ...statement, text: null })))
}

/** The answer with the words of those statements that are still there; the others fall out. */
export async function withWords(trx: Trx, orgId: string, answer: unknown): Promise<unknown> {
  const ids: string[] = []
  mapped(answer, (statements) => (ids.push(...statements.map(({ id }) => id)), statements))
  if (ids.length === 0) return answer
  const rows = await trx.selectFrom('statement').select(['id', 'text']).where('org_id', '=', orgId).where('id', 'in', ids).where('erased_at', 'is', null).execute()
  const texts = new Map(rows.map(({ id, text }) => [id, text]))
  return mapped(answer, (statements) => statements.flatMap((statement) => (texts.get(statement.id) == null ? [] : [{ ...statement, text: texts.get(statement.id) ?? null }])))
}

/** Wherever in an answer statements stand: `{ statements: […] }`, at whatever depth. */
function mapped(value: unknown, change: (statements: Statement[]) => Statement[]): unknown {
  if (Array.isArray(value)) return value.map((each) => mapped(each, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === 'statements' && Array.isArray(each) ? change(each as Statement[]) : mapped(each, change)]))
}
