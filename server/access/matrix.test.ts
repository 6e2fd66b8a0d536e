import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { allows, organisationRoles, permissions, type OrganisationRole, type Permission } from '@gap5/contract/access/roles.ts'
import { createApp } from '../app.ts'
import { testApp } from '../testing/app.ts'
import { testOrganisation, testUser, type TestCaller } from '../testing/organisation.ts'

type Operation = {
  method: string
  path: string
  permission: Permission | 'signed-in' | 'public' | undefined
  reason: string | undefined
  forKeys: boolean
}

/** Tells about the API itself; holds nothing of anybody. */
const undescribed = /^\/api\/(openapi\.json|docs|problems)/

/** What answers outside the API, to whoever comes, and what keeps each of them from telling more than it should. */
const outside: Record<string, string> = {
  'GET /healthz': 'says nothing but that it is there',
  'GET /metrics': 'this machine, or the token of the operator',
  'GET /s/-/embed.js': 'a file of ours',
  'GET /s/-/:name': 'a file of ours',
  'GET /s/:slug/:token?': 'surveys are for everybody who has their address; `?preview` for members',
  'POST /s/:slug/:token?': 'answers, likewise',
  'GET /s/preview/:org/:kind/:which': 'looks for a session and its membership itself',
  'POST /s/preview/:org/:kind/:which': 'keeps nothing; likewise',
  'GET /unsubscribe/:token': 'the sealed token of a mail is the proof',
  'POST /unsubscribe/:token': 'likewise',
}

describe('roles against routes, as the API describes them', async () => {
  const app = await testApp()
  const operations = await readOperations(app)
  const scoped = operations.filter(({ permission }) => permission !== undefined && permission !== 'signed-in' && permission !== 'public')
  const ours = await testOrganisation(app)
  const strangers = await testOrganisation(app)

  test('every route says who may call it, and an open one says why', () => {
    assert.ok(operations.length > 20, `only ${operations.length} operations`)
    for (const { method, path, permission, reason } of operations) {
      const known = [...permissions, 'signed-in', 'public'] as readonly (string | undefined)[]
      assert.ok(known.includes(permission), `${method} ${path} names no permission: spread authorise(), signedIn() or open() into it`)
      if (permission === 'public') assert.ok((reason ?? '').length > 10, `${method} ${path} is open without a reason`)
      if (path.startsWith('/api/o/{org}')) assert.ok(permission !== 'signed-in', `${method} ${path} belongs to an organisation`)
    }
  })

  test('no route of the API is missing from its description', () => {
    const described = new Set(operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`))
    const routes = createApp(app.deps).routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    for (const { method, path } of routes) {
      assert.ok(described.has(`${method} ${bare(path)}`) || undescribed.test(path), `${method} ${path} is not described`)
    }
  })

  test('nothing answers outside the API that was not meant to', () => {
    const routes = createApp(app.deps).routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/') && path !== '*' && path !== '/*')
    assert.deepEqual([...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort(), Object.keys(outside).sort())
  })

  test('nobody gets in without signing in', async () => {
    for (const operation of operations.filter(({ permission }) => permission !== 'public')) {
      const { code } = await ask(operation, app)
      assert.equal(code, 'access.sign-in-needed', name(operation))
    }
  })

  for (const role of organisationRoles) {
    test(`${role}: let in or turned away as the matrix says`, async () => {
      for (const operation of scoped) {
        const { status, code } = await ask(operation, await ours.as(role))
        const isAllowed = allows(role, operation.permission as Permission)
        if (isAllowed) assert.ok(status < 500 && status !== 401 && code !== 'access.not-allowed', `${name(operation)}: ${status} ${code}`)
        else assert.equal(code, 'access.not-allowed', `${name(operation)}: ${status}`)
      }
    })
  }

  for (const role of organisationRoles.filter((role) => role !== 'owner') as Exclude<OrganisationRole, 'owner'>[]) {
    test(`API key as ${role}: likewise, and never where people are asked for`, async () => {
      const key = await ours.withKey(role)
      for (const operation of scoped) {
        const { status, code } = await ask(operation, key)
        const isAllowed = allows(role, operation.permission as Permission)
        const expected = isAllowed ? (operation.forKeys ? null : 'access.person-needed') : 'access.not-allowed'
        if (expected === null) assert.ok(status < 500 && status !== 401 && status !== 403, `${name(operation)}: ${status} ${code}`)
        else assert.equal(code, expected, name(operation))
      }
    })
  }

  test('owners and keys of another organisation, and users of none, find nothing', async () => {
    const callers = [strangers.owner, await strangers.withKey('manager'), await testUser(app)]
    for (const caller of callers) {
      for (const operation of scoped) {
        const { status, code } = await ask(operation, caller)
        assert.deepEqual([status, code], [404, 'access.organisation-unknown'], name(operation))
      }
    }
  })

  async function ask({ method, path }: Operation, by: Pick<TestCaller, 'fetch'>): Promise<{ status: number; code: string | null }> {
    const filled = path.replace('{org}', ours.handle).replaceAll(/\{\w+\}/g, () => randomUUID())
    const stop = new AbortController()
    const hasBody = method !== 'GET' && method !== 'DELETE'
    const answer = await by.fetch(filled, { method, signal: stop.signal, ...(hasBody ? { json: {} } : {}) })
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true
    const code = isProblem ? ((await answer.json()) as { code: string }).code : null
    stop.abort() // some answers never end by themselves
    return { status: answer.status, code }
  }
})

type Document = { paths: Record<string, Record<string, Record<string, unknown>>> }

async function readOperations(app: { fetch(path: string): Promise<Response> }): Promise<Operation[]> {
  const document = (await (await app.fetch('/api/openapi.json')).json()) as Document
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      permission: operation['x-permission'] as Operation['permission'],
      reason: operation['x-public-because'] as string | undefined,
      forKeys: JSON.stringify(operation['security'] ?? []).includes('apiKey'),
    })),
  )
}

function name({ method, path }: Operation): string {
  return `${method} ${path}`
}

/** `:file{pattern}` as `:file`. */
function bare(path: string): string {
  return path.replaceAll(/(:\w+)\{[^}]*\}/g, '$1')
}
