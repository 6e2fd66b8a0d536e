import { sql } from 'kysely'
import type { Trx } from '../database.ts'

/** Whether answers name a unit by its code, or what was handed out and still brings answers: collectors, personal links, pages half filled in. */
export async function namesUnit(trx: Trx, orgId: string, code: string): Promise<boolean> {
  const { rows } = await sql`
    select from study
    cross join lateral jsonb_array_elements(study.attributes) as attribute
    cross join lateral (select attribute ->> 'key') as asked (key)
    where study.org_id = ${orgId} and attribute ->> 'type' = 'unit' and (
      exists (select from response r where r.org_id = study.org_id and r.study_id = study.id and r.attributes ->> asked.key = ${code})
      or exists (
        select from collector c where c.org_id = study.org_id and c.study_id = study.id and (
          c.attributes ->> asked.key = ${code}
          or exists (select from personal_link l where l.org_id = c.org_id and l.collector_id = c.id and l.attributes ->> asked.key = ${code})
          or exists (select from response_draft d where d.org_id = c.org_id and d.collector_id = c.id and d.attributes ->> asked.key = ${code}))))
    limit 1`.execute(trx)
  return rows.length > 0
}
