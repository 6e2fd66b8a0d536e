import { sql } from 'kysely'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Trx } from '../../database.ts'
import { valueMatches } from '../attribute-classes.ts'
import { classesOf, classOf } from './mark-class.ts'
import { dayBegins } from './facts.ts'
import type { Cells } from './open.ts'
import { readValues } from './values.ts'

/** When the first and the last selected response came, looked up in the responses: where a correction waits to be folded. */
export async function extentInResponses(
  trx: Trx,
  { frame, build, waiting }: Cells,
  { from, to, marks, attributes }: Selection,
): Promise<{ firstAt: number | null; lastAt: number | null }> {
  const carries = await Promise.all(
    Object.entries(attributes).map(async ([key, wanted]) => {
      const type = frame.attributes.find((attribute) => attribute.key === key)?.type ?? 'text'
      const folded = (await readValues(trx, build, [{ key, type: 'number' }])).map(({ value }) => value)
      const known = [...folded, ...waiting.flatMap((fact) => fact.attributes[key] ?? [])]
      const values = known.filter((value) => value !== '' && wanted.some((one) => valueMatches(type, one, value)))
      return sql`and response.attributes ->> ${key} = any(${values}::text[])`
    }),
  )
  const first = (order: 'asc' | 'desc') => sql`(
    select submitted_at from response join response_revision as revision
      on revision.org_id = response.org_id and revision.response_id = response.id and revision.revision = response.revision
    where response.org_id = ${build.orgId} and study_id = ${build.studyId} and ${classOf(sql`revision.marks`)} = any(${[...classesOf[marks]]}::integer[])
      ${from === undefined ? sql`` : sql`and submitted_at >= ${dayBegins(from, 0, build.timeZone)}`}
      ${to === undefined ? sql`` : sql`and submitted_at < ${dayBegins(to, 1, build.timeZone)}`}
      ${sql.join(carries, sql` `)}
    order by submitted_at ${sql.raw(order)} limit 1)`
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`select ${first('asc')} as first, ${first('desc')} as last`.execute(trx)
  return { firstAt: rows[0]?.first?.getTime() ?? null, lastAt: rows[0]?.last?.getTime() ?? null }
}
