import { createRoute, z } from '@hono/zod-openapi'
import { accountChangeSchema, meSchema, passwordChangeSchema, sessionSchema, userSchema } from '@gap5/contract/access/accounts.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { changeAccount, changePassword, describeMe } from './accounts.ts'
import { countAttempt, forgiveAttempts } from './attempts.ts'
import { signedIn } from './authorise.ts'
import { arrival } from './entry.routes.ts'
import { asIdentity } from './identity.ts'
import { passwordLimits } from './limits.ts'
import { writeSessionCookie } from './session-cookie.ts'
import { endOtherSessions, endSession, listSessions } from './sessions.ts'

const meRoute = createRoute({
  ...signedIn(),
  method: 'get',
  path: '/api/me',
  tags: ['access'],
  summary: 'Who is signed in, the organisations, and what may be done in each',
  responses: { 200: json(meSchema, 'The user and the memberships'), default: problemResponse },
})

const changeRoute = createRoute({
  ...signedIn(),
  method: 'patch',
  path: '/api/me',
  tags: ['access'],
  summary: 'Change the own name or language',
  request: { body: { required: true, ...json(accountChangeSchema, 'What changes') } },
  responses: { 200: json(userSchema, 'The user'), default: problemResponse },
})

const passwordRoute = createRoute({
  ...signedIn(),
  method: 'put',
  path: '/api/me/password',
  tags: ['access'],
  summary: 'Change the own password; every other session ends',
  request: { body: { required: true, ...json(passwordChangeSchema, 'The present and the next password') } },
  responses: { 204: { description: 'Changed' }, default: problemResponse },
})

const sessionsRoute = createRoute({
  ...signedIn(),
  method: 'get',
  path: '/api/me/sessions',
  tags: ['access'],
  summary: 'Where one is signed in, last seen first',
  responses: { 200: json(z.array(sessionSchema), 'Open sessions'), default: problemResponse },
})

const endOthersRoute = createRoute({
  ...signedIn(),
  method: 'delete',
  path: '/api/me/sessions',
  tags: ['access'],
  summary: 'Sign out everywhere else',
  responses: { 204: { description: 'Only this session is left' }, default: problemResponse },
})

const endRoute = createRoute({
  ...signedIn(),
  method: 'delete',
  path: '/api/me/sessions/{session}',
  tags: ['access'],
  summary: 'Sign out on one device',
  request: { params: z.object({ session: z.uuid() }) },
  responses: { 204: { description: 'The session is over' }, default: problemResponse },
})

/** The signed-in person: account, password, sessions. */
export function meRoutes(deps: Dependencies): Routes {
  const { db, clock, config } = deps
  return createRoutes()
    .openapi(meRoute, async (c) => c.json(await describeMe(deps, c.var.session), 200))
    .openapi(changeRoute, async (c) => c.json(await changeAccount(db, c.var.user, c.req.valid('json')), 200))
    .openapi(passwordRoute, async (c) => {
      const limits = passwordLimits(c.var.user.id)
      await countAttempt(deps, limits)
      const session = await changePassword(db, c.var.session, c.req.valid('json'), arrival(c, deps))
      await forgiveAttempts(deps, limits)
      writeSessionCookie(c, config, session)
      return c.body(null, 204)
    })
    .openapi(sessionsRoute, async (c) =>
      c.json(await asIdentity(db, (trx) => listSessions(trx, c.var.user.id, c.var.session.id, clock.now())), 200),
    )
    .openapi(endOthersRoute, async (c) => {
      await asIdentity(db, (trx) => endOtherSessions(trx, c.var.user.id, c.var.session.id))
      return c.body(null, 204)
    })
    .openapi(endRoute, async (c) => {
      await asIdentity(db, (trx) => endSession(trx, c.var.user.id, c.req.valid('param').session))
      return c.body(null, 204)
    })
}
