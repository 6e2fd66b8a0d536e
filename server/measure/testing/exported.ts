/** A study of everything that can be asked, answered in every way, for what leaves and comes back. */
import { randomUUID } from 'node:crypto'
import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { inOrganisation } from '../../database.ts'
import { acceptMany } from '../../listen/intake.ts'
import { random } from '../../listen/import/import-testing.ts'
import type { TestApp } from '../../testing/app.ts'
import { testStudy, type TestStudy } from '../../testing/study.ts'

const text = (en: string, zh: string) => ({ en, zh })

export const everythingAsked: Definition = definitionSchema.parse({
  key: 'everything',
  title: text('Everything asked', '全部题型'),
  use: text('For tests', '供测试使用'),
  source: text('Made for tests', '为测试而作'),
  scales: {
    seven: { min: 1, max: 7, labels: { '1': text('not at all', '完全不同意'), '7': text('fully', '完全同意') } },
    ease: { min: 1, max: 5, lowIsGood: true, labels: { '1': text('very easy', '非常容易'), '5': text('very hard', '非常困难') } },
    eleven: { min: 0, max: 10 },
    kano: { min: 1, max: 5 },
  },
  dimensions: [
    { key: 'speed', title: text('Speed', '速度') },
    { key: 'care', title: text('Care', '关怀') },
  ],
  blocks: [
    {
      key: 'pairs',
      columns: [
        { role: 'expectation', scale: 'seven', title: text('Should be', '应当') },
        { role: 'perception', scale: 'seven', title: text('Was', '实际') },
      ],
      items: [
        { key: 's1', text: text('{provider} comes on time, “always”', '{provider}按时到达'), dimension: 'speed' },
        { key: 's-2', text: text('{provider} lets you wait', '{provider}让人久等'), dimension: 'speed', reversed: true },
        { key: 'c1', text: text('They listen; they = people', '他们倾听'), dimension: 'care' },
        { key: 'c2', text: text('They explain', '他们说明'), dimension: 'care' },
      ],
    },
    { key: 'shares', items: [{ type: 'points', key: 'importance', text: text('Share out 100 points', '分配 100 分'), over: [{ dimension: 'speed', text: text('Being quick', '迅速') }, { dimension: 'care', text: text('Being kind', '亲切') }] }] },
    { key: 'ease', columns: [{ role: 'effort', scale: 'ease', title: text('How easy', '难易') }], items: [{ key: 'effort', text: text('How easy was it?', '容易吗？') }] },
    { key: 'nps', columns: [{ role: 'recommendation', scale: 'eleven', title: text('How likely', '可能性') }], items: [{ key: 'recommend', text: text('Would you recommend us?', '会推荐吗？') }] },
    {
      key: 'feature',
      columns: [
        { role: 'functional', scale: 'kano', title: text('If it is there', '具备时') },
        { role: 'dysfunctional', scale: 'kano', title: text('If it is not', '不具备时') },
      ],
      items: [{ key: 'app', text: text('An app', '手机应用') }],
    },
    {
      key: 'more',
      items: [
        { type: 'choice', key: 'channel', text: text('How did you reach us?', '如何联系？'), options: [{ value: 'phone', text: text('Phone', '电话') }, { value: 'web', text: text('Web', '网站') }] },
        { type: 'choice', key: 'seen', multiple: true, text: text('What did you see?', '看到了什么？'), options: [{ value: 'leaflet', text: text('Leaflet; the yellow one', '宣传单') }, { value: 'advert', text: text('Advert', '广告') }, { value: 'none', text: text('None', '都没有') }] },
        { type: 'text', key: 'why', text: text('Why?', '为什么？'), maxLength: 10_000 },
      ],
    },
  ],
})

export const everyAttribute: Attribute[] = [
  { key: 'branch', title: text('Branch', '分公司'), type: 'choice', settableByLink: false, values: [{ value: 'north', title: text('North branch', '北区分公司') }, { value: 'south-east', title: text('South-east', '东南') }] },
  { key: 'visits', title: text('Visits', '到访次数'), type: 'number', settableByLink: false, values: [] },
  { key: 'since', title: text('Customer since', '成为客户时间'), type: 'date', settableByLink: false, values: [] },
  { key: 'machine', title: text('Machine', '设备'), type: 'text', settableByLink: false, values: [] },
]

export const oddTexts = ['=1+1', '+86 138', '-5 度太冷', '@home', 'a "b", c;\nd', '😀 工程师第二天才到，换行\r\n也要留下', '中'.repeat(9_000), "'quoted", '正常']

type Row = { answers: Answers; attributes: Record<string, string>; submittedAt: Date; marks: Mark[] }

/** Answers of every kind, the same for the same seed. */
export function oddAnswers(count: number, seed = 7): Row[] {
  const next = random(seed)
  const rating = (min: number, max: number) => (next() % 14 === 0 ? ('na' as const) : next() % 14 === 0 ? ('dk' as const) : min + (next() % (max - min + 1)))
  return Array.from({ length: count }, (_, at): Row => {
    const ratings: Answers['ratings'] = {}
    for (const item of ['s1', 's-2', 'c1', 'c2']) for (const role of ['expectation', 'perception']) if (next() % 11) ratings[`${item}.${role}`] = rating(1, 7)
    ratings['effort.effort'] = rating(1, 5)
    ratings['recommend.recommendation'] = rating(0, 10)
    ratings['app.functional'] = rating(1, 5)
    ratings['app.dysfunctional'] = rating(1, 5)
    const points = [20, 33.3, 50, 62.5][next() % 4]!
    if (next() % 8) Object.assign(ratings, { 'importance.speed': points, 'importance.care': 100 - points })
    const boxes = ['leaflet', 'advert'].filter(() => next() % 2)
    return {
      answers: {
        ratings,
        choices: { channel: [next() % 2 ? 'phone' : 'web'], ...(boxes.length > 0 ? { seen: boxes } : {}) },
        texts: at % 5 === 0 ? { why: oddTexts[(at / 5) % oddTexts.length]! } : {},
      },
      attributes: { branch: next() % 2 ? 'north' : 'south-east', visits: String(next() % 40), since: `20${10 + (next() % 16)}-0${1 + (next() % 9)}-15`, ...(at % 3 ? { machine: `M-${next() % 7}` } : {}) },
      submittedAt: new Date(Date.UTC(2026, next() % 3, 1 + (next() % 27), next() % 24, next() % 60, next() % 60)),
      marks: at % 40 === 0 ? ['honeypot'] : at % 17 === 0 ? ['fast'] : [],
    }
  })
}

/** The study with its answers taken in as any answer is. */
export async function answeredStudy(app: TestApp, orgId: string, rows: readonly Row[]): Promise<TestStudy> {
  const made = await testStudy(app, orgId, { definition: everythingAsked, attributes: everyAttribute })
  const source = { orgId, studyId: made.study.id, collectorId: made.collector.id, channel: 'test', receivedAt: app.clock.now() }
  for (let from = 0; from < rows.length; from += 500) {
    const page = rows.slice(from, from + 500).map((row) => ({ externalId: randomUUID(), ...row, language: 'zh' as const, startedAt: new Date(row.submittedAt.getTime() - 200_000), body: null }))
    await inOrganisation(app.db, orgId, (trx) => acceptMany(trx, source, page))
  }
  return made
}
