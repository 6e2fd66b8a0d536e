import type { Context } from 'hono'
import { z } from '@hono/zod-openapi'
import { Problem } from '../problem.ts'

/** Header of routes that change what somebody else may be changing too. */
export const ifMatch = z.object({
  'if-match': z.string().optional().openapi({ description: 'The ETag that was read: `"3"`', example: '"3"' }),
})

/** The revision the caller saw, from `If-Match: "3"`. */
export function seenRevision(c: Context): number {
  const [, revision] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(c.req.header('If-Match') ?? '') ?? []
  if (revision === undefined) throw new Problem('listen.version-needed')
  return Number(revision)
}

export function etagOf({ revision }: { revision: number }): string {
  return `"${revision}"`
}
