/** Members of an organisation, and the invitations by which they come. */
import { z } from 'zod'
import { emailSchema } from './accounts.ts'
import { organisationRoleSchema } from './roles.ts'

export const memberSchema = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: organisationRoleSchema,
  joinedAt: z.iso.datetime(),
})
export type Member = z.infer<typeof memberSchema>

export const roleChangeSchema = z.strictObject({ role: organisationRoleSchema })

export const invitationStates = ['open', 'accepted', 'expired'] as const
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: organisationRoleSchema,
  state: z.enum(invitationStates),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type Invitation = z.infer<typeof invitationSchema>

export const invitationDraftSchema = z.strictObject({
  email: emailSchema,
  role: organisationRoleSchema,
  days: z.int().min(1).max(30).default(7),
})
export type InvitationDraft = z.infer<typeof invitationDraftSchema>

/** `path` carries the token after `#`; it is told this once and cannot be read again. */
export const newInvitationSchema = invitationSchema.extend({ path: z.string() })
export type NewInvitation = z.infer<typeof newInvitationSchema>

export const invitationTokenSchema = z.strictObject({ token: z.string().max(200) })

/** What the holder of a link is told before signing in. */
export const invitationPreviewSchema = z.object({
  organisation: z.object({ name: z.object({ en: z.string(), zh: z.string() }), handle: z.string() }),
  role: organisationRoleSchema,
  email: z.string(),
  expiresAt: z.iso.datetime(),
})
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>

export const acceptedInvitationSchema = z.object({ handle: z.string() })
