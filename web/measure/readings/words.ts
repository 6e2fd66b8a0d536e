/** What the readings call things. */
import type { OutcomeKey } from '@gap5/contract/measure/readings/confirmation.ts'
import type { SideBySideRow } from '@gap5/contract/measure/readings/side-by-side.ts'
import type { Part } from '../../kit/charts/StackedShares.tsx'

/** The four outcomes as parts of a bar, the best first. */
export const outcomeParts: readonly (Part & { key: OutcomeKey })[] = [
  { key: 'delighted', title: { en: 'Delighted', zh: '惊喜' }, look: 'above' },
  { key: 'satisfied', title: { en: 'Satisfied', zh: '满意' }, look: 'inside' },
  { key: 'regret', title: { en: 'Regret', zh: '遗憾' }, look: 'plain' },
  { key: 'disappointed', title: { en: 'Disappointed', zh: '失望' }, look: 'below' },
]

export const adviceWords: Record<NonNullable<SideBySideRow['advice']>, { en: string; zh: string; tone: 'below' | 'warn' | 'above' | 'inside' | 'plain' }> = {
  'fix-first': { en: 'Fix first', zh: '优先修复', tone: 'below' },
  improve: { en: 'Improve', zh: '持续改进', tone: 'warn' },
  chance: { en: 'Chance to delight', zh: '制造惊喜', tone: 'above' },
  keep: { en: 'Keep up', zh: '继续保持', tone: 'inside' },
  'keep-watch': { en: 'Keep watch', zh: '持续关注', tone: 'inside' },
  save: { en: 'Could save effort', zh: '可省投入', tone: 'plain' },
  leave: { en: 'Leave for now', zh: '暂可不动', tone: 'plain' },
}
