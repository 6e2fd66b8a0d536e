/** A study with as many answers as wanted, over twelve months and twenty branches. */
import { sql } from 'kysely'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { variables } from '@gap5/contract/listen/instrument.ts'
import { randomStream, type RandomStream } from '@gap5/methods'
import { inOrganisation } from '@gap5/server/database.ts'
import { readLibrary } from '@gap5/server/listen/library.ts'
import { rebuildTally } from '@gap5/server/listen/tally.ts'
import { checkStudy } from '@gap5/server/measure/cells/check.ts'
import { answer, type Given } from '@gap5/server/measure/testing/studies-with-answers.ts'
import type { TestApp } from '@gap5/server/testing/app.ts'
import type { TestOrganisation } from '@gap5/server/testing/organisation.ts'
import { testStudy, type TestStudy } from '@gap5/server/testing/study.ts'

export const branches = Array.from({ length: 20 }, (_, i) => `b${String(i + 1).padStart(2, '0')}`)
const segments = ['new', 'regular', 'large']
const firstDay = Date.UTC(2025, 0, 1)
const year = 365 * 86_400_000

const named = (value: string) => ({ value, title: { en: value, zh: value } })

export async function raterStudy(app: TestApp, here: TestOrganisation): Promise<TestStudy> {
  const definition = (await readLibrary()).find(({ key }) => key === 'rater-three-column')
  if (!definition) throw new Error('The library has no three-column instrument')
  return studyOf(app, here, definition)
}

export function studyOf(app: TestApp, here: TestOrganisation, definition: Definition): Promise<TestStudy> {
  const title = (text: string) => ({ en: text, zh: text })
  const attributes = [
    { key: 'branch', title: title('Branch'), type: 'choice' as const, values: branches.map(named), settableByLink: false },
    { key: 'segment', title: title('Segment'), type: 'choice' as const, values: segments.map(named), settableByLink: false },
  ]
  return testStudy(app, here.id, { definition, attributes })
}

/** One respondent: three levels an item, points, satisfaction, recommendation; now and then a blank, a "not applicable", a mark. */
export function respondent(random: RandomStream, definition: Definition, at: Date): Given {
  const [level, zone] = [random.normal(), 1 + 2 * random.uniform()]
  const rating = (role: string, min: number, max: number) => {
    const centre = { adequate: 0.5, desired: 0.5 + zone / 8, perception: 0.6, satisfaction: 0.65, recommendation: 0.7 }[role] ?? 0.5
    return Math.min(max, Math.max(min, Math.round(min + (max - min) * (centre + 0.1 * level + 0.12 * random.normal()))))
  }
  const ratings: Record<string, number | 'na' | 'dk'> = {}
  for (const { key, role, min, max } of variables(definition)) {
    if (role === 'weight') ratings[key] = 20
    else if (random.whole(50) > 0) ratings[key] = random.whole(60) === 0 ? 'na' : rating(role, min, max)
  }
  const attributes = { branch: branches[random.whole(branches.length)]!, segment: segments[random.whole(segments.length)]! }
  return { ratings, attributes, submittedAt: at, marks: random.whole(50) === 0 ? ['fast'] : random.whole(100) === 0 ? ['duplicate'] : [] }
}

/** Respondents that come in as everybody does, before they are multiplied. */
const templates = 2_000
const rowsAtATime = 50_000

/**
 * The first respondents come in by the front door; the others are copies of what it wrote, with ids, times, branches and
 * segments of their own. Nothing is folded of the copies: they are built, as answers from before an upgrade are.
 */
export async function load(app: TestApp, here: TestOrganisation, made: TestStudy, size: number): Promise<{ buildSeconds: number }> {
  const random = randomStream(size)
  const first = Math.min(size, templates)
  for (let start = 0; start < first; start += 500) {
    const given = Array.from({ length: Math.min(500, first - start) }, () => respondent(random, made.instrument.definition, new Date(firstDay + random.uniform() * year)))
    await answer(app, here.id, made, given)
  }
  await app.work()
  await keepTemplates(app, here.id, made.study.id)
  for (let start = first; start < size; start += rowsAtATime) await copy(app, Math.min(rowsAtATime, size - start), start)
  await inOrganisation(app.db, here.id, (trx) => rebuildTally(trx, here.id))
  await sql`analyze`.execute(app.owner) // what autovacuum does within a minute; here it is off
  await app.owner.updateTable('cell_build').set({ built_at: null }).where('study_id', '=', made.study.id).execute()
  const begin = performance.now()
  await checkStudy(app.deps, { orgId: here.id, studyId: made.study.id }, 'build')
  await sql`analyze`.execute(app.owner)
  return { buildSeconds: (performance.now() - begin) / 1000 }
}

/** What the front door wrote, in a table of this connection (the owner has one only). */
async function keepTemplates(app: TestApp, orgId: string, studyId: string): Promise<void> {
  await sql`drop table if exists template`.execute(app.owner)
  await sql`
    create temporary table template as
    select row_number() over (order by response.seq) - 1 as place, response.org_id, response.study_id, response.collector_id, response.started_at,
      response.language, response.instrument_version, latest.answers, latest.numbers, latest.marks, latest.at
    from response join response_revision as latest on latest.org_id = response.org_id and latest.response_id = response.id
    where response.org_id = ${orgId} and response.study_id = ${studyId}`.execute(app.owner)
  await sql`create unique index on template (place)`.execute(app.owner)
  await sql`analyze template`.execute(app.owner)
}

async function copy(app: TestApp, n: number, seed: number): Promise<void> {
  await sql`
    with copied as materialized (
      select uuidv7() as new_id, template.*, ${new Date(firstDay)}::timestamptz + random() * interval '365 days' as given_at,
        jsonb_build_object('branch', (${branches}::text[])[1 + floor(random() * 20)], 'segment', (${segments}::text[])[1 + floor(random() * 3)]) as given_attributes
      from generate_series(${seed}::bigint, ${seed + n - 1}::bigint) as i join template on place = i % ${templates}
    ), written as (
      insert into response (org_id, id, study_id, collector_id, started_at, submitted_at, language, instrument_version, attributes)
      select org_id, new_id, study_id, collector_id, started_at, date_trunc('milliseconds', given_at), language, instrument_version, given_attributes from copied
    ), said as (
      insert into statement (org_id, study_id, response_id, kind, item, text, language, at)
      select org_id, study_id, new_id, 'verbatim', 'why', 'Said by respondent ' || place, 'en', date_trunc('milliseconds', given_at) from copied where place % 10 = 0
    )
    insert into response_revision (org_id, response_id, revision, answers, numbers, marks, at)
    select org_id, new_id, 1, answers, numbers, marks, at from copied`.execute(app.owner)
}
