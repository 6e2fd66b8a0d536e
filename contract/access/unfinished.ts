/** What follows from an event and could not be done: it is tried again by itself, and by whoever asks for it. */
import { z } from 'zod'
import type { Text } from '../language.ts'

export const unfinishedSchema = z.object({
  event: z.uuid(),
  /** What happened. */
  kind: z.string(),
  /** When it happened. */
  at: z.iso.datetime(),
  /** Who could not do their part. */
  handler: z.string(),
  failures: z.int(),
  /** In the words of the program. */
  message: z.string(),
  lastAt: z.iso.datetime(),
  /** When it is tried again by itself; null once it was tried too often. */
  nextAt: z.iso.datetime().nullable(),
  /** What the event was about: ids and times. */
  payload: z.unknown(),
})
export type Unfinished = z.infer<typeof unfinishedSchema>

/** The oldest first, at most a hundred of them; `total` counts all. */
export const unfinishedListSchema = z.object({ total: z.int(), unfinished: z.array(unfinishedSchema) })
export type UnfinishedList = z.infer<typeof unfinishedListSchema>

/** What a handler does, by its name: what is not done while it waits. A test compares them with the handlers there are. */
export const handlerTitles: Record<string, Text> = {
  'listen.tally': { en: 'Count new answers', zh: '统计新答卷' },
  'listen.tally.time-zone': { en: 'Count answers by the days of another time zone', zh: '按新时区重新统计答卷' },
  'listen.quotas': { en: 'Count answers for quotas', zh: '统计配额' },
  'listen.duplicates': { en: 'Look for answers that came in twice', zh: '查找重复答卷' },
  'measure.cells.accepted': { en: 'Sum up new answers for results', zh: '将新答卷汇总到结果' },
  'measure.cells.revised': { en: 'Sum up corrected answers for results', zh: '将更正汇总到结果' },
  'measure.cells.withdrawn': { en: 'Take a withdrawn import out of the results', zh: '从结果中移除已撤回的导入' },
  'measure.cells.erased': { en: 'Take the words of an erased person out of the results', zh: '从结果中移除已清除者的文字属性' },
  'measure.cells.time-zone': { en: 'Sum up results by the days of another time zone', zh: '按新时区重新汇总结果' },
}
