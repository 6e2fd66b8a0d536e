/**
 * Puts the demo organisation into the database, and puts it back as it was.
 *
 * Loading is one transaction: it is there whole or not at all, and a second process that starts at the same time finds
 * the handle taken and leaves. Resetting keeps the organisation, its members and its trail, and replaces all the rest.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { studyDraftSchema } from '@gap5/contract/listen/studies.ts'
import { addUser } from '../access/accounts.ts'
import { systemActor, type AuditActor } from '../access/actor.ts'
import { audit } from '../access/audit.ts'
import { asIdentity } from '../access/identity.ts'
import { createOrganisation, listMemberships } from '../access/organisations.ts'
import type { Clock } from '../clock.ts'
import { asUser, inOrganisation, type Db, type Trx } from '../database.ts'
import { createCollector } from '../listen/collectors.ts'
import { createInstrument } from '../listen/instruments.ts'
import { acceptMany, type IntakeRow } from '../listen/intake.ts'
import { readLibrary } from '../listen/library.ts'
import { createStudy, publishStudy } from '../listen/studies.ts'
import { createUnit } from '../people/units.ts'
import { Problem } from '../problem.ts'
import { fillBoard } from './board.ts'
import { demoAttributes, demoStudies, subject, type DemoStudy } from './studies.ts'
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
  for (const study of demoStudies) await fillStudy(trx, actor, study, { begin, now })
  await fillBoard(trx, actor, now)
}

async function fillStudy(trx: Trx, actor: AuditActor, demo: DemoStudy, { begin, now }: { begin: Date; now: Date }): Promise<void> {
  const definition = (await readLibrary()).find((entry) => entry.key === demo.libraryKey)
  if (!definition) throw new Error(`The library has no instrument "${demo.libraryKey}".`)
  const instrument = await createInstrument(trx, actor, { definition, libraryKey: demo.libraryKey }, begin)
  const draft = studyDraftSchema.parse({
    title: demo.title,
    subject,
    instrumentId: instrument.id,
    attributes: demoAttributes,
    settings: demo.settings,
  })
  const study = await createStudy(trx, actor, draft, { now: begin, simulated: true })
  await publishStudy(trx, actor, study.id, study.revision, begin)
  const collector = await createCollector(
    trx,
    actor,
    study.id,
    { kind: 'open', title: demo.collector, attributes: {}, expiresAt: null },
    begin,
  )
  const rows = simulate(definition, { count: demo.count, seed: demo.seed, now }).map(intakeRow)
  const source = { orgId: actor.orgId, studyId: study.id, collectorId: collector.id, channel: 'demo', receivedAt: now }
  for (let from = 0; from < rows.length; from += 1000) await acceptMany(trx, source, rows.slice(from, from + 1000))
}

function intakeRow({ request, ...response }: SimulatedResponse): IntakeRow {
  return { ...response, ...(request === null ? {} : { help: request }), body: { simulated: true } }
}
