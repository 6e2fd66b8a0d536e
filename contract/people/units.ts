/** Units: the organisation's branches and departments, to which customers, employees and cases are joined. */
import { z } from 'zod'
import { textSchema } from '../text.ts'

export const unitKinds = ['branch', 'department'] as const
export const unitSchema = z.object({
  id: z.uuid(),
  /** Short name used in links and import files, unique in the organisation: letters and digits of any script, `.`, `_`, `-`. */
  code: z.string().trim().min(1).max(60).regex(/^[\p{L}\p{N}._-]+$/u),
  kind: z.enum(unitKinds),
  title: textSchema,
  parentId: z.uuid().nullable(),
})
export type Unit = z.infer<typeof unitSchema>
export const unitDraftSchema = unitSchema.omit({ id: true }).extend({ parentId: z.uuid().nullable().default(null) })
export type UnitDraft = z.infer<typeof unitDraftSchema>
