import { randomUUID } from 'node:crypto'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import type { OrganisationRole } from '@gap5/contract/access/roles.ts'
import { asIdentity } from '../access/identity.ts'
import { createKey } from '../access/keys.ts'
import { createOrganisation } from '../access/organisations.ts'
import { cookieName } from '../access/session-cookie.ts'
import { startSession } from '../access/sessions.ts'
import { inOrganisation } from '../database.ts'
import type { TestApp, TestRequest } from './app.ts'

/** Someone who calls the server: `fetch` carries who it is. */
export type TestCaller = { id: string; headers: Record<string, string>; fetch(path: string, init?: TestRequest): Promise<Response> }

export type TestOrganisation = Organisation & {
  owner: TestCaller
  /** A new member of this role, signed in. */
  as(role: OrganisationRole): Promise<TestCaller>
  /** A new API key of this role. */
  withKey(role: Exclude<OrganisationRole, 'owner'>): Promise<TestCaller>
}

/** A new organisation with its owner signed in. Its handle is its own, so that a file can hold several. */
export async function testOrganisation(app: TestApp, change: { handle?: string; minimumN?: number; timeZone?: string } = {}): Promise<TestOrganisation> {
  const id = randomUUID()
  const owner = await testUser(app)
  const draft = {
    name: { en: 'Test organisation', zh: '测试组织' },
    handle: `test-${id.slice(0, 8)}`,
    timeZone: 'Asia/Shanghai',
    language: 'en' as const,
    minimumN: 5,
    ...change,
  }
  const organisation = await app.db
    .transaction()
    .execute((trx) => createOrganisation(trx, { draft, ownerId: owner.id, now: app.clock.now(), id }))
  return {
    ...organisation,
    owner,
    as: (role) => addMember(app, id, role),
    withKey: (role) => addKey(app, organisation, owner.id, role),
  }
}

/** A new user without any organisation, signed in. */
export async function testUser(app: TestApp): Promise<TestCaller> {
  const now = app.clock.now()
  const { userId, token } = await asIdentity(app.db, async (trx) => {
    const { id } = await trx
      .insertInto('identity_user')
      .values({ name: 'Test person', email: `${randomUUID()}@example.org`, language: 'en', created_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { userId: id, ...(await startSession(trx, { userId: id, device: 'test', isLasting: true, now })) }
  })
  return caller(app, userId, { Cookie: `${cookieName(app.deps.config)}=${token}` })
}

async function addMember(app: TestApp, orgId: string, role: OrganisationRole): Promise<TestCaller> {
  const user = await testUser(app)
  const row = { org_id: orgId, user_id: user.id, role, joined_at: app.clock.now() }
  await inOrganisation(app.db, orgId, (trx) => trx.insertInto('member').values(row).execute())
  return user
}

async function addKey(app: TestApp, organisation: Organisation, ownerId: string, role: Exclude<OrganisationRole, 'owner'>): Promise<TestCaller> {
  const actor = { kind: 'user' as const, id: ownerId, orgId: organisation.id, role: 'owner' as const, organisation }
  const made = await inOrganisation(app.db, organisation.id, (trx) => createKey(trx, actor, { title: 'Test key', role }, app.clock.now()))
  return caller(app, made.id, { Authorization: `Bearer ${made.key}` })
}

function caller(app: TestApp, id: string, headers: Record<string, string>): TestCaller {
  const fetch = (path: string, init: TestRequest = {}) => {
    const merged = new Headers(init.headers)
    for (const [name, value] of Object.entries(headers)) merged.set(name, value)
    return app.fetch(path, { ...init, headers: merged })
  }
  return { id, headers, fetch }
}
