/** What the readings call things, on pages and on paper. */
import type { Speaking, Text } from '../../language.ts'
import { kanoWords } from '../kano-words.ts'
import type { IpaQuadrant } from './importance-performance.ts'
import type { ConstructKey } from './index-model.ts'
import type { IndexForm } from './index-summary.ts'
import type { SatisfactionReading } from './satisfaction.ts'

export const quadrantWords: Record<IpaQuadrant, Text> = {
  concentrate: { en: 'Concentrate here', zh: '优先改进' },
  'keep-up': { en: 'Keep it up', zh: '继续保持' },
  'low-priority': { en: 'Low priority', zh: '次要改进' },
  'possible-overkill': { en: 'Possible overkill', zh: '可能过度' },
}

/** "Attractive or indifferent", 「魅力或无差异」. */
export function combinationSaid(combination: string | null, { say }: Speaking): string {
  if (combination === null) return '—'
  const words = combination.split('/').map((letter) => kanoWords[letter as keyof typeof kanoWords]) // letters of the contract
  return say({
    en: words.map(({ en }, at) => (at > 0 ? en.toLowerCase() : en)).join(' or '),
    zh: words.map(({ zh }) => zh).join('或'),
  })
}

export const bandWords: Record<NonNullable<SatisfactionReading['band']>, Text> = {
  'very-satisfied': { en: 'Very satisfied', zh: '非常满意' },
  satisfied: { en: 'Satisfied', zh: '满意' },
  fairly: { en: 'Fairly satisfied', zh: '比较满意' },
  less: { en: 'Less satisfied', zh: '不太满意' },
  not: { en: 'Not satisfied', zh: '不满意' },
}

export const constructWords: Record<ConstructKey, Text> = {
  image: { en: 'Image', zh: '形象' },
  expectation: { en: 'Expectation', zh: '预期质量' },
  quality: { en: 'Quality', zh: '感知质量' },
  value: { en: 'Value', zh: '感知价值' },
  satisfaction: { en: 'Satisfaction', zh: '满意度' },
  complaints: { en: 'Complaints', zh: '抱怨' },
  loyalty: { en: 'Loyalty', zh: '忠诚' },
}

export const indexFormWords: Record<IndexForm, Text> = {
  model: { en: 'Index by blocks, of 100', zh: '结构模型指数（满分100）' },
  weighted: { en: 'Simple index, weighted by importance, of 100', zh: '简单指数（按重要性加权，满分100）' },
  overall: { en: 'Simple index: overall satisfaction on 0–100', zh: '简单指数（总体满意度，百分制）' },
  ratio: { en: 'Simple index: effect ÷ expectation × 100', zh: '简单指数（实际效果 ÷ 期望 × 100）' },
}
