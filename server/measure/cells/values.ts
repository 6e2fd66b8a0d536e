/** How many responses carry each value of each attribute: counted as cells are, without marks and without time. */
import { sql, type RawBuilder } from 'kysely'
import type { Trx } from '../../database.ts'
import type { StudyKey } from '../answer-cache.ts'
import type { Build } from './build.ts'
import { pendingRows } from './changes.ts'
import type { Fact } from './facts.ts'

export type ValueDelta = { attribute: string; value: string; n: number }

export function valueDeltas(facts: readonly Fact[]): ValueDelta[] {
  const deltas = new Map<string, ValueDelta>()
  for (const { attributes, sign } of facts) {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value === '') continue
      const name = `${attribute}\n${value}`
      const known = deltas.get(name)
      if (known) known.n += sign
      else deltas.set(name, { attribute, value, n: sign })
    }
  }
  return [...deltas.values()].filter(({ n }) => n !== 0)
}

export async function applyValues(trx: Trx, { orgId, studyId }: StudyKey, deltas: readonly ValueDelta[]): Promise<void> {
  if (deltas.length === 0) return
  await sql`
    insert into cell_value as counted (org_id, study_id, attribute, value, n)
    select ${orgId}, ${studyId}, attribute, value, n
    from unnest(${deltas.map((delta) => delta.attribute)}::text[], ${deltas.map((delta) => delta.value)}::text[],
      ${deltas.map((delta) => delta.n)}::integer[]) as delta (attribute, value, n)
    on conflict (org_id, study_id, attribute, value) do update set n = counted.n + excluded.n`.execute(trx)
  await sql`delete from cell_value where org_id = ${orgId} and study_id = ${studyId} and n = 0
    and attribute = any(${deltas.map((delta) => delta.attribute)}::text[])`.execute(trx)
}

/** With more different values than this an attribute has no cells: its answers are read one by one. */
const mostValues: Record<string, number> = { unit: 2_000, choice: 500, number: 120, date: 400 }

/** Drops the cells of attributes that have got too many values by now. */
export async function dropWide(trx: Trx, build: Build): Promise<void> {
  const { orgId, studyId } = build
  const limits = Object.entries(mostValues)
  const { rows } = await sql<{ key: string }>`
    select one ->> 'key' as key
    from study, jsonb_array_elements(study.attributes) as described (one)
      join unnest(${limits.map(([type]) => type)}::text[], ${limits.map(([, most]) => most)}::integer[]) as allowed (type, most) on allowed.type = one ->> 'type'
    where study.org_id = ${orgId} and study.id = ${studyId} and one ->> 'key' = any(${[...build.cuboids]}::text[])
      and allowed.most < (select count(*) from cell_value as counted
        where counted.org_id = ${orgId} and counted.study_id = ${studyId} and counted.attribute = one ->> 'key')`
    .execute(trx)
  for (const { key } of rows) await drop(trx, build, key)
}

async function drop(trx: Trx, { orgId, studyId }: StudyKey, attribute: string): Promise<void> {
  await trx.deleteFrom('cell').where('org_id', '=', orgId).where('study_id', '=', studyId).where('cuboid', '=', attribute).execute()
  await trx
    .updateTable('cell_build')
    .set({ wide: sql<string[]>`array_append(wide, ${attribute})`, generation: sql<number>`generation + 1` })
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .execute()
}

/** What the counts ought to be, in one look: those of all responses but for what waits to be folded. */
export async function countValues(trx: Trx, key: StudyKey): Promise<ValueDelta[]> {
  const { orgId, studyId } = key
  const { rows } = await sql<ValueDelta>`
    select attribute, value, sum(sign)::integer as n
    from (
      select id as response_id, revision, 1 as sign from response where org_id = ${orgId} and study_id = ${studyId}
      union all
      select response_id, revision, -sign from (${pendingRows(key)}) as pending
    ) as counted
      join response on response.org_id = ${orgId} and response.id = counted.response_id
      join response_revision as latest on latest.org_id = ${orgId} and latest.response_id = counted.response_id and latest.revision = counted.revision,
      jsonb_each_text(response.attributes) as given (attribute, value)
    where value <> '' and 'withdrawn' <> all(latest.marks)
    group by 1, 2 having sum(sign) <> 0`.execute(trx)
  return rows
}

/** All values of attributes whose groups are made of all of them; of the others the most frequent, more than are ever offered. */
export async function readValues(trx: Trx, { orgId, studyId }: StudyKey, attributes: readonly { key: string; type: string }[]): Promise<ValueDelta[]> {
  if (attributes.length === 0) return []
  const most: RawBuilder<unknown>[] = attributes.map(({ key, type }) => {
    const limit = type === 'number' || type === 'date' ? sql`` : sql`order by n desc limit 1000`
    return sql`(select attribute, value, n from cell_value where org_id = ${orgId} and study_id = ${studyId} and attribute = ${key} ${limit})`
  })
  const { rows } = await sql<ValueDelta>`${sql.join(most, sql` union all `)}`.execute(trx)
  return rows
}
