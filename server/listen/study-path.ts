import { z } from '@hono/zod-openapi'
import { inThisOrganisation } from '../access/path.ts'

/** A study at the head of a path, `/api/o/{org}/studies/{study}/…`, by its handle or its id. */
export const inThisStudy = inThisOrganisation.extend({ study: z.string().max(60).openapi({ example: 'after-service' }) })
