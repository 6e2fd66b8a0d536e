/** Makes the waves that are due, so that a study which is repeated every month needs nobody to remember it. */
import { sql } from 'kysely'
import { addDays, addMonths, startOfDay } from '@gap5/contract/days.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { WaveSchedule } from '@gap5/contract/listen/waves.ts'
import { systemActor } from '../access/actor.ts'
import { inOrganisation, jsonb, type Trx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import { createWave } from './waves.ts'

export const startWavesTask = 'listen.start-waves'

/** A wave is made so many days before it opens, so that somebody can look at it first. */
const daysAhead = 7

export async function startWaves({ db, clock, log }: Pick<Dependencies, 'db' | 'clock' | 'log'>): Promise<void> {
  const now = clock.now()
  const organisations = await db.selectFrom('survey_address').select('org_id').distinct().execute()
  for (const { org_id: orgId } of organisations) {
    const due = await inOrganisation(db, orgId, (trx) => dueSeries(trx, orgId))
    for (const id of due) {
      try {
        await inOrganisation(db, orgId, (trx) => advance(trx, orgId, id, now))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        log.warn({ orgId, series: id, problem: error.code }, 'the next wave of a study could not be made')
      }
    }
  }
}

async function dueSeries(trx: Trx, orgId: string): Promise<string[]> {
  const rows = await trx.selectFrom('study_series').select('id').where('org_id', '=', orgId).where('schedule', 'is not', null).execute()
  return rows.map(({ id }) => id)
}

/** Makes what is due of one series. A period that went by unseen is left out: nobody could answer it any more. */
async function advance(trx: Trx, orgId: string, id: string, now: Date): Promise<void> {
  const series = await trx
    .selectFrom('study_series')
    .innerJoin('organisation', 'organisation.org_id', 'study_series.org_id')
    .select(['study_series.title', 'study_series.schedule', 'organisation.time_zone'])
    .where('study_series.org_id', '=', orgId)
    .where('study_series.id', '=', id)
    .forUpdate('study_series')
    .executeTakeFirst()
  if (series === undefined || series.schedule === null) return
  const { time_zone: zone, title } = series
  let schedule: WaveSchedule = series.schedule
  const soon = new Date(now.getTime() + daysAhead * 24 * 60 * 60_000).toISOString()
  while (startOfDay(schedule.next, zone) <= soon) {
    const opensAt = startOfDay(schedule.next, zone)
    const closesAt = startOfDay(addDays(schedule.next, schedule.daysOpen), zone)
    if (closesAt > now.toISOString()) await makeWave(trx, orgId, id, { title: titleOf(title, schedule), opensAt, closesAt, schedule }, now)
    schedule = { ...schedule, next: addMonths(schedule.next, schedule.every === 'month' ? 1 : 3) }
  }
  await trx.updateTable('study_series').set({ schedule: jsonb(schedule) }).where('org_id', '=', orgId).where('id', '=', id).execute()
}

type Due = { title: Text; opensAt: string; closesAt: string; schedule: WaveSchedule }

async function makeWave(trx: Trx, orgId: string, series: string, { title, opensAt, closesAt, schedule }: Due, now: Date): Promise<void> {
  const last = await trx
    .selectFrom('study')
    .select('id')
    .where('org_id', '=', orgId)
    .where('series_id', '=', series)
    .orderBy(sql`published_at is null`)
    .orderBy('wave', 'desc')
    .executeTakeFirst()
  if (last === undefined) return
  await createWave(trx, systemActor(orgId), last.id, { title, opensAt, closesAt, instrument: schedule.instrument, publish: true }, now)
}

/** "After-service · March 2026", "After-service · Q1 2026" */
function titleOf(title: Text, { next, every }: WaveSchedule): Text {
  const day = new Date(`${next}T00:00:00Z`)
  const monthIn = (locale: string) => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(day)
  const quarter = Math.floor(day.getUTCMonth() / 3) + 1
  const year = day.getUTCFullYear()
  return every === 'month'
    ? { en: `${title.en} · ${monthIn('en-GB')}`, zh: `${title.zh} · ${monthIn('zh-CN')}` }
    : { en: `${title.en} · Q${quarter} ${year}`, zh: `${title.zh} · ${year}年第${quarter}季度` }
}
