/** What a collector of a kind is told: a kiosk how long it waits, an embedded page where it may stand. */
import { z } from 'zod'
import type { Text } from '../language.ts'

const expected: Text = { en: 'an origin like https://www.example.com, without a path', zh: '形如 https://www.example.com 的来源，不含路径' }

/** Scheme, host and port of a website, written as browsers write it. */
export const originSchema = z
  .string()
  .max(200)
  .refine((origin) => URL.canParse(origin) && new URL(origin).origin === origin && /^https?:/.test(origin), { params: { expected } })

export const collectorSettingsSchema = z.strictObject({
  /** Kiosk: seconds after which the thank-you page gives way to the next person. */
  thanksSeconds: z.int().min(3).max(120).default(10),
  /** Kiosk: seconds without a touch after which somebody is asked whether they are still there, and then taken to be gone. */
  idleSeconds: z.int().min(15).max(900).default(60),
  /** Embedded: websites that may show the page within theirs. Nobody else may. */
  origins: z.array(originSchema).max(20).default([]),
})
export type CollectorSettings = z.infer<typeof collectorSettingsSchema>
