import { sql } from 'kysely'
import type { StudiesPage, StudiesQuery, StudyState } from '@gap5/contract/listen/studies.ts'
import type { Trx } from '../database.ts'
import { exactTime, pageOf, readCursor } from './cursor.ts'
import { studyFrom, studyRows } from './study-rows.ts'
import { countByStudy } from './tally.ts'

/** A page of studies, the newest first, each with its exact count of answers. */
export async function listStudies(trx: Trx, orgId: string, query: StudiesQuery, now: Date): Promise<StudiesPage> {
  let wanted = studyRows(trx, orgId)
    .select(exactTime(sql.ref('study.created_at')).as('exact_at'))
    .orderBy('study.created_at', 'desc')
    .orderBy('study.id', 'desc')
    .limit(query.limit + 1)
  if (query.after !== undefined) {
    const { at, id } = readCursor(query.after)
    wanted = wanted.where(sql<boolean>`(study.created_at, study.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  if (query.state !== undefined) wanted = wanted.where(stateIs(query.state, now))
  if (query.search) wanted = wanted.where(mentions(query.search))
  const { rows, next } = pageOf(await wanted.execute(), query.limit)
  const counts = await countByStudy(trx, orgId, rows.map((row) => row.id))
  return { studies: rows.map((row) => studyFrom(row, counts.get(row.id), now)), next }
}

/** `studyState` of the contract, said in SQL; a test holds the two together. */
function stateIs(state: StudyState, now: Date) {
  return sql<boolean>`case
    when study.published_at is null then 'draft'
    when study.closed_at is not null then 'closed'
    when ${now}::timestamptz < study.opens_at then 'scheduled'
    when ${now}::timestamptz >= study.closes_at then 'expired'
    else 'open' end = ${state}`
}

function mentions(search: string) {
  const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`(study.title ->> 'en' ilike ${part} or study.title ->> 'zh' ilike ${part} or study.handle ilike ${part})`
}
