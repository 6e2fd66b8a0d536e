/** Simulated studies of a provider's own side with known answers: the inner gaps of fourteen branches, and mystery visits. */
import type { Text } from '@gap5/contract/language.ts'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { randomStream } from '@gap5/methods'
import { tableOf, type ReferenceResponse, type ReferenceStudy } from './reference-studies.ts'

const same = (text: string): Text => ({ en: text, zh: text })
const choice = (key: string, title: Text, values: readonly string[]): Attribute => ({ key, title, type: 'choice', values: values.map((value) => ({ value, title: same(value) })), settableByLink: false })

function study(definition: Definition, attributes: Attribute[], responses: ReferenceResponse[]): ReferenceStudy {
  return { frame: { definition, attributes, studyTitle: definition.title, provider: same('Hengyuan'), simulated: true, minimumN: 10, timeZone: 'Asia/Shanghai' }, responses, table: tableOf(definition, responses) }
}

const rater = [
  { key: 'tangibles', title: { en: 'Tangibles', zh: '有形性' } },
  { key: 'reliability', title: { en: 'Reliability', zh: '可靠性' } },
  { key: 'responsiveness', title: { en: 'Responsiveness', zh: '响应性' } },
]
const features = ['t1', 't2', 'l1', 'l2', 's1', 's2']
const placed: Record<string, string> = { t: 'tangibles', l: 'reliability', s: 'responsiveness' }
const dimensionOf = (item: string) => placed[item.charAt(0)]!

const innerDefinition = definitionSchema.parse({
  key: 'inner',
  title: { en: 'Both sides of the counter', zh: '柜台内外' },
  use: same('test'),
  source: same('test'),
  scales: { seven: { min: 1, max: 7 } },
  dimensions: [...rater, { key: 'teamwork', title: { en: 'Teamwork', zh: '团队合作' } }, { key: 'perceived-control', title: { en: 'Perceived control', zh: '感知控制' } }],
  blocks: [
    { key: 'customers', columns: ['expectation', 'perception'].map((role) => ({ role, scale: 'seven', title: same(role) })), items: features.map((key) => ({ key, text: { en: `Feature ${key}`, zh: `特性${key}` }, dimension: dimensionOf(key) })) },
    { key: 'managers', columns: ['believed', 'standard'].map((role) => ({ role, scale: 'seven', title: same(role) })), items: features.map((key) => ({ key: `managers-${key}`, text: { en: `For managers ${key}`, zh: `管理者${key}` }, dimension: dimensionOf(key) })) },
    { key: 'staff', columns: ['delivery', 'promise'].map((role) => ({ role, scale: 'seven', title: same(role) })), items: features.map((key) => ({ key: `staff-${key}`, text: { en: `For staff ${key}`, zh: `员工${key}` }, dimension: dimensionOf(key) })) },
    { key: 'work', columns: [{ role: 'other', scale: 'seven', title: same('agree') }], items: ['teamwork', 'perceived-control'].flatMap((key) => [1, 2].map((n) => ({ key: `${key}-${n}`, text: { en: `${key} ${n}`, zh: `${key}${n}` }, dimension: key }))) },
    { key: 'points', items: [{ type: 'points', key: 'points', text: same('points'), over: rater.map(({ key, title }) => ({ dimension: key, text: title })) }, { type: 'points', key: 'managers-points', text: same('points as customers'), over: rater.map(({ key, title }) => ({ dimension: key, text: title })) }] },
  ],
})

