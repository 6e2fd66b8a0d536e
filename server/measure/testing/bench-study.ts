/** A simulated study in which every question of the workbench has a known answer. */
import type { Text } from '@gap5/contract/language.ts'
import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import { randomStream } from '@gap5/methods'
import { tableOf, type ReferenceResponse, type ReferenceStudy } from './reference-studies.ts'

const same = (text: string): Text => ({ en: text, zh: text })
const dimensions = [
  { key: 'reliability', title: { en: 'Reliability', zh: '可靠性' } },
  { key: 'empathy', title: { en: 'Empathy', zh: '移情性' } },
  { key: 'tangibles', title: { en: 'Tangibles', zh: '有形性' } },
]
const codeOf = (key: string, text: string) => ({ key, text: same(text) })

const definition = definitionSchema.parse({
  key: 'workbench',
  title: { en: 'Service and staying', zh: '服务与留存' },
  use: same('test'),
  source: same('test'),
  scales: { ten: { min: 1, max: 10 }, five: { min: 1, max: 5 } },
  dimensions,
  blocks: [
    {
      key: 'service',
      columns: [{ role: 'perception', scale: 'ten', title: same('perceived') }],
      items: dimensions.flatMap(({ key, title }) => [1, 2, 3].map((n) => ({ key: `${key.charAt(0)}${n}`, text: { en: `${title.en} ${n}`, zh: `${title.zh}${n}` }, dimension: key }))),
    },
    { key: 'overall', columns: [{ role: 'satisfaction', scale: 'ten', title: same('satisfied') }], items: [{ key: 'overall', text: { en: 'All in all', zh: '总体' } }] },
    { key: 'loyal', columns: [{ role: 'recommendation', scale: 'ten', title: same('recommend') }], items: [{ key: 'recommend', text: { en: 'Recommend', zh: '推荐' } }] },
    { key: 'codes', columns: [{ role: 'other', scale: 'five', title: same('code') }], items: [codeOf('coder1', 'First coder'), codeOf('coder2', 'Second coder'), codeOf('coder3', 'Third coder')] },
  ],
})

const branches = ['north', 'south', 'east', 'west', 'centre', 'harbour']
const attributes = [
  { key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice' as const, values: branches.map((value) => ({ value, title: same(value) })), settableByLink: false },
  { key: 'left', title: { en: 'Has left', zh: '已离开' }, type: 'choice' as const, values: ['yes', 'no'].map((value) => ({ value, title: same(value) })), settableByLink: false },
  { key: 'months', title: { en: 'Months', zh: '月数' }, type: 'number' as const, values: [], settableByLink: false },
]

/** Reliability drives satisfaction most, tangibles not at all; north is best; the dissatisfied leave sooner; the third coder errs. */
export function benchStudy(respondents = 480): ReferenceStudy {
  const random = randomStream(7)
  const onTen = (x: number) => Math.min(10, Math.max(1, Math.round(x)))
  const responses = Array.from({ length: respondents }, (_, i): ReferenceResponse => {
    const branch = branches[i % branches.length]!
    const common = random.normal()
    const factor = () => 0.6 * common + 0.8 * random.normal()
    const levels = { r: factor() + (branch === 'north' ? 0.7 : 0), e: factor(), t: factor() }
    const ratings: Record<string, number> = {}
    for (const [letter, level] of Object.entries(levels)) {
      for (const n of [1, 2, 3]) ratings[`${letter}${n}.perception`] = onTen(6 + 1.3 * level + 0.9 * random.normal())
    }
    const satisfied = 6.2 + 1.1 * levels.r + 0.5 * levels.e + 0.8 * random.normal()
    ratings['overall.satisfaction'] = onTen(satisfied)
    ratings['recommend.recommendation'] = onTen(1 + 0.85 * satisfied + 0.9 * random.normal())
    const truth = 1 + (i % 5)
    const slips = (share: number) => (random.uniform() < share ? 1 + Math.floor(5 * random.uniform()) : truth)
    for (const [coder, share] of [['coder1', 0.05], ['coder2', 0.08], ['coder3', 0.4]] as const) ratings[`${coder}.other`] = slips(share)
    if (i % 37 === 0) delete ratings['e2.perception']
    const stay = Math.ceil((-Math.log(random.uniform()) / 0.05) * Math.exp(0.25 * (satisfied - 6)))
    const limit = 12 + (i % 25)
    return {
      key: `r${i}`,
      submittedAt: new Date(Date.UTC(2026, 0, 1, i)),
      ratings,
      attributes: { branch, left: stay <= limit ? 'yes' : 'no', months: String(Math.min(stay, limit)) },
    }
  })
  const frame = { definition, attributes, studyTitle: definition.title, provider: same('Hengyuan'), simulated: true, minimumN: 10, timeZone: 'Asia/Shanghai' }
  return { frame, responses, table: tableOf(definition, responses) }
}
