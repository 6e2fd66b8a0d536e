import { inOrganisation } from '../../database.ts'
import type { Dependencies } from '../../room.ts'
import { countVisit, writeVisits } from '../visit-counts.ts'

export const forgetDraftsTask = 'listen.forget-drafts'
/** As long as the cookie lasts that leads back to a draft. */
const keptDays = 30

/** Lets drafts go that nobody has touched for a month: they may hold what somebody wrote and then chose not to send. That
 * somebody broke off, and at which page, is counted. */
export async function forgetDrafts({ db, clock }: Pick<Dependencies, 'db' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - keptDays * 24 * 60 * 60_000)
  const organisations = await db.selectFrom('survey_address').select('org_id').distinct().execute()
  for (const { org_id: orgId } of organisations) {
    const gone = await inOrganisation(db, orgId, (trx) =>
      trx.deleteFrom('response_draft').where('org_id', '=', orgId).where('updated_at', '<', before).returning(['collector_id', 'page', 'updated_at']).execute(),
    )
    for (const { collector_id: collectorId, page, updated_at: at } of gone) countVisit(db, { orgId, collectorId, step: 'broke-off', detail: String(page), at })
  }
  await writeVisits(db)
}
