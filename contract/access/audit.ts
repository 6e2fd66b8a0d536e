/** The audit trail: who did what to what, and when. */
import { z } from 'zod'

export const actorKinds = ['user', 'apiKey', 'system'] as const

export const auditEntrySchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(actorKinds),
    id: z.uuid().nullable(),
    /** Name of the member or title of the key; null for the system and for those who have left. */
    name: z.string().nullable(),
  }),
  /** What was done, as `<noun>.<past participle>`: `member.role-changed`. */
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** What changed, before and after; never personal data or secrets. */
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditQuerySchema = z.strictObject({
  /** A whole action (`member.removed`) or a noun with everything done to it (`member`). */
  action: z.string().max(80).regex(/^[a-z-]+(\.[a-z-]+)?$/).optional(),
  actorId: z.uuid().optional(),
  /** `next` of the page before. */
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

/** Newest first; `next` is null on the last page. */
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.uuid().nullable() })
export type AuditPage = z.infer<typeof auditPageSchema>
