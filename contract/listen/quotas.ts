/** How many answers of a kind a study is to have. */
import { z } from 'zod'
import type { Text } from '../language.ts'
import { attributeValuesSchema, type AttributeValues } from './attribute-values.ts'

/**
 * So many answers and no more of those that carry all of these values and, where one is named, came through this
 * collector. An answer of several kinds needs a place in each of them.
 */
export const quotaSchema = z.strictObject({
  values: attributeValuesSchema.default({}),
  collectorId: z.uuid().nullable().default(null),
  target: z.int().min(1).max(10_000_000),
})
export type Quota = z.infer<typeof quotaSchema>

export const quotasSchema = z
  .array(quotaSchema)
  .max(200)
  .superRefine((quotas, context) => {
    const seen = new Set<string>()
    for (const [index, quota] of quotas.entries()) {
      const fault = Object.keys(quota.values).length === 0 && quota.collectorId === null ? needsKind : seen.has(quotaKey(quota)) ? onceOnly : null
      seen.add(quotaKey(quota))
      if (fault) context.addIssue({ code: 'custom', path: [index, 'values'], message: fault.en, params: { expected: fault } })
    }
  })

const needsKind: Text = { en: 'at least one attribute value, or a collector', zh: '至少一个属性取值或一个收集渠道' }
const onceOnly: Text = { en: 'a kind of answer that has no other quota', zh: '未设置过配额的组合' }

/** The same for quotas that count the same answers, whatever their target. */
export function quotaKey({ values, collectorId }: Pick<Quota, 'values' | 'collectorId'>): string {
  return JSON.stringify([collectorId, Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))])
}

/** Whether an answer is of the kind that a quota counts. */
export function isCounted({ values, collectorId }: Quota, answer: { attributes: AttributeValues; collectorId: string }): boolean {
  if (collectorId !== null && collectorId !== answer.collectorId) return false
  return Object.entries(values).every(([key, value]) => answer.attributes[key] === value)
}

/** Each quota of a study with how many there are. */
export const quotaStatesSchema = z.array(quotaSchema.extend({ filled: z.int(), turnedAway: z.int() }))
export type QuotaState = z.infer<typeof quotaStatesSchema>[number]
