/** Work on cells that follows nothing but itself: building them for answers from before, and looking every night whether they are right. */
import { z } from 'zod'
import { asIdentity } from '../../access/identity.ts'
import { inOrganisation, type Db } from '../../database.ts'
import type { Dependencies, Room, Task } from '../../room.ts'
import { askForBuild, buildTask, isBuiltAsNow } from './build.ts'
import { checkStudy, type CheckedStudy } from './check.ts'

const sweepTask = 'measure.unbuilt-cells'
export const checkTask = 'measure.check-cells'

export const cellCrons: Room['crons'] = [
  { task: sweepTask, match: '*/5 * * * *' },
  { task: checkTask, match: '41 2 * * *' },
]

const oneStudy = z.object({ orgId: z.uuid(), studyId: z.uuid() })

export function cellTasks(deps: Dependencies): Record<string, Task> {
  const found = new Set<string>()
  return {
    [buildTask]: async (payload) => {
      await checkStudy(deps, oneStudy.parse(payload), 'build')
    },
    [sweepTask]: () => askForUnbuilt(deps.db, found),
    [checkTask]: () => checkEverything(deps),
  }
}

/** `found`: studies whose cells were built as this version of the software reads them. Another one lays sums out in another way. */
async function askForUnbuilt(db: Db, found: Set<string>): Promise<void> {
  for (const orgId of await organisations(db)) {
    await inOrganisation(db, orgId, async (trx) => {
      const builds = await trx.selectFrom('cell_build').select(['study_id', 'built_at']).where('org_id', '=', orgId).execute()
      for (const { study_id: studyId, built_at: builtAt } of builds) {
        if (builtAt !== null && (found.has(studyId) || (await isBuiltAsNow(trx, { orgId, studyId })))) found.add(studyId)
        else await askForBuild(trx, { orgId, studyId })
      }
    })
  }
}

/** All published studies of all organisations, one after the other. */
export async function* checkEach(deps: Pick<Dependencies, 'db' | 'clock' | 'log'>, orgIds: readonly string[]): AsyncGenerator<CheckedStudy> {
  for (const orgId of orgIds) {
    const studies = await inOrganisation(deps.db, orgId, (trx) =>
      trx.selectFrom('study').select('id').where('org_id', '=', orgId).where('published_at', 'is not', null).orderBy('id').execute(),
    )
    for (const { id: studyId } of studies) yield await checkStudy(deps, { orgId, studyId }, 'check')
  }
}

async function checkEverything(deps: Dependencies): Promise<void> {
  for await (const _ of checkEach(deps, await organisations(deps.db))); // each writes down what it found
}

export async function organisations(db: Db): Promise<string[]> {
  const rows = await asIdentity(db, (trx) => trx.selectFrom('organisation').select('org_id').orderBy('org_id').execute())
  return rows.map((row) => row.org_id)
}
