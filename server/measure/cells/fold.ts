/**
 * Brings what happened to responses into the cells: once for each event, in the transaction of the event's mark. What is not in
 * there yet is read from the open events (`pendingChanges`), so that a result is exact at any moment.
 */
import { timeZoneChanged } from '../../access/events.ts'
import type { Trx } from '../../database.ts'
import { on, onBatch, type Event, type EventHandler } from '../../events.ts'
import { responseErased, responseRevised, responsesAccepted, responsesWithdrawn } from '../../listen/events.ts'
import type { Dependencies } from '../../room.ts'
import { lockBuild, type Build } from './build.ts'
import { changesOfAccepted, changesOfRevised, handlerNames } from './changes.ts'
import { Deltas } from './deltas.ts'
import { factsAtATime, factsOf, type Change } from './facts.ts'
import { applyDeltas } from './store.ts'
import { applyValues, dropWide, valueDeltas } from './values.ts'
import { recountText } from './recount-text.ts'

export function cellHandlers({ clock }: Pick<Dependencies, 'clock'>): EventHandler[] {
  const foldAll = <Payload extends { studyId: string }>(trx: Trx, events: readonly Event<Payload>[], changesOf: (payload: Payload) => Change[]) =>
    foldByStudy(trx, events, changesOf, clock.now())
  return [
    onBatch(responsesAccepted, handlerNames.accepted, (trx, events) => foldAll(trx, events, changesOfAccepted), {
      atMost: 500,
      weighing: { most: 2_000, of: ({ responseIds }) => responseIds.length },
    }),
    onBatch(responseRevised, handlerNames.revised, (trx, events) => foldAll(trx, events, changesOfRevised), { atMost: 100 }),
    onBatch(responsesWithdrawn, handlerNames.withdrawn, (trx, events) => foldAll(trx, events, ({ responses }) => responses.flatMap(changesOfRevised)), {
      atMost: 2,
    }),
    on(timeZoneChanged, 'measure.cells.time-zone', (trx, { orgId }) => startElsewhere(trx, orgId, clock.now())),
    on(responseErased, handlerNames.erased, (trx, { orgId, payload: { studyId } }) => recountText(trx, { orgId, studyId }, clock.now())),
  ]
}

/** To lock cells of another time zone is to have them built anew. */
async function startElsewhere(trx: Trx, orgId: string, now: Date): Promise<void> {
  const built = await trx.selectFrom('cell_build').select('study_id').where('org_id', '=', orgId).orderBy('study_id').execute()
  for (const { study_id: studyId } of built) await lockBuild(trx, { orgId, studyId }, now)
}

async function foldByStudy<Payload extends { studyId: string }>(
  trx: Trx,
  events: readonly Event<Payload>[],
  changesOf: (payload: Payload) => Change[],
  now: Date,
): Promise<void> {
  const byStudy = Map.groupBy(events, ({ payload }) => payload.studyId)
  // In one order, so that two workers never wait for each other.
  for (const studyId of [...byStudy.keys()].sort()) {
    const { orgId } = events[0]!
    const changes = byStudy.get(studyId)!.flatMap(({ payload }) => changesOf(payload))
    const build = await lockBuild(trx, { orgId, studyId }, now)
    await foldChanges(trx, build, changes)
  }
}

/** Cells that may be held in memory before they are written. */
const mostDeltas = 400

export async function foldChanges(trx: Trx, build: Build, changes: readonly Change[]): Promise<void> {
  let deltas = new Deltas(build.layout, build.cuboids)
  for (let start = 0; start < changes.length; start += factsAtATime) {
    const facts = await factsOf(trx, build, build.timeZone, changes.slice(start, start + factsAtATime))
    deltas.add(facts)
    await applyValues(trx, build, valueDeltas(facts))
    if (deltas.size < mostDeltas) continue
    await applyDeltas(trx, build, deltas.all())
    deltas = new Deltas(build.layout, build.cuboids)
  }
  await applyDeltas(trx, build, deltas.all())
  await dropWide(trx, build)
}
