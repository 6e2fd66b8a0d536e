/** What a report can be made of. */
import type { Text } from '../language.ts'

export const reportSections = ['conclusions', 'levels', 'indicators', 'statements', 'comparison', 'trend', 'kano', 'spread', 'words', 'method'] as const
export type ReportSection = (typeof reportSections)[number]

export const sectionTitles: Record<ReportSection, Text> = {
  conclusions: { en: 'What the answers say', zh: '主要结论' },
  levels: { en: 'Dimensions', zh: '各维度' },
  indicators: { en: 'Verdict as a whole', zh: '总体评价' },
  statements: { en: 'Statement by statement', zh: '逐题数据' },
  comparison: { en: 'Where it comes from', zh: '差异从何而来' },
  trend: { en: 'Over time', zh: '趋势' },
  kano: { en: 'Kano: what adds and what takes away', zh: 'Kano：提升与减损' },
  spread: { en: 'How the answers spread', zh: '回答的分布' },
  words: { en: 'In their own words', zh: '顾客原话' },
  method: { en: 'Method and conventions', zh: '方法与约定' },
}

/** What people said is in it only where it is asked for. */
export const usualSections: readonly ReportSection[] = reportSections.filter((section) => section !== 'words')
