/** What a report can be made of. */
import type { Text } from '../language.ts'
import type { ReadingKey } from './readings/readings.ts'

export const reportSections = ['conclusions', 'levels', 'indicators', 'index', 'statements', 'comparison', 'trend', 'importance', 'kano', 'spread', 'words', 'method'] as const
export type ReportSection = (typeof reportSections)[number]

export const sectionTitles: Record<ReportSection, Text> = {
  conclusions: { en: 'What the answers say', zh: '主要结论' },
  levels: { en: 'Dimensions', zh: '各维度' },
  indicators: { en: 'Verdict as a whole', zh: '总体评价' },
  index: { en: 'Satisfaction index', zh: '满意度指数' },
  statements: { en: 'Statement by statement', zh: '逐题数据' },
  comparison: { en: 'Where it comes from', zh: '差异从何而来' },
  trend: { en: 'Over time', zh: '趋势' },
  importance: { en: 'Importance and performance', zh: '重要性与绩效' },
  kano: { en: 'Kano: what adds and what takes away', zh: 'Kano：提升与减损' },
  spread: { en: 'How the answers spread', zh: '回答的分布' },
  words: { en: 'In their own words', zh: '顾客原话' },
  method: { en: 'Method and conventions', zh: '方法与约定' },
}

/** What people said is in it only where it is asked for. */
export const usualSections: readonly ReportSection[] = reportSections.filter((section) => section !== 'words')

/** Sections that only some instruments give: any of these readings will do. */
export const sectionReadings: Partial<Record<ReportSection, readonly ReadingKey[]>> = {
  index: ['satisfaction', 'index-model'],
  importance: ['importance-performance'],
  kano: ['kano'],
}
