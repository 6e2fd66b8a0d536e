import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import { studyDraftSchema, type Attribute, type Collector, type Instrument, type Study, type StudySettings, type Subject } from '@gap5/contract/listen/studies.ts'
import type { Text } from '@gap5/contract/language.ts'
import { systemActor } from '../access/actor.ts'
import { inOrganisation } from '../database.ts'
import { createCollector } from '../listen/collectors.ts'
import { createInstrument } from '../listen/instruments.ts'
import { createStudy, publishStudy } from '../listen/studies.ts'
import type { TestApp } from './app.ts'

export type TestStudy = { study: Study; instrument: Instrument; collector: Collector }

type Wanted = {
  definition?: Definition
  attributes?: Attribute[]
  settings?: Partial<StudySettings>
  subject?: Subject
  title?: Text
  opensAt?: string | null
  closesAt?: string | null
  kind?: Collector['kind']
}

/** A published study with one collector: an open link on `smallDefinition` unless told otherwise. */
export function testStudy(app: TestApp, orgId: string, wanted: Wanted = {}): Promise<TestStudy> {
  const { definition = smallDefinition, kind = 'open', ...draft } = wanted
  const actor = systemActor(orgId)
  const now = app.clock.now()
  return inOrganisation(app.db, orgId, async (trx) => {
    const instrument = await createInstrument(trx, actor, { definition }, now)
    const values = { title: { en: 'Test study', zh: '测试调查' }, subject: own, instrumentId: instrument.id, ...draft }
    const study = await createStudy(trx, actor, studyDraftSchema.parse(values), { now })
    const published = await publishStudy(trx, actor, study.id, study.revision, now)
    const collector = await createCollector(trx, actor, study.id, { kind, title: 'Test', attributes: {}, expiresAt: null }, now)
    return { study: published, instrument, collector }
  })
}

const own: Subject = { kind: 'own', name: { en: 'Test service', zh: '测试服务' } }
const text = (en: string, zh: string) => ({ en, zh })

/** One of each: two rated items in three columns, points, a choice and a text. */
export const smallDefinition: Definition = definitionSchema.parse({
  key: 'small',
  title: text('Small instrument', '小问卷'),
  use: text('For tests', '供测试使用'),
  source: text('Made for tests', '为测试而作'),
  scales: { nine: { min: 1, max: 9 } },
  dimensions: [
    { key: 'reliability', title: text('Reliability', '可靠性') },
    { key: 'empathy', title: text('Empathy', '移情性') },
  ],
  blocks: [
    {
      key: 'quality',
      columns: [
        { role: 'adequate', scale: 'nine', title: text('Least acceptable', '至少应达到') },
        { role: 'desired', scale: 'nine', title: text('Desired', '希望达到') },
        { role: 'perception', scale: 'nine', title: text('Received', '实际感受') },
      ],
      items: [
        { key: 'l1', text: text('It keeps its dates', '承诺的时间会做到'), dimension: 'reliability', required: true },
        { key: 'm1', text: text('It cares for you', '给予个别关注'), dimension: 'empathy' },
      ],
    },
    {
      key: 'more',
      items: [
        {
          type: 'points',
          key: 'importance',
          text: text('Share out 100 points', '分配 100 分'),
          over: [
            { dimension: 'reliability', text: text('Keeping promises', '信守承诺') },
            { dimension: 'empathy', text: text('Care', '关怀') },
          ],
        },
        {
          type: 'choice',
          key: 'channel',
          text: text('How did you reach us?', '您通过什么方式联系我们?'),
          options: [
            { value: 'phone', text: text('Phone', '电话') },
            { value: 'web', text: text('Web', '网站') },
          ],
        },
        { type: 'text', key: 'why', text: text('Why?', '为什么?'), maxLength: 500 },
      ],
    },
  ],
})
