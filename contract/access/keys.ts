/** API keys: how a program comes in, with the rights of one role of one organisation. */
import { z } from 'zod'
import { keyRoles } from './roles.ts'

/** A key is never an owner: the organisation itself stays in the hands of people. */
export const keyRoleSchema = z.enum(keyRoles)

export const apiKeySchema = z.object({
  id: z.uuid(),
  title: z.string(),
  role: keyRoleSchema,
  /** The first characters of its secret, by which it is recognised. */
  opening: z.string(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

export const apiKeyDraftSchema = z.strictObject({ title: z.string().trim().min(1).max(120), role: keyRoleSchema })
export type ApiKeyDraft = z.infer<typeof apiKeyDraftSchema>

/** `key` is told this once; only its hash is kept. */
export const newApiKeySchema = apiKeySchema.extend({ key: z.string() })
export type NewApiKey = z.infer<typeof newApiKeySchema>
