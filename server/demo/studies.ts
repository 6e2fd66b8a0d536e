/** The demo organisation's studies: what is asked, of whom, and how many answered. */
import type { Attribute, StudyDraft } from '@gap5/contract/listen/studies.ts'
import type { Text } from '@gap5/contract/language.ts'
import { organisation, seed, segments, touchpoints } from './truth.ts'

export type DemoStudy = {
  libraryKey: string
  title: Text
  settings: Partial<StudyDraft['settings']>
  collector: string
  count: number
  seed: number
}

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
]

export const demoAttributes: Attribute[] = [
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
]

export const subject: StudyDraft['subject'] = { kind: 'own', name: organisation.title }
