import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { problemAnswer } from '@gap5/contract/problems.ts'
import { createRoutes, json, problemResponse } from './http/routes.ts'
import { rateLimit } from './http/rate-limit.ts'
import type { Dependencies, Room } from './room.ts'
import { testApp } from './testing/app.ts'

const note = z.strictObject({
  title: z.string().min(1),
  stars: z.int().max(5),
  password: z.string().min(8).optional(),
})

const probe: Room = {
  name: 'probe',
  bodyLimits: { '/api/probe/large': 3_000_000 },
  routes: [
    () =>
      createRoutes().openapi(
        createRoute({
          method: 'post',
          path: '/api/probe/notes',
          request: { body: { required: true, ...json(note, 'A note') } },
          responses: { 200: json(note, 'The note'), default: problemResponse },
        }),
        (c) => c.json(c.req.valid('json'), 200),
      ),
    () => {
      const routes = createRoutes()
      routes.post('/api/probe/large', async (c) => c.text(String((await c.req.text()).length)))
      routes.get('/api/probe/broken', () => {
        throw new Error('password=hunter2')
      })
      return routes
    },
    (deps: Dependencies) => {
      const routes = createRoutes()
      routes.get('/api/probe/limited', rateLimit(deps, { burst: 2, perMinute: 6 }), (c) => c.text('here'))
      return routes
    },
  ],
}

const api = await testApp({ rooms: [probe], config: { rateLimits: true } })

test('every value that does not fit is named, with what was expected in both languages and what came', async () => {
  const answer = await api.fetch('/api/probe/notes', { method: 'POST', json: { title: '', stars: 9, colour: 'red', password: 'short' } })
  assert.equal(answer.status, 422)
  const { code, errors } = problemAnswer.parse(await answer.json())
  assert.equal(code, 'request.invalid')
  assert.deepEqual(errors, [
    { field: 'title', expected: { en: 'something written here', zh: '请填写内容' }, received: '' },
    { field: 'stars', expected: { en: 'at most 5', zh: '不大于 5' }, received: '9' },
    { field: 'password', expected: { en: 'at least 8 characters', zh: '至少 8 个字符' }, received: '•••' },
    { field: 'colour', expected: { en: 'only known fields', zh: '仅限已知字段' }, received: 'colour' },
  ])
})

test('a body that is no JSON is refused as malformed', async () => {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': 'zh' }
  const answer = await api.fetch('/api/probe/notes', { method: 'POST', headers, body: '{"title":' })
  assert.equal(answer.status, 400)
  assert.equal(problemAnswer.parse(await answer.json()).title, '无法读取该请求。')
})

test('a mistake of ours gives a number to report and nothing else', async () => {
  const answer = await api.fetch('/api/probe/broken')
  assert.equal(answer.status, 500)
  const body = await answer.text()
  assert.doesNotMatch(body, /hunter2|Error:|at /)
  const { requestId, detail } = problemAnswer.parse(JSON.parse(body))
  assert.equal(requestId, answer.headers.get('x-request-id'))
  assert.ok(detail?.includes(requestId))
})

test('bodies end at a megabyte, except where a room asked for more', async () => {
  const twoMegabytes = 'x'.repeat(2_000_000)
  const refused = await api.fetch('/api/probe/notes', { method: 'POST', body: twoMegabytes })
  assert.equal(refused.status, 413)
  const taken = await api.fetch('/api/probe/large', { method: 'POST', body: twoMegabytes })
  assert.equal(await taken.text(), '2000000')
  const tooMuch = await api.fetch('/api/probe/large', { method: 'POST', body: twoMegabytes.repeat(2) })
  assert.equal(tooMuch.status, 413)
})

for (const [name, headers, status] of [
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a neighbouring host', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['an old browser on another site', { Origin: 'https://elsewhere.example' }, 403],
  ['a sandboxed frame', { Origin: 'null' }, 403],
  ['this site', { 'Sec-Fetch-Site': 'same-origin' }, 200],
  ['an old browser on this site', { Origin: api.url }, 200],
  ['a program', {}, 200],
] as const) {
  test(`a change with cookies from ${name} is answered ${status}`, async () => {
    const sent = { ...headers, Cookie: 'gap5_session=x' }
    const answer = await api.fetch('/api/probe/notes', { method: 'POST', headers: sent, json: { title: 'a', stars: 1 } })
    assert.equal(answer.status, status)
  })
}

test('the limit of a route refuses the third request at once and lets it in later', async () => {
  const ask = () => api.fetch('/api/probe/limited')
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200])
  const refused = await ask()
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get('retry-after'), '10')
  api.clock.advance(10_000)
  assert.equal((await ask()).status, 200)
})

test('an invented X-Forwarded-For does not make a new caller', async () => {
  api.clock.advance(60_000)
  const ask = (address: string) => api.fetch('/api/probe/limited', { headers: { 'X-Forwarded-For': address } })
  const statuses = [(await ask('1.1.1.1')).status, (await ask('2.2.2.2')).status, (await ask('3.3.3.3')).status]
  assert.deepEqual(statuses, [200, 200, 429])
})

test('answers carry the headers that keep a browser safe', async () => {
  const { headers } = await api.fetch('/healthz')
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'self'/)
  assert.match(policy, /script-src 'self' 'nonce-[^']+'/)
  assert.doesNotMatch(policy.replace(/style-src-attr[^;]*/, ''), /unsafe-inline|unsafe-eval/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('x-frame-options'), 'DENY')
})

test('the description of the API is OpenAPI 3.1 and holds the rooms', async () => {
  const description = z
    .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
    .parse(await (await api.fetch('/api/openapi.json')).json())
  assert.equal(description.openapi, '3.1.0')
  assert.ok('/api/probe/notes' in description.paths)
})

test('the documentation page and its parts come from here', async () => {
  const page = await (await api.fetch('/api/docs')).text()
  const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part ?? '')
  assert.ok(parts.length >= 2)
  for (const part of parts) assert.equal((await api.fetch(part)).status, 200, part)
})

test('the catalogue of problems answers what each code means', async () => {
  const answer = await api.fetch('/api/problems/request.too-many?lang=zh')
  const { status, said } = z.object({ status: z.number(), said: z.string() }).parse(await answer.json())
  assert.deepEqual({ status, said }, { status: 429, said: '请求过于频繁，请稍候再试。' })
})

test('metrics are for this machine, and for nobody behind a proxy', async () => {
  const local = await api.fetch('/metrics')
  assert.equal(local.status, 200)
  assert.match(await local.text(), /gap5_http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\}/)
  assert.equal((await api.fetch('/metrics', { headers: { 'X-Forwarded-For': '8.8.8.8' } })).status, 404)
})
