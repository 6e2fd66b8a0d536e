/** Bootstraps of satisfaction indices: asked for, worked off in the background, kept, cancelled. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Bootstrap, IndexModelOptions } from '@gap5/contract/measure/readings/index-model.ts'
import type { Selection } from '@gap5/contract/measure/selection.ts'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { Selectable } from 'kysely'
import { plsEstimate, plsIntervals, type PlsBootstrap, type PlsReplicates, type PlsStudy } from '@gap5/methods'
import { organisationColumns, organisationFrom } from '../../access/organisations.ts'
import { inOrganisation, jsonb, type Trx } from '../../database.ts'
import { addJob } from '../../jobs.ts'
import { Problem } from '../../problem.ts'
import type { Dependencies } from '../../room.ts'
import { readStudy } from '../../listen/studies.ts'
import { readingOf } from '../reading.ts'
import { personsInput } from './answers.ts'
import type { BootstrapWork } from './bootstrap-thread.ts'
import type { IndexBootstrapTable, KeptFigure } from './bootstraps.tables.ts'
import { preparedModel } from './index-model.ts'

export const bootstrapTask = 'measure.bootstrap'

type Row = Selectable<IndexBootstrapTable>
const resamples = 1000
/** Each resample of many respondents takes long, and the more there are the less it tells anew. */
const fewerResamples = 200
const manyRespondents = 20_000
const seed = 2004
const step = 10

export function bootstrapOf(row: Row): Bootstrap {
  const { id, done, total } = row
  return { id, state: stateOf(row), done, total, seed: row.seed }
}

function stateOf({ finished_at, failed_at, cancelled_at, started_at }: Row): Bootstrap['state'] {
  if (finished_at) return 'done'
  if (failed_at) return 'failed'
  if (cancelled_at) return 'cancelled'
  return started_at ? 'running' : 'waiting'
}

export async function findBootstrap(trx: Trx, orgId: string, studyId: string, question: string): Promise<Row | null> {
  const row = await trx
    .selectFrom('index_bootstrap')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('question', '=', question)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

type Asked = { studyId: string; question: string; selection: Selection; options: IndexModelOptions; n: number }

/** Asks for one; the one that is waiting, running or done for the same question serves everybody. */
export async function askForBootstrap(trx: Trx, orgId: string, { studyId, question, selection, options, n }: Asked, now: Date): Promise<Bootstrap> {
  const known = await findBootstrap(trx, orgId, studyId, question)
  if (known && !['cancelled', 'failed'].includes(stateOf(known))) return bootstrapOf(known)
  const row = await trx
    .insertInto('index_bootstrap')
    .values({
      org_id: orgId,
      study_id: studyId,
      question,
      selection: jsonb(selection),
      options: jsonb(options),
      seed,
      total: n > manyRespondents ? fewerResamples : resamples,
      asked_at: now,
      figures: jsonb(null),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addJob(trx, bootstrapTask, { orgId, id: row.id }, { queue: bootstrapTask, maxAttempts: 3 })
  return bootstrapOf(row)
}

export async function cancelBootstrap(trx: Trx, orgId: string, studyId: string, id: string, now: Date): Promise<Bootstrap> {
  const row = await trx
    .updateTable('index_bootstrap')
    .set({ cancelled_at: now })
    .where('org_id', '=', orgId)
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  const known = row ?? (await trx.selectFrom('index_bootstrap').selectAll().where('org_id', '=', orgId).where('study_id', '=', studyId).where('id', '=', id).executeTakeFirst())
  if (!known) throw new Problem('measure.bootstrap-unknown')
  return bootstrapOf(known)
}

const payloadSchema = z.object({ orgId: z.uuid(), id: z.uuid() })

/** The job. A run that was killed begins again; its resamples are the same. */
export async function runBootstrap(deps: Dependencies, payload: unknown): Promise<void> {
  const { orgId, id } = payloadSchema.parse(payload)
  const { db, clock } = deps
  const begun = await inOrganisation(db, orgId, (trx) => begin(trx, orgId, id, clock.now()))
  if (begun === null) return
  const { row, organisation, study } = begun
  const { frame, table } = await readingOf(deps).answers(organisation, study, row.selection)
  const { prepared } = preparedModel(personsInput(frame, table, row.selection), row.options)
  const change = (values: Partial<Row>) => inOrganisation(db, orgId, (trx) => changeRow(trx, orgId, id, values))
  if (plsEstimate(prepared).solution === null) return void (await change({ failed_at: clock.now() }))
  const drawn = await draw(prepared, row, async (done) => (await change({ done }))?.cancelled_at != null)
  if (drawn === null) return
  const figures = keptFigures(plsIntervals(prepared, drawn))
  await inOrganisation(db, orgId, (trx) =>
    trx.updateTable('index_bootstrap').set({ done: row.total, finished_at: clock.now(), figures: jsonb(figures) }).where('org_id', '=', orgId).where('id', '=', id).where('cancelled_at', 'is', null).execute(),
  )
}

type Begun = { row: Row; organisation: Organisation; study: string }

async function begin(trx: Trx, orgId: string, id: string, now: Date): Promise<Begun | null> {
  const row = await changeRow(trx, orgId, id, { started_at: now, done: 0 })
  if (!row || row.cancelled_at || row.finished_at) return null
  const organisation = await trx.selectFrom('organisation').select(organisationColumns).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const { id: study } = await readStudy(trx, orgId, row.study_id, now)
  return { row, organisation: organisationFrom(organisation), study }
}

function changeRow(trx: Trx, orgId: string, id: string, values: Partial<Omit<Row, 'figures' | 'selection' | 'options'>>): Promise<Row | undefined> {
  return trx.updateTable('index_bootstrap').set(values).where('org_id', '=', orgId).where('id', '=', id).returningAll().executeTakeFirst()
}

/** All resamples, or null where somebody cancelled: `isCancelled` is told how many are done and asked after each range. */
async function draw(study: PlsStudy, { total, seed }: Row, isCancelled: (done: number) => Promise<boolean>): Promise<PlsReplicates[] | null> {
  const work: BootstrapWork = { study, total, seed, step }
  const thread = new Worker(new URL('./bootstrap-thread.ts', import.meta.url), { workerData: work })
  const ranges: PlsReplicates[] = []
  let told = 0
  try {
    return await new Promise((resolve, reject) => {
      let asking: Promise<void> = Promise.resolve()
      thread.on('error', reject)
      thread.on('message', (range: PlsReplicates) => {
        ranges.push(range)
        const done = ranges.reduce((sum, { count }) => sum + count, 0)
        const isLast = done === total
        if (!isLast && done - told < total / 20) return
        told = done
        asking = asking.then(async () => {
          if (await isCancelled(done)) resolve(null)
          else if (isLast) resolve(ranges)
        }).catch(reject)
      })
    })
  } finally {
    await thread.terminate()
  }
}

/** What is kept of a bootstrap: the intervals that are shown. */
export function keptFigures({ figures }: PlsBootstrap): KeptFigure[] {
  return (figures ?? []).flatMap(({ kind, of, to, interval }) =>
    (kind === 'index' || kind === 'path' || kind === 'total') && interval ? [{ kind, of, to: to ?? null, lower: interval.lower, upper: interval.upper }] : [],
  )
}
