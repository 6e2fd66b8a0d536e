/** What cards are called, and where they lead. */
import type { Text } from '@gap5/contract/language.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import type { Card, CardContent, CardData, CardSize, StudyCard } from '@gap5/contract/measure/boards.ts'
import { addressed } from '../../kit/address.ts'
import { paths } from '../../paths.ts'
import { formatOf, type Format } from '../words.ts'

export const kindWords: Record<Card['kind'], Text> = {
  figure: { en: 'Key figure with trend', zh: '关键指标与趋势' },
  levels: { en: 'Levels', zh: '水平' },
  indicator: { en: 'Indicator', zh: '指标' },
  comparison: { en: 'Comparison', zh: '对比' },
  distribution: { en: 'Spread of answers', zh: '回答分布' },
  kano: { en: 'Kano: better and worse', zh: 'Kano：更好与更差' },
  importance: { en: 'Importance against performance', zh: '重要性—绩效象限' },
  index: { en: 'Satisfaction index', zh: '满意度指数' },
  verbatims: { en: 'In their own words', zh: '顾客原话' },
  progress: { en: 'Responses', zh: '答卷进度' },
  note: { en: 'Note', zh: '备注' },
}

export const levelsWords: Record<Format, Text> = {
  zone: { en: 'Zone of tolerance', zh: '容忍区域' },
  gap: { en: 'Perceived minus expected', zh: '感知减期望' },
  performance: { en: 'Perceived service', zh: '感知服务' },
}

export const sizeWords: Record<CardSize, Text> = {
  small: { en: 'Small', zh: '小' },
  wide: { en: 'Wide', zh: '宽' },
  full: { en: 'Whole width', zh: '整行' },
}

export const absenceWords: Record<NonNullable<CardData['absence']>, Text> = {
  'study-gone': { en: 'This study is not there any more.', zh: '该调查已不存在。' },
  'not-asked': { en: 'The study does not ask this.', zh: '该调查没有这项内容。' },
  'words-not-included': { en: 'What people said is not included here.', zh: '此处不包含顾客原话。' },
  'no-answers': { en: 'No answers in this period.', zh: '该时段没有答卷。' },
  'too-few': { en: 'Too few answers for a figure.', zh: '答卷太少，不显示数字。' },
}

/** The card's own title, else what its content is called. */
export function cardTitle(card: Card, content: CardContent | null): Text {
  if (card.title !== null) return card.title
  if (content === null) return kindWords[card.kind]
  switch (content.kind) {
    case 'figure':
      return content.title
    case 'levels': {
      const title = levelsWords[formatOf({ gaps: content.rows }) ?? 'performance']
      return content.of ? { en: `${title.en}: ${content.of.en}`, zh: `${title.zh}：${content.of.zh}` } : title
    }
    case 'indicator':
      return content.indicator.kind === 'nps' ? { en: 'Net promoter score', zh: '净推荐值' } : roleWords[content.indicator.role]
    case 'comparison':
      return comparisonTitle(content.comparison)
    case 'distribution':
      return content.distribution.title
    default:
      return kindWords[content.kind]
  }
}

export function comparisonTitle({ measureTitle, attributeTitle }: { measureTitle: Text; attributeTitle: Text }): Text {
  return { en: `${measureTitle.en}, by ${attributeTitle.en.toLowerCase()}`, zh: `${measureTitle.zh}，按${attributeTitle.zh}` }
}

/** The page that shows what the card shows, in full, for the same days. */
export function fullView(org: string, card: StudyCard, days: { from: string | null; to: string | null }, content: CardContent | null): string {
  if (card.kind === 'progress') return paths.study(org, card.study)
  if (card.kind === 'verbatims') return paths.statements(org, card.study)
  const attributes = Object.fromEntries(Object.entries(card.attributes).map(([key, values]) => [`a.${key}`, values]))
  const shown = {
    ...(card.kind === 'comparison' && { by: card.attribute, measure: card.measure }),
    ...(card.kind === 'figure' && { measure: card.measure }),
    ...(card.kind === 'importance' && { importance: card.form }),
    ...(card.kind === 'levels' && { dimension: card.dimension }),
  }
  const path = pathOf(org, card, content)
  return addressed(path, { ...days, ...attributes, ...shown })
}

function pathOf(org: string, { kind, study }: StudyCard, content: CardContent | null): string {
  switch (kind) {
    case 'figure':
      return paths.trend(org, study)
    case 'importance':
      return paths.reading(org, study, 'importance-performance')
    case 'kano':
      return paths.reading(org, study, 'kano')
    case 'index':
      return paths.reading(org, study, content?.kind === 'index' && content.summary.model ? 'index-model' : 'satisfaction')
    default:
      return paths.results(org, study)
  }
}
