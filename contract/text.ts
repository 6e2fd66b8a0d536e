/** A sentence in both languages as it travels. Apart from `language.ts`, so that saying things needs no schema library. */
import { z } from 'zod'

export const textSchema = z.strictObject({ en: z.string().min(1).max(2000), zh: z.string().min(1).max(2000) })
