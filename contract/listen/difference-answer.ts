/** The difference between two versions as it travels; see `difference.ts`. */
import { z } from 'zod'
import { textSchema } from '../text.ts'
import { changeKinds, changeParts } from './difference.ts'

const said = z.object({ en: z.string(), zh: z.string() })
const keys = z.array(z.string())

export const differenceSchema = z.object({
  from: z.int(),
  to: z.int(),
  changes: z.array(
    z.object({
      kind: z.enum(changeKinds),
      part: z.enum(changeParts),
      key: z.string(),
      name: textSchema,
      property: said.nullable(),
      before: said.nullable(),
      after: said.nullable(),
    }),
  ),
  /** Variables by what can be said of answers to both versions. */
  comparability: z.object({ same: keys, reworded: keys, broken: keys, added: keys, removed: keys, dimensions: keys }),
  /** Variables by the words of their question, dimensions by their title. */
  names: z.record(z.string(), said),
})
export type VersionDifference = z.infer<typeof differenceSchema>
