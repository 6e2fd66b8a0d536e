/**
 * Talks to the server. Cookies carry who you are; nothing secret is kept or sent from here.
 *
 * A refusal arrives as RFC 9457 `application/problem+json` and is thrown as a `ProblemError`, whose sentence is said in
 * the user's language. No answer at all is thrown as a `ConnectionError`.
 */
import { addressed } from './kit/address.ts'
import { rememberedLanguage, tagOf } from './kit/speech.ts'
import { ConnectionError, problemFrom, type ProblemError } from './problem.ts'
import { reported } from './kit/frame/connection.ts'

export type Call = {
  signal?: AbortSignal
  headers?: Record<string, string>
}

export const api = {
  get: <Answer>(path: string, call?: Call) => request<Answer>('GET', path, undefined, call),
  post: <Answer>(path: string, body?: unknown, call?: Call) => request<Answer>('POST', path, body, call),
  put: <Answer>(path: string, body?: unknown, call?: Call) => request<Answer>('PUT', path, body, call),
  patch: <Answer>(path: string, body?: unknown, call?: Call) => request<Answer>('PATCH', path, body, call),
  delete: <Answer>(path: string, call?: Call) => request<Answer>('DELETE', path, undefined, call),
  /** An answer that comes line by line, each a JSON value, while it is being made. */
  lines,
}

/** How a page that is read through a read-only link asks: as its holder, whoever else is signed in. */
export type LinkAccess = { org: string; credential: string }

let link: LinkAccess | null = null

export function readThrough(access: LinkAccess | null): void {
  link = access
}

/** What pages ask below their organisation's address is asked through the link; anything else as ever. */
function throughLink({ org }: LinkAccess, path: string): string {
  const own = `/api/o/${encodeURIComponent(org)}/`
  return path.startsWith(own) ? addressed('/api/shared/answer', { ask: path.slice(own.length) }) : path
}

async function request<Answer>(method: string, path: string, body: unknown, call: Call = {}): Promise<Answer> {
  const answer = await sent(method, path, body, call, 'application/json')
  const content = await contentOf(answer)
  if (!answer.ok) throw refused(path, problemFrom(answer.status, content))
  return content as Answer
}

let refusals: ((problem: ProblemError, path: string) => void) | null = null

/** Called with what members are refused; holders of a link are no members. */
export function onRefusal(listener: typeof refusals): void {
  refusals = listener
}

function refused(path: string, problem: ProblemError): ProblemError {
  if (link === null) refusals?.(problem, path)
  return problem
}

/** Lines as they come; an answer that came whole, as through a link, is one. */
async function* lines<Line>(path: string, call: Call = {}): AsyncGenerator<Line> {
  const answer = await sent('GET', path, undefined, call, lineType)
  if (!answer.ok) throw problemFrom(answer.status, await contentOf(answer))
  if (answer.body === null || !answer.headers.get('content-type')?.startsWith(lineType)) return yield (await contentOf(answer)) as Line
  let rest = ''
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    const parts = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (parts.pop() ?? '')
    for (const part of parts) if (part !== '') yield JSON.parse(part) as Line
    if (done) return
  }
}

const lineType = 'application/x-ndjson'

function sent(method: string, path: string, body: unknown, call: Call, accept: string): Promise<Response> {
  return reach(link === null ? path : throughLink(link, path), {
    method,
    credentials: link === null ? 'same-origin' : 'omit',
    headers: {
      ...(link === null ? {} : { authorization: `Link ${link.credential}` }),
      accept: `${accept}, application/problem+json`,
      'accept-language': tagOf(rememberedLanguage()),
      ...headersFor(body, call),
    },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    ...(call.signal ? { signal: call.signal } : {}),
  })
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(path, init)
    if (answer.status !== 401) reported('answered')
    return answer
  } catch (error) {
    if (init.signal?.aborted) throw error
    reported('unanswered')
    throw new ConnectionError(error)
  }
}

function headersFor(body: unknown, call: Call): Record<string, string> {
  return {
    ...(body === undefined || isRaw(body) ? {} : { 'content-type': 'application/json' }),
    ...call.headers,
  }
}

function isRaw(body: unknown): body is FormData | Blob {
  return body instanceof FormData || body instanceof Blob
}

async function contentOf(answer: Response): Promise<unknown> {
  if (answer.status === 204) return undefined
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('application/pdf')) return answer.blob()
  return /[/+]json/.test(type) ? answer.json() : answer.text()
}

/** A small file, whole, with the name the server chose; a large one is left to the browser (`saveFromAddress` of the kit). */
export async function download(path: string): Promise<{ name: string; content: Blob }> {
  const answer = await reach(path, { credentials: 'same-origin', headers: { 'accept-language': tagOf(rememberedLanguage()) } })
  if (!answer.ok) throw problemFrom(answer.status, await contentOf(answer))
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const content = await answer.blob().catch((error: unknown) => {
    throw new ConnectionError(error)
  })
  return { name: decodeURIComponent(named ?? 'gap5'), content }
}

/** Sends a file with its progress (share in [0, 1]); `fetch` cannot tell how much has gone out. */
export function upload<Answer>(
  path: string,
  file: Blob,
  { headers = {}, signal, progress }: Call & { progress?: (share: number) => void } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.responseType = 'text'
    request.setRequestHeader('accept-language', tagOf(rememberedLanguage()))
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => progress?.(event.loaded / Math.max(event.total, 1)))
    request.addEventListener('error', () => reject(new ConnectionError(null)))
    request.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
    request.addEventListener('load', () => {
      const content: unknown = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(content as Answer)
      else reject(problemFrom(request.status, content))
    })
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