/** Managers underestimate reliability by a point; delivery lags most, least where a branch works as a team; promises are nearly kept. */
export function innerGapsStudy(branches = 14): ReferenceStudy {
  const random = randomStream(5)
  const seven = (x: number) => Math.min(7, Math.max(1, Math.round(x)))
  const near = (x: number, spread = 0.8) => seven(x + spread * random.normal())
  const names = Array.from({ length: branches }, (_, at) => `branch ${at + 1}`)
  const responses = names.flatMap((branch, at) => {
    const team = (at % 7) / 3 - 1
    const row = (who: string, n: number, ratings: Record<string, number>): ReferenceResponse => ({ key: `${branch} ${who} ${n}`, submittedAt: new Date(Date.UTC(2026, 1, 1 + at, n)), ratings, attributes: { branch, who } })
    const all = (prefix: string, role: string, of: (item: string) => number) => Object.fromEntries(features.map((item) => [`${prefix}${item}.${role}`, of(item)]))
    const points = (key: string, [t, l, s]: readonly [number, number, number]) => ({ [`${key}.tangibles`]: t, [`${key}.reliability`]: l, [`${key}.responsiveness`]: s })
    return [
      ...Array.from({ length: 20 }, (_, n) => row('customer', n, { ...all('', 'expectation', () => near(6.2)), ...all('', 'perception', () => near(5.4 + 0.3 * team)), ...points('points', [20, 50, 30]) })),
      ...Array.from({ length: 3 }, (_, n) => row('manager', n, { ...all('managers-', 'believed', (item) => near(item.startsWith('l') ? 5.2 : 6.2)), ...all('managers-', 'standard', () => near(5.4)), ...points('managers-points', [40, 30, 30]) })),
      ...Array.from({ length: 6 }, (_, n) => row('staff', n, { ...all('staff-', 'delivery', () => near(4.4 + 0.8 * team)), ...all('staff-', 'promise', () => near(6.2)), 'teamwork-1.other': near(4 + team, 0.4), 'teamwork-2.other': near(4 + team, 0.4), 'perceived-control-1.other': near(5), 'perceived-control-2.other': near(5) })),
    ]
  })
  return study(innerDefinition, [choice('branch', { en: 'Branch', zh: '网点' }, names), choice('who', { en: 'Who', zh: '身份' }, ['customer', 'manager', 'staff'])], responses)
}

const visitDefinition = definitionSchema.parse({
  key: 'visit',
  title: { en: 'Mystery visits', zh: '神秘顾客探访' },
  use: same('test'),
  source: same('test'),
  scales: { yesno: { min: 0, max: 1 }, five: { min: 1, max: 5 } },
  dimensions: [{ key: 'entrance', title: { en: 'Entrance', zh: '进门' } }, { key: 'counter', title: { en: 'Counter', zh: '柜台' } }],
  blocks: [
    { key: 'yes', columns: [{ role: 'found', scale: 'yesno', title: same('found') }], items: [['greets', 'entrance'], ['clean', 'entrance'], ['explains', 'counter'], ['checks', 'counter']].map(([key, dimension]) => ({ key, text: same(key!), dimension })) },
    { key: 'rated', columns: [{ role: 'found', scale: 'five', title: same('how well') }], items: [{ key: 'friendly', text: { en: 'Friendly', zh: '友好' }, dimension: 'counter' }] },
  ],
})

/** Four branches visited in two waves by three shoppers: the second wave is better, the third shopper severe, `checks` fails now and then, `explains` does not always apply. */
export function visitsStudy(visits = 96): ReferenceStudy {
  const random = randomStream(9)
  const responses = Array.from({ length: visits }, (_, i): ReferenceResponse => {
    const [branch, wave, shopper] = [i % 4, i < visits / 2 ? 0 : 1, i % 3]
    const chance = 0.62 + 0.18 * wave - (shopper === 2 ? 0.3 : 0) - (branch === 3 ? 0.1 : 0)
    const yes = (p: number) => Number(random.uniform() < p)
    const ratings: Record<string, number> = { 'greets.found': yes(chance + 0.1), 'clean.found': yes(chance + 0.2), 'explains.found': yes(chance), 'checks.found': yes(0.93), 'friendly.found': Math.min(5, Math.max(1, Math.round(1 + 4 * chance + 0.6 * random.normal()))) }
    if (i % 5 === 0) delete ratings['explains.found']
    return { key: `v${i}`, submittedAt: new Date(Date.UTC(2026, 2, 1 + (i % 28))), ratings, attributes: { branch: `B${branch + 1}`, wave: wave === 0 ? 'spring' : 'summer', shopper: `S${shopper + 1}` } }
  })
  return study(visitDefinition, [choice('branch', { en: 'Branch', zh: '网点' }, ['B1', 'B2', 'B3', 'B4']), choice('wave', { en: 'Wave', zh: '轮次' }, ['spring', 'summer']), choice('shopper', { en: 'Shopper', zh: '探访员' }, ['S1', 'S2', 'S3'])], responses)
}
