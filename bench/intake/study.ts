import { variables } from '@gap5/contract/listen/instrument.ts'
import { setClock } from '@gap5/server/clock.ts'
import { readConfig } from '@gap5/server/config.ts'
import { connectAsOwner, type Db } from '@gap5/server/database.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { createLog } from '@gap5/server/log.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import { testOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy } from '@gap5/server/testing/study.ts'

export type Prepared = { studyId: string; apiPath: string; apiHeaders: Record<string, string>; apiBody: string; surveyPath: string; formBody: string }

/** An organisation with a key and an open study on the three-column instrument of the library: 66 ratings and 100 points. */
export async function prepareStudy(db: Db, databaseUrl: string): Promise<Prepared> {
  const clock = setClock(new Date())
  const owner = connectAsOwner(databaseUrl, { max: 1 })
  const deps = { db, clock, config: readConfig({}), secret: 'a secret of benchmarks, 32 characters', log: createLog('silent') }
  const app: TestApp = { url: '', fetch: () => Promise.reject(new Error('not asked')), db, owner, databaseUrl, clock, deps, work: () => Promise.resolve() }
  const here = await testOrganisation(app)
  const key = await here.withKey('manager')
  const definition = (await readLibrary()).find((one) => one.key === 'rater-three-column')!
  const { study, collector } = await testStudy(app, here.id, { definition, settings: { paging: 'whole' } })
  await owner.destroy()
  const rated = variables(definition)
  const weights = rated.filter(({ role }) => role === 'weight').length
  // The first thirty ratings differ from answer to answer, as those of people do: the same answers over and over are marked as duplicates.
  const ratings = Object.fromEntries(rated.map(({ key, role, min, max }, at) => [key, role === 'weight' ? 100 / weights : at < 30 ? `%R${at}%` : min + (at % (max - min + 1))]))
  const form = new URLSearchParams({ '~id': '%ID%', ...Object.fromEntries(Object.entries(ratings).map(([name, value]) => [name, String(value)])) })
  return {
    studyId: study.id,
    apiPath: `/api/o/${here.handle}/studies/${study.handle}/responses`,
    apiHeaders: { ...key.headers, 'Content-Type': 'application/json' },
    apiBody: JSON.stringify({ externalId: '%ID%', answers: { ratings } }),
    surveyPath: `/s/${collector.slug}?page=1`,
    formBody: String(form).replaceAll(/%25(ID|R\d+)%25/g, '%$1%'),
  }
}
