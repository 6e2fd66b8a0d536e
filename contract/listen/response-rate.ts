/** From the invitation to the last page: how many come how far, and why the others do not. */
import { z } from 'zod'
import { marks } from './answers.ts'
import { textSchema } from '../text.ts'
import { skipReasons } from './mail.ts'
import { collectorKinds } from './studies.ts'

/** People who came so far. `invited` and `delivered` are known where each has a link of their own, and null elsewhere. */
export const funnelSchema = z.object({
  invited: z.int().nullable(),
  delivered: z.int().nullable(),
  /** Where people have no link of their own: how often the first page was shown. Null for a kiosk, where it always is. */
  opened: z.int().nullable(),
  began: z.int(),
  finished: z.int(),
})
export type Funnel = z.infer<typeof funnelSchema>

/** A share with its Wilson interval; null where there is nobody to speak of. */
export const rateSchema = z.object({ share: z.number(), low: z.number(), high: z.number(), n: z.int() }).nullable()
export type Rate = z.infer<typeof rateSchema>

/** `response`: finished of those who got an invitation. `completion`: finished of those who began. */
const rates = { response: rateSchema, completion: rateSchema }

export const lossReasons = ['waiting', 'failed', 'unsure', ...skipReasons.filter((reason) => reason !== 'answered'), 'too-early', 'closed', 'study-full', 'quota-full', 'link-used', 'link-expired'] as const
export type LossReason = (typeof lossReasons)[number]

export const responseRateSchema = z.object({
  /** All who have a link of their own, whatever the collector. */
  invited: funnelSchema.extend(rates),
  /** All who came by a link for everybody. */
  open: funnelSchema.extend(rates),
  collectors: z.array(funnelSchema.extend({ id: z.uuid(), title: z.string(), kind: z.enum(collectorKinds), ...rates })),
  /** Those with a link of their own, by the attribute values the sender gave. */
  attributes: z.array(z.object({ key: z.string(), value: z.string(), invited: z.int(), finished: z.int(), response: rateSchema })),
  /** People not written to or not reached, and how often somebody was turned away at the door. */
  losses: z.array(z.object({ reason: z.enum(lossReasons), people: z.int() })),
  /** At which page people stopped who began and did not finish (or have not yet). */
  brokeOff: z.array(z.object({ page: z.int(), question: textSchema.nullable(), people: z.int() })),
  /** Answers that came in and carry a mark of doubtful quality. */
  marked: z.array(z.object({ mark: z.enum(marks), responses: z.int() })),
})
export type ResponseRate = z.infer<typeof responseRateSchema>
