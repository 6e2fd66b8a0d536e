/**
 * Puts the demo organisation into the database, and puts it back as it was.
 *
 * Loading is one transaction: it is there whole or not at all, and a second process that starts at the same time finds
 * the handle taken and leaves. Resetting keeps the organisation, its members and its trail, and replaces all the rest.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { studyDraftSchema, type Study } from '@gap5/contract/listen/studies.ts'
import { waveDraftSchema } from '@gap5/contract/listen/waves.ts'
import { addUser } from '../access/accounts.ts'
import { systemActor, type AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { asIdentity } from '../access/identity.ts'
import { createOrganisation, listMemberships } from '../access/organisations.ts'
import type { Clock } from '../clock.ts'
import { asUser, inOrganisation, type Db, type Trx } from '../database.ts'
import { createCollector, listCollectors } from '../listen/collectors.ts'
import { createInstrument } from '../listen/instruments.ts'
import { acceptMany, type IntakeRow } from '../listen/intake.ts'
import { kanoDefinition } from '../listen/kano.ts'
import { readLibrary } from '../listen/library.ts'
import { createStudy, publishStudy } from '../listen/studies.ts'
import { createWave } from '../listen/waves.ts'
import { createUnit } from '../people/units.ts'
import { Problem } from '../problem.ts'
import { fillBoard } from './board.ts'
import { features } from './features.ts'
import { attributesOf, demoStudies, subjectOf, type DemoStudy } from './studies.ts'
import { simulate, type SimulatedResponse } from './simulate.ts'
import { branches, months, organisation } from './truth.ts'

const visitor = { name: '体验用户 Demo user', email: 'demo@example.com', language: 'zh' } as const

/** Loads the demo organisation unless it is there, and tells before it begins. Returns who a one-click link into it signs in. */
export async function loadDemo({ db, clock }: { db: Db; clock: Clock }, onBegin = () => {}): Promise<string> {
  const now = clock.now()
  const userId =
    (await findDemoUser(db)) ?? (await addUser(db, { ...visitor, password: randomBytes(24).toString('base64url') }, now))
  const memberships = await asUser(db, userId, (trx) => listMemberships(trx, userId))
  if (memberships.length === 0) {
    onBegin()
    await loadOrganisation(db, userId, now)
  }
  return userId
}

async function findDemoUser(db: Db): Promise<string | null> {
  return asIdentity(db, async (trx) => {
    const user = await trx.selectFrom('identity_user').select('id').where('email', '=', visitor.email).executeTakeFirst()
    return user?.id ?? null
  })
}

async function loadOrganisation(db: Db, userId: string, now: Date): Promise<void> {
  const orgId = randomUUID()
  await inOrganisation(db, orgId, async (trx) => {
    const draft = {
      handle: organisation.handle,
      name: organisation.title,
      timeZone: organisation.timeZone,
      language: 'zh' as const,
      minimumN: 10,
    }
    await createOrganisation(trx, { draft, ownerId: userId, now, id: orgId, isSimulated: true })
    await fill(trx, systemActor(orgId), now)
  })
}

/** Replaces everything in the simulated organisation of the transaction; refused for any other. */
export async function resetDemo(trx: Trx, actor: AuditActor, now: Date): Promise<void> {
  const { rows } = await sql<{ emptied: boolean }>`select empty_simulated_organisation() as emptied`.execute(trx)
  if (rows[0]?.emptied !== true) throw new Problem('demo.not-simulated')
  await trx.deleteFrom('board').where('org_id', '=', actor.orgId).execute()
  await trx.deleteFrom('shared_link').where('org_id', '=', actor.orgId).execute()
  await trx.deleteFrom('study_series').where('org_id', '=', actor.orgId).execute()
  await fill(trx, actor, now)
  await audit(trx, actor, 'demo.reset', { kind: 'organisation', id: actor.orgId })
}

async function fill(trx: Trx, actor: AuditActor, now: Date): Promise<void> {
  const begin = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1))
  for (const { code, title } of branches) {
    await createUnit(trx, actor, { code, kind: 'branch', title, parentId: null }, begin)
  }
  const library = [...(await readLibrary()), await kanoDefinition({ features: features.map(({ text }) => text), importance: true })]
  const instruments = new Map<string, string>()
  let before: string | null = null
  for (const study of demoStudies) before = await fillStudy(trx, actor, study, { library, instruments, before, begin, now })
  await fillBoard(trx, actor, now)
}

type Filling = { library: readonly Definition[]; instruments: Map<string, string>; before: string | null; begin: Date; now: Date }

/** Makes a study with its answers; returns its id, so that the next may be its next wave. Studies that ask the same share one questionnaire. */
async function fillStudy(trx: Trx, actor: AuditActor, demo: DemoStudy, { library, instruments, before, begin, now }: Filling): Promise<string> {
  const definition = library.find((entry) => entry.key === demo.libraryKey)
  if (!definition) throw new Error(`The library has no instrument "${demo.libraryKey}".`)
  const { opensAt, closesAt } = periodOf(demo, begin, now)
  const madeAt = opensAt ?? begin
  let study: Study
  if (demo.isNextWave && before !== null) {
    const draft = waveDraftSchema.parse({ opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null, publish: true })
    study = await createWave(trx, actor, before, draft, madeAt)
  } else {
    const instrumentId = instruments.get(demo.libraryKey) ?? (await createInstrument(trx, actor, { definition, libraryKey: demo.libraryKey }, begin)).id
    instruments.set(demo.libraryKey, instrumentId)
    const draft = studyDraftSchema.parse({
      title: demo.title,
      subject: subjectOf(demo),
      instrumentId,
      attributes: attributesOf(demo),
      settings: demo.settings,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
    })
    const made = await createStudy(trx, actor, draft, { now: madeAt, simulated: true })
    study = await publishStudy(trx, actor, made.id, made.revision, madeAt)
  }
  const [known] = await listCollectors(trx, actor.orgId, study.id)
  const collector = known ?? (await createCollector(trx, actor, study.id, { kind: 'open', title: demo.collector, attributes: {}, expiresAt: null }, madeAt))
  const rows = simulate(definition, { count: demo.count, seed: demo.seed, now, months: demo.months, brand: demo.brand }).map(intakeRow)
  const source = { orgId: actor.orgId, studyId: study.id, collectorId: collector.id, channel: 'demo', receivedAt: now }
  for (let from = 0; from < rows.length; from += 1000) await acceptMany(trx, source, rows.slice(from, from + 1000))
  return study.id
}

/** A study of some months opened with the first of them and closed with the last; the others go on. */
function periodOf({ months: asked }: DemoStudy, begin: Date, now: Date): { opensAt: Date | null; closesAt: Date | null } {
  if (!asked) return { opensAt: null, closesAt: null }
  const start = (month: number) => new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + month - 1, 1))
  const closesAt = start(asked[1] + 1)
  return { opensAt: start(asked[0]), closesAt: closesAt < now ? closesAt : null }
}

function intakeRow({ request, ...response }: SimulatedResponse): IntakeRow {
  return { ...response, ...(request === null ? {} : { help: request }), body: { simulated: true } }
}
