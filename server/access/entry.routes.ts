import type { Context } from 'hono'
import { createRoute } from '@hono/zod-openapi'
import { entrySchema, signInSchema, signUpRuleSchema, signUpSchema } from '@gap5/contract/access/accounts.ts'
import { createRoutes, json, problemResponse, type Routes } from '../http/routes.ts'
import type { Dependencies } from '../room.ts'
import { signIn, signUp, type Arrival } from './accounts.ts'
import { admit } from './admission.ts'
import { countAttempt, forgiveAttempts } from './attempts.ts'
import { open } from './authorise.ts'
import { deviceFrom } from './device.ts'
import { enter } from './entry-links.ts'
import { asIdentity } from './identity.ts'
import { linkLimits, signInLimits, signUpLimits } from './limits.ts'
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie.ts'
import { endSessionOf, type NewSession } from './sessions.ts'

const done = { 204: { description: 'Signed in; the session is in the cookie' }, default: problemResponse }

const signUpRuleRoute = createRoute({
  ...open('Whoever comes for the first time is told how'),
  method: 'get',
  path: '/api/sign-up',
  tags: ['access'],
  summary: 'Whether anybody may make an account here, or only who was invited',
  responses: { 200: json(signUpRuleSchema, 'The rule'), default: problemResponse },
})

const signUpRoute = createRoute({
  ...open('Whoever starts has no account yet'),
  method: 'post',
  path: '/api/sign-up',
  tags: ['access'],
  summary: 'Make an account, and with it the first organisation where one is given',
  request: { body: { required: true, ...json(signUpSchema, 'The account') } },
  responses: done,
})

const signInRoute = createRoute({
  ...open('Signing in is how one gets a session'),
  method: 'post',
  path: '/api/sign-in',
  tags: ['access'],
  summary: 'Sign in with e-mail and password',
  request: { body: { required: true, ...json(signInSchema, 'E-mail and password') } },
  responses: done,
})

const enterRoute = createRoute({
  ...open('The token of the link is the proof'),
  method: 'post',
  path: '/api/enter',
  tags: ['access'],
  summary: 'Sign in with a one-time link',
  request: { body: { required: true, ...json(entrySchema, 'What stands after # in the link') } },
  responses: done,
})

const signOutRoute = createRoute({
  ...open('It ends what the cookie opened, if anything'),
  method: 'post',
  path: '/api/sign-out',
  tags: ['access'],
  summary: 'Sign out on this device',
  responses: { 204: { description: 'No session any more' }, default: problemResponse },
})

/** Coming in and going out. */
export function entryRoutes(deps: Dependencies): Routes {
  return createRoutes()
    .openapi(signUpRuleRoute, (c) => c.json({ isOpen: deps.config.signUp === 'open' }, 200))
    .openapi(signUpRoute, async (c) => {
      await countAttempt(deps, signUpLimits(c))
      const given = c.req.valid('json')
      await admit(deps, given, deps.clock.now())
      const { session } = await signUp(deps.db, given, arrival(c, deps))
      await change(c, deps, session)
      return c.body(null, 204)
    })
    .openapi(signInRoute, async (c) => {
      const given = c.req.valid('json')
      const limits = signInLimits(c, given.email)
      await countAttempt(deps, limits)
      const session = await signIn(deps.db, given, arrival(c, deps))
      await forgiveAttempts(deps, limits.slice(0, 2))
      await change(c, deps, session)
      return c.body(null, 204)
    })
    .openapi(enterRoute, async (c) => {
      await countAttempt(deps, linkLimits(c))
      await change(c, deps, await enter(deps.db, c.req.valid('json').token, arrival(c, deps)))
      return c.body(null, 204)
    })
    .openapi(signOutRoute, async (c) => {
      await forget(c, deps)
      clearSessionCookie(c, deps.config)
      return c.body(null, 204)
    })
}

export function arrival(c: Context, { clock }: Dependencies): Arrival {
  return { device: deviceFrom(c.req.header('User-Agent')), now: clock.now() }
}

/** The session the browser had before is over: nobody comes back to it by a copied cookie. */
async function change(c: Context, deps: Dependencies, session: NewSession): Promise<void> {
  await forget(c, deps)
  writeSessionCookie(c, deps.config, session)
}

async function forget(c: Context, { db, config }: Dependencies): Promise<void> {
  const token = readSessionCookie(c, config)
  if (token !== null) await asIdentity(db, (trx) => endSessionOf(trx, token))
}
