/**
 * How long the counts of studies, collectors, days and quotas wait while nothing is folded: `node bench/pending.ts [answers [a event]]`,
 * by default 100,000 answers, one an event and then 500 an event, in a throw-away PostgreSQL without statistics, as after a burst.
 */
import { sql } from 'kysely'
import type { Quota } from '@gap5/contract/listen/quotas.ts'
import { inOrganisation, jsonb, type Trx } from '@gap5/server/database.ts'
import { responsesAccepted } from '@gap5/server/listen/events.ts'
import { countQuotas } from '@gap5/server/listen/quota-tally.ts'
import { countByCollector, countByDay, countByStudy } from '@gap5/server/listen/tally.ts'
import { pendingChanges } from '@gap5/server/measure/cells/changes.ts'
import { testApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'

const [answers = 100_000, each] = process.argv.slice(2).map(Number)
const patience = 10_000
const app = await testApp()

for (const together of each === undefined ? [1, 500] : [each]) {
  const here = await testOrganisation(app)
  const { study, collector } = await testStudy(app, here.id)
  await write({ orgId: here.id, studyId: study.id, collectorId: collector.id }, together)
  console.log(`\n${answers.toLocaleString('en-GB')} answers wait, ${together} an event`)
  const ask = <T>(what: string, of: (trx: Trx) => Promise<T>, said: (found: T) => unknown) => tell(here.id, what, of, said)
  const quotas: Quota[] = [{ values: {}, collectorId: collector.id, target: answers }]
  await ask('countByStudy', (trx) => countByStudy(trx, here.id, [study.id]), (found) => found.get(study.id)?.responses)
  await ask('countByCollector', (trx) => countByCollector(trx, here.id, [study.id]), (found) => found.get(collector.id)?.responses)
  await ask('countByDay', (trx) => countByDay(trx, here.id, study.id), (found) => found.length)
  await ask('countQuotas', (trx) => countQuotas(trx, here.id, study.id, quotas), (found) => found[0])
  await ask('tail of the cells', (trx) => pendingChanges(trx, { orgId: here.id, studyId: study.id }), (found) => found.length)
}

async function write({ orgId, studyId, collectorId }: { orgId: string; studyId: string; collectorId: string }, together: number): Promise<void> {
  await sql`
    with responses as (
      insert into response (org_id, study_id, collector_id, submitted_at, instrument_version, attributes)
      select ${orgId}, ${studyId}, ${collectorId}, timestamptz '2025-01-01' + at * interval '1 minute', 1, '{}' from generate_series(1, ${answers}::integer) as at
      returning id, submitted_at
    ), numbered as (select id, submitted_at, (row_number() over () - 1) / ${together}::integer as portion from responses
    ), happened as (
      insert into event (org_id, kind, payload, at)
      select ${orgId}, ${responsesAccepted.name}, ${jsonb({ studyId, collectorId })} || jsonb_build_object('responseIds', jsonb_agg(id), 'lastAt', max(submitted_at)), timestamptz '2026-01-01'
      from numbered group by portion returning org_id, id, kind
    ) insert into event_open (org_id, event_id, kind) select org_id, id, kind from happened`.execute(app.owner)
}

async function tell<T>(orgId: string, what: string, of: (trx: Trx) => Promise<T>, said: (found: T) => unknown): Promise<void> {
  const times: number[] = []
  let found = ''
  try {
    for (let round = 0; round < 5; round++) {
      const start = performance.now()
      const result = await inOrganisation(app.db, orgId, async (trx) => {
        await sql`select set_config('statement_timeout', ${String(patience)}, true)`.execute(trx)
        return of(trx)
      })
      times.push(performance.now() - start)
      found = String(said(result))
      if (times[0]! > 5_000) break
    }
  } catch {
    return console.log(`${what.padEnd(24)}gave up after ${patience / 1000} s`)
  }
  times.sort((a, b) => a - b)
  console.log(`${what.padEnd(24)}median ${times[times.length >> 1]!.toFixed(1).padStart(8)} ms   counted ${found}`)
}
process.exit() // oxlint-disable-line unicorn/no-process-exit
