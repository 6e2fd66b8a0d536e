import { z } from '@hono/zod-openapi'

/** The organisation's handle at the head of a path, `/api/o/{org}/…`. */
export const inThisOrganisation = z.object({ org: z.string().max(60).openapi({ example: 'hengyuan' }) })
