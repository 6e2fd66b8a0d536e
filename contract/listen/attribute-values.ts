import { z } from 'zod'

/** Address of an attribute within its study. */
export const attributeKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** attribute key → value, always kept as text; the attribute's type says how to read it. */
export const attributeValuesSchema = z.record(attributeKey, z.string().max(200))
export type AttributeValues = z.infer<typeof attributeValuesSchema>
