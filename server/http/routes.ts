import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { HttpBindings } from '@hono/node-server'
import type { Language } from '@gap5/contract/language.ts'
import { problemAnswer } from '@gap5/contract/problems.ts'
import type { Log } from '../log.ts'
import { invalid } from '../problem.ts'

export type Env = {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    /** Language of the answer: `?lang=`, then the cookie `lang`, then `Accept-Language`. */
    language: Language
    clientAddress: string
    log: Log
    secureHeadersNonce?: string
    /** A page that websites named by its policy may show in a frame. */
    isFramed?: boolean
  }
}

export type Routes = OpenAPIHono<Env>

/** An empty set of routes. Every room starts from it: what does not fit a route's schema is answered as a problem. */
export function createRoutes(): Routes {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error, 'data' in result ? result.data : undefined)
    },
  })
}

/** A JSON body in a route's description, asked or answered. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** Bytes as they are in a route's description, asked or answered. */
export function bytes(description: string, type = 'application/octet-stream') {
  return { description, content: { [type]: { schema: z.any().openapi({ type: 'string', format: 'binary' }) } } }
}

/** The `default` response of every API route. */
export const problemResponse = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: problemAnswer } },
}
