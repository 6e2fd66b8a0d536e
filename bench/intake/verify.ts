import assert from 'node:assert/strict'
import { query } from './server.ts'

type Kept = { external_id: string; response_id: string; responses: number; revisions: number; events: number }

/**
 * Looks up every acknowledged id: accepted once, under the id that was told, with one response, one revision and one
 * event; and nothing is there that is not in the journal. Returns how many were kept without an acknowledgement that
 * arrived (the connection broke first), which is no more than the clients had under way at each kill.
 */
export async function verify(url: string, studyId: string, acknowledged: readonly (readonly [string, string])[]): Promise<{ kept: number; untold: number }> {
  const kept = await query<Kept>(url, `
    with told as (
      select told.id::uuid as response_id, count(*)::integer as events
      from event, jsonb_array_elements_text(payload -> 'responseIds') as told (id)
      where kind = 'listen.responses.accepted' and (payload ->> 'studyId')::uuid = $1::uuid group by 1
    )
    select journal.external_id, journal.response_id,
      (select count(*)::integer from response r where r.org_id = journal.org_id and r.id = journal.response_id) as responses,
      (select count(*)::integer from response_revision v where v.org_id = journal.org_id and v.response_id = journal.response_id) as revisions,
      coalesce(told.events, 0) as events
    from intake_journal journal left join told using (response_id)
    where journal.study_id = $1::uuid and journal.outcome = 'accepted'`, [studyId])
  const byId = new Map(kept.map((row) => [row.external_id, row]))
  assert.equal(byId.size, kept.length, 'an id stands twice in the journal')
  for (const [id, responseId] of acknowledged) {
    const row = byId.get(id)
    assert.ok(row, `acknowledged and lost: ${id}`)
    assert.equal(row.response_id, responseId, `${id} was told another response`)
  }
  for (const row of kept) assert.deepEqual([row.responses, row.revisions, row.events], [1, 1, 1], `${row.external_id}: responses, revisions, events`)
  const [counts] = await query<{ responses: number; folded: number }>(url, `
    select (select count(*)::integer from response where study_id = $1::uuid) as responses,
      (select coalesce(sum(responses), 0)::integer from response_tally where study_id = $1::uuid) as folded`, [studyId])
  assert.deepEqual(counts, { responses: kept.length, folded: kept.length }, 'responses and the folded tally')
  return { kept: kept.length, untold: kept.length - acknowledged.length }
}

/** Waits until the worker has folded what came in. */
export async function settled(url: string): Promise<void> {
  for (let waited = 0; waited < 120; waited++) {
    const [open] = await query<{ n: number }>(url, 'select count(*)::integer as n from event_open')
    if (open?.n === 0) return
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error('events are still open after a minute')
}
