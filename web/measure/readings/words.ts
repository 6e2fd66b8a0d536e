/** What the readings call things. */
import type { OutcomeKey } from '@gap5/contract/measure/readings/confirmation.ts'
import type { IpaQuadrant } from '@gap5/contract/measure/readings/importance-performance.ts'
import type { ConstructKey } from '@gap5/contract/measure/readings/index-model.ts'
import type { SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import type { SideBySideRow } from '@gap5/contract/measure/readings/side-by-side.ts'
import type { Part } from '../../kit/charts/StackedShares.tsx'
import type { Speech } from '../../kit/speech.ts'
import { kanoWords } from '../words.ts'

export const quadrantWords: Record<IpaQuadrant, { en: string; zh: string }> = {
  concentrate: { en: 'Concentrate here', zh: '优先改进' },
  'keep-up': { en: 'Keep it up', zh: '继续保持' },
  'low-priority': { en: 'Low priority', zh: '次要改进' },
  'possible-overkill': { en: 'Possible overkill', zh: '可能过度' },
}

/** "Attractive or indifferent", 「魅力或无差异」. */
export function combinationSaid(combination: string | null, { say, language }: Speech): string {
  if (combination === null) return '—'
  const words = combination.split('/').map((letter) => say(kanoWords[letter as keyof typeof kanoWords])) // letters of the contract
  return words.map((word, at) => (at > 0 && language === 'en' ? word.toLowerCase() : word)).join(say({ en: ' or ', zh: '或' }))
}


/** The four outcomes as parts of a bar, the best first. */
export const outcomeParts: readonly (Part & { key: OutcomeKey })[] = [
  { key: 'delighted', title: { en: 'Delighted', zh: '惊喜' }, look: 'above' },
  { key: 'satisfied', title: { en: 'Satisfied', zh: '满意' }, look: 'inside' },
  { key: 'regret', title: { en: 'Regret', zh: '遗憾' }, look: 'plain' },
  { key: 'disappointed', title: { en: 'Disappointed', zh: '失望' }, look: 'below' },
]

export const bandWords: Record<NonNullable<SatisfactionReading['band']>, { en: string; zh: string }> = {
  'very-satisfied': { en: 'Very satisfied', zh: '非常满意' },
  satisfied: { en: 'Satisfied', zh: '满意' },
  fairly: { en: 'Fairly satisfied', zh: '比较满意' },
  less: { en: 'Less satisfied', zh: '不太满意' },
  not: { en: 'Not satisfied', zh: '不满意' },
}

export const constructWords: Record<ConstructKey, { en: string; zh: string }> = {
  image: { en: 'Image', zh: '形象' },
  expectation: { en: 'Expectation', zh: '预期质量' },
  quality: { en: 'Quality', zh: '感知质量' },
  value: { en: 'Value', zh: '感知价值' },
  satisfaction: { en: 'Satisfaction', zh: '满意度' },
  complaints: { en: 'Complaints', zh: '抱怨' },
  loyalty: { en: 'Loyalty', zh: '忠诚' },
}

export const adviceWords: Record<NonNullable<SideBySideRow['advice']>, { en: string; zh: string; tone: 'below' | 'warn' | 'above' | 'inside' | 'plain' }> = {
  'fix-first': { en: 'Fix first', zh: '优先修复', tone: 'below' },
  improve: { en: 'Improve', zh: '持续改进', tone: 'warn' },
  chance: { en: 'Chance to delight', zh: '制造惊喜', tone: 'above' },
  keep: { en: 'Keep up', zh: '继续保持', tone: 'inside' },
  'keep-watch': { en: 'Keep watch', zh: '持续关注', tone: 'inside' },
  save: { en: 'Could save effort', zh: '可省投入', tone: 'plain' },
  leave: { en: 'Leave for now', zh: '暂可不动', tone: 'plain' },
}
