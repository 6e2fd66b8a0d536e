import type { Context, MiddlewareHandler } from 'hono'
import type { User } from '@gap5/contract/access/accounts.ts'
import { allows, organisationRoles, roleTitles, type Permission } from '@gap5/contract/access/roles.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Trx } from '../database.ts'
import type { Env } from '../http/routes.ts'
import { Problem } from '../problem.ts'
import type { Dependencies } from '../room.ts'
import type { Actor } from './actor.ts'
import { asIdentity, continueAsUser } from './identity.ts'
import { keyLookup } from './keys.ts'
import { findMembership } from './organisations.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'
import { findSession, type FoundSession } from './sessions.ts'

export type AuthorisedEnv = Env & { Variables: { actor: Actor } }
type SignedInEnv = Env & { Variables: { user: User; session: FoundSession } }

/** Which permission a route asks for stands in its OpenAPI description, where the test of the matrix finds it. */
type Guard<E extends Env> = {
  middleware: MiddlewareHandler<E>
  security: Record<string, string[]>[]
  'x-permission': Permission | 'signed-in'
  /** The same for people who read about it. */
  'x-who': Text
}

/**
 * Guards a route of an organisation, `/api/o/{org}/…`: `createRoute({ ...authorise('studies:read'), method, path, … })`.
 * The handler finds `c.var.actor`. Refused are: nobody (401), members whose role may not (403) and strangers, who get
 * the same answer (404) whether the organisation exists or not. With `people`, an API key is refused too (403).
 */
export function authorise(permission: Permission, { people = false }: { people?: boolean } = {}): Guard<AuthorisedEnv> {
  return {
    middleware: async (c, next) => {
      const actor = inProcess(c) ?? (await actorOf(c))
      requirePermission(actor, permission)
      if (people && actor.kind === 'apiKey') throw new Problem('access.person-needed')
      c.set('actor', actor)
      await next()
    },
    security: people ? [{ session: [] }] : [{ session: [] }, { apiKey: [] }],
    'x-permission': permission,
    'x-who': whoMay(permission),
  }
}

function whoMay(permission: Permission): Text {
  const titles = organisationRoles.filter((role) => allows(role, permission)).map((role) => roleTitles[role])
  return { en: titles.map(({ en }) => en).join(', '), zh: titles.map(({ zh }) => zh).join('、') }
}

/** Guards a route that is about the signed-in person, whatever organisation. The handler finds `c.var.user`. */
export function signedIn(): Guard<SignedInEnv> {
  return {
    middleware: async (c, next) => {
      if (bearer(c) !== null) throw new Problem('access.person-needed')
      const session = await withSession(c, (_, session) => Promise.resolve(session))
      if (session === null) throw new Problem('access.sign-in-needed')
      c.set('user', session.user)
      c.set('session', session)
      await next()
    },
    security: [{ session: [] }],
    'x-permission': 'signed-in',
    'x-who': { en: 'Whoever is signed in', zh: '已登录用户' },
  }
}

/** Marks a route that anybody may call, with the reason why. */
export function open(reason: string): { security: []; 'x-permission': 'public'; 'x-public-because': string } {
  return { security: [], 'x-permission': 'public', 'x-public-because': reason }
}

/**
 * What the server asks of its own routes, for somebody it has let in by other means, carries its actor in the bindings.
 * No request from outside can: they are made by the server that hears it.
 */
export type InProcess = { actor: Actor }

function inProcess(c: Context): Actor | null {
  return (c.env as Partial<InProcess>).actor ?? null
}

async function actorOf(c: Context): Promise<Actor> {
  const handle = c.req.param('org') ?? ''
  const key = bearer(c)
  return key === null ? memberOf(c, handle) : keyOf(c, key, handle)
}

async function memberOf(c: Context, handle: string): Promise<Actor> {
  const found = await withSession(c, async (trx, { user }) => {
    await continueAsUser(trx, user.id)
    const membership = await findMembership(trx, user.id, handle)
    return { userId: user.id, membership }
  })
  if (found === null) throw new Problem('access.sign-in-needed')
  if (found.membership === null) throw new Problem('access.organisation-unknown')
  return { kind: 'user', id: found.userId, orgId: found.membership.organisation.id, ...found.membership }
}

async function keyOf(c: Context, key: string, handle: string): Promise<Actor> {
  const actor = await doorkeeperOf(c).actorOfKey(key)
  if (actor === null) throw new Problem('access.key-refused')
  if (actor.organisation.handle !== handle) throw new Problem('access.organisation-unknown')
  return actor
}

/** For a part of what a route does that needs more than the route itself. */
export function requirePermission({ role }: Pick<Actor, 'role'>, permission: Permission): void {
  if (allows(role, permission)) return
  throw new Problem('access.not-allowed', { role, allowed: organisationRoles.filter((each) => allows(each, permission)) })
}

function bearer(c: Context): string | null {
  return /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? null
}

/** Does `work` with the session of the request's cookie, in the transaction that found it; `null` where there is none. */
async function withSession<T>(c: Context, work: (trx: Trx, session: FoundSession) => Promise<T>): Promise<T | null> {
  const { db, clock, config } = doorkeeperOf(c)
  const token = readSessionCookie(c, config)
  if (token === null) return null
  return asIdentity(db, async (trx) => {
    const session = await findSession(trx, token, clock.now())
    if (session === null) return null
    if (session.wasExtended) writeSessionCookie(c, config, { token, ...session })
    return work(trx, session)
  })
}

/** What the guards need of the server; put into every request by the room's middleware. */
export type Doorkeeper = Pick<Dependencies, 'db' | 'clock' | 'config'> & { actorOfKey: ReturnType<typeof keyLookup> }

function doorkeeperOf(c: Context): Doorkeeper {
  return c.get('doorkeeper')
}

declare module 'hono' {
  interface ContextVariableMap {
    doorkeeper: Doorkeeper
  }
}

export function doorkeeper({ db, clock, config }: Dependencies): MiddlewareHandler<Env> {
  const keeper: Doorkeeper = { db, clock, config, actorOfKey: keyLookup({ db, clock }) }
  return async (c, next) => {
    c.set('doorkeeper', keeper)
    await next()
  }
}
