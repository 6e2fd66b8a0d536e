import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../problem.ts'
import type { Env } from './routes.ts'

const megabyte = 1024 * 1024

/** Refuses bodies of more than a megabyte, or of more than a room asked for under its paths (`/api/imports`). */
export function limitBodies(limits: Readonly<Record<string, number>>): MiddlewareHandler<Env> {
  const usual = limitOf(megabyte)
  const raised = Object.entries(limits)
    .sort(([a], [b]) => b.length - a.length)
    .map(([path, maximumBytes]) => ({ matches: matcher(path), limit: limitOf(maximumBytes) }))
  return (c, next) => (raised.find(({ matches }) => matches(c.req.path))?.limit ?? usual)(c, next)
}

/** A path of a room's limits may hold parameters: `/api/studies/:id/imports`. */
function matcher(path: string): (asked: string) => boolean {
  const pattern = new URLPattern({ pathname: `${path}{/*}?` })
  return (asked) => pattern.test({ pathname: asked })
}

function limitOf(maximumBytes: number): MiddlewareHandler<Env> {
  const refuse = async (c: Context<Env>): Promise<never> => {
    await drain(c.req.raw)
    throw new Problem('request.too-large', { maximumBytes })
  }
  const counted = bodyLimit({ maxSize: maximumBytes, onError: refuse })
  return (c, next) => {
    const length = c.req.header('Content-Length')
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return counted(c, next)
    // A body of a declared length cannot be longer, and is not touched here: looking at it would cost more than an answer.
    return Number(length) > maximumBytes ? refuse(c) : next()
  }
}

const patience = 64 * megabyte

/** Most clients hear the answer only when they are done sending. Beyond some patience the connection is cut. */
export async function drain(request: Request): Promise<void> {
  if (request.body === null || request.body.locked) return
  let taken = 0
  for await (const chunk of request.body) {
    taken += chunk.length
    if (taken > patience) return
  }
}
