/** The demo organisation's studies: what is asked, of whom, and how many answered. */
import type { Attribute, StudyDraft } from '@gap5/contract/listen/studies.ts'
import type { Text } from '@gap5/contract/language.ts'
import { brands, type Brand } from './market.ts'
import { organisation, seed, segments, touchpoints } from './truth.ts'

export type DemoStudy = {
  /** `kano-pairs` is made of the demo's own features. */
  libraryKey: string
  title: Text
  settings: Partial<StudyDraft['settings']>
  collector: string
  count: number
  seed: number
  /** Of a competitor's customers, asked the same in the market survey. */
  brand?: Brand
  /** Months of the 18 in which it was answered; all where none are named. */
  months?: readonly [number, number]
  /** The next wave of the study before it. */
  isNextWave?: true
}

const index = { libraryKey: 'ecsi', settings: { paging: 'block' as const }, collector: 'Market survey · 市场调查' }
const indexWaves = [[3, 4], [9, 10], [15, 16]] as const

export const demoStudies: DemoStudy[] = [
  {
    libraryKey: 'rater-three-column',
    title: { en: 'After-service survey', zh: '售后服务调查' },
    settings: { paging: 'item' },
    collector: 'Link in the service report · 服务报告中的链接',
    count: 2300,
    seed,
  },
  {
    libraryKey: 'pulse',
    title: { en: 'Pulse after each visit', zh: '每次服务后的快评' },
    settings: { paging: 'whole' },
    collector: 'Text message after the visit · 服务后短信',
    count: 700,
    seed: seed + 1,
  },
  ...indexWaves.map(
    (months, at): DemoStudy => ({ ...index, title: { en: 'Satisfaction index', zh: '满意度指数' }, count: 260, seed: seed + 10 + at, months, ...(at === 0 ? {} : { isNextWave: true }) }),
  ),
  ...brands.map((brand, at): DemoStudy => ({ ...index, title: { en: `Satisfaction index: ${brand.title.en}`, zh: `满意度指数：${brand.title.zh}` }, count: 230, seed: seed + 20 + at, months: [15, 16], brand })),
  ...brands.map(
    (brand, at): DemoStudy => ({
      libraryKey: 'rater-three-column',
      title: { en: `Market survey: ${brand.title.en}`, zh: `市场调查：${brand.title.zh}` },
      settings: { paging: 'block' },
      collector: 'Market survey · 市场调查',
      count: 180,
      seed: seed + 30 + at,
      months: [13, 17],
      brand,
    }),
  ),
  {
    libraryKey: 'importance-performance',
    title: { en: 'What matters and how we do', zh: '重要性与表现调查' },
    settings: { paging: 'block' },
    collector: 'Customer day · 客户日',
    count: 320,
    seed: seed + 40,
    months: [14, 16],
  },
  {
    libraryKey: 'kano-pairs',
    title: { en: 'Features of the service contract', zh: '服务合同功能调查' },
    settings: { paging: 'block' },
    collector: 'Customer day · 客户日',
    count: 340,
    seed: seed + 41,
    months: [14, 16],
  },
  {
    libraryKey: 'confirmation',
    title: { en: 'As expected?', zh: '是否符合期望' },
    settings: { paging: 'block' },
    collector: 'Text message after the visit · 服务后短信',
    count: 360,
    seed: seed + 42,
  },
]

const demoAttributes: Attribute[] = [
  { key: 'branch', title: { en: 'Branch', zh: '分公司' }, type: 'unit', values: [], settableByLink: true },
  {
    key: 'touchpoint',
    title: { en: 'Touchpoint', zh: '接触点' },
    type: 'choice',
    values: touchpoints.map(({ value, title }) => ({ value, title })),
    settableByLink: true,
  },
  {
    key: 'segment',
    title: { en: 'Customer segment', zh: '客户类型' },
    type: 'choice',
    values: segments.map(({ value, title }) => ({ value, title })),
    settableByLink: false,
  },
  { key: 'years', title: { en: 'Years as a customer', zh: '成为客户的年数' }, type: 'number', values: [], settableByLink: false },
]

/** Whose customers are asked. */
export function subjectOf({ brand }: DemoStudy): StudyDraft['subject'] {
  return brand ? { kind: 'competitor', name: brand.title } : { kind: 'own', name: organisation.title }
}

/** A competitor's customers do not belong to one of our branches. */
export function attributesOf({ brand }: DemoStudy): Attribute[] {
  return brand ? demoAttributes.filter(({ type }) => type !== 'unit') : demoAttributes
}
