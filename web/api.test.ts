import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { api, onRefusal, readThrough } from './api.ts'
import { ConnectionError, ProblemError } from './problem.ts'

const { fetch } = globalThis
afterEach(() => {
  globalThis.fetch = fetch
})

type Asked = { path: string; init: RequestInit; headers: Headers }

/** Answers every request with the same answer and remembers what was asked. */
function answering(answer: () => Response): Asked[] {
  const asked: Asked[] = []
  globalThis.fetch = async (path, init = {}) => {
    asked.push({ path: String(path), init, headers: new Headers(init.headers) })
    return answer()
  }
  return asked
}

function json(status: number, body: unknown, type = 'application/json') {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

test('a body is sent as JSON with the cookie and the language, and the answer comes back', async () => {
  const asked = answering(() => json(200, { id: 7 }))
  assert.deepEqual(await api.post('/api/o/a/studies', { title: 'x' }, { headers: { 'If-Match': '"3"' } }), { id: 7 })
  const [{ path, init, headers }] = asked as [Asked]
  assert.equal(path, '/api/o/a/studies')
  assert.equal(init.method, 'POST')
  assert.equal(init.credentials, 'same-origin')
  assert.equal(init.body, '{"title":"x"}')
  assert.equal(headers.get('content-type'), 'application/json')
  assert.equal(headers.get('if-match'), '"3"')
  assert.match(headers.get('accept-language') ?? '', /^(en|zh-CN)$/)
})

test('a form keeps the content type its boundary needs', async () => {
  const asked = answering(() => new Response(null, { status: 204 }))
  const form = new FormData()
  assert.equal(await api.post('/api/x', form), undefined)
  assert.equal(asked[0]?.headers.get('content-type'), null)
  assert.equal(asked[0]?.init.body, form)
})

test('a refusal is thrown as the problem it is', async () => {
  answering(() => json(409, { title: 'Taken.', code: 'access.handle-taken', status: 409 }, 'application/problem+json'))
  await assert.rejects(
    api.put('/api/x', {}),
    (error) => error instanceof ProblemError && error.code === 'access.handle-taken' && error.status === 409,
  )
})

test('silence is thrown as a connection error', async () => {
  globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'))
  await assert.rejects(api.get('/api/x'), ConnectionError)
})

test('what the page itself called off is no connection error', async () => {
  const abort = new AbortController()
  globalThis.fetch = (_, init) => Promise.reject(init?.signal?.reason)
  abort.abort()
  await assert.rejects(api.get('/api/x', { signal: abort.signal }), { name: 'AbortError' })
})

test('a refusal tells the page that the user may have been signed out or lost a role, except through a link', async () => {
  const told: string[] = []
  onRefusal(({ status }, path) => told.push(`${status} ${path}`))
  answering(() => json(401, {}))
  await assert.rejects(api.get('/api/o/a/studies'))
  readThrough({ org: 'a', credential: 'c' })
  await assert.rejects(api.get('/api/o/a/studies'))
  readThrough(null)
  onRefusal(null)
  assert.deepEqual(told, ['401 /api/o/a/studies'])
})
