/** Accounts: how a person signs up, comes in, and looks after password and sessions. */
import { z } from 'zod'
import { languages } from '../language.ts'
import { organisationDraftSchema, organisationSchema } from './organisations.ts'
import { organisationRoleSchema, permissions } from './roles.ts'

export const passwordLength = { min: 10, max: 200 } as const

export const emailSchema = z.email().max(254).transform((address) => address.toLowerCase())
const newPasswordSchema = z.string().min(passwordLength.min).max(passwordLength.max)
/** Checked against what is stored, so that an old, short one still reaches the comparison. */
const givenPasswordSchema = z.string().min(1).max(passwordLength.max)
const personNameSchema = z.string().trim().min(1).max(120)

export const signUpSchema = z.strictObject({
  name: personNameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  language: z.enum(languages),
  /** Created in the same step, the new account as its owner. Left out by those who were invited. */
  organisation: organisationDraftSchema.optional(),
  /** What stands after # in an invitation's link; needed where accounts are made by invitation. */
  invitation: z.string().max(200).optional(),
})
export type SignUp = z.infer<typeof signUpSchema>

/** What somebody who has no account finds here. */
export const signUpRuleSchema = z.object({
  /** False: an account takes an invitation, or whoever runs the server. */
  isOpen: z.boolean(),
})
export type SignUpRule = z.infer<typeof signUpRuleSchema>

export const signInSchema = z.strictObject({
  email: z.string().max(254).transform((address) => address.trim().toLowerCase()),
  password: givenPasswordSchema,
  /** False: the session ends with the browser, after 12 hours at the latest. */
  remember: z.boolean().default(true),
})
export type SignIn = z.infer<typeof signInSchema>

export const entrySchema = z.strictObject({ token: z.string().max(200) })

export const accountChangeSchema = z.strictObject({ name: personNameSchema, language: z.enum(languages) }).partial()
export type AccountChange = z.infer<typeof accountChangeSchema>

export const passwordChangeSchema = z.strictObject({
  /** Left out only by who has just come in with a one-time link. */
  present: givenPasswordSchema.optional(),
  next: newPasswordSchema,
})
export type PasswordChange = z.infer<typeof passwordChangeSchema>

export const userSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  language: z.enum(languages),
})
export type User = z.infer<typeof userSchema>

export const membershipSchema = z.object({
  organisation: organisationSchema,
  role: organisationRoleSchema,
  permissions: z.array(z.enum(permissions)),
})
export type Membership = z.infer<typeof membershipSchema>

/** Who is signed in, and where that person belongs. */
export const meSchema = z.object({
  user: userSchema,
  memberships: z.array(membershipSchema),
  /** Came in with a one-time link a short while ago, and may set a password without the present one. */
  maySetPassword: z.boolean(),
  mayMakeOrganisation: z.boolean(),
})
export type Me = z.infer<typeof meSchema>

export const sessionSchema = z.object({
  id: z.uuid(),
  /** What the browser called itself, shortened. */
  device: z.string(),
  signedInAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isCurrent: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>
