/** Figures of a measure in words: a level, a signed difference, a share, points of a net promoter score. */
import { figure, percent, signed, type Language, type Text } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { Figure } from '@gap5/contract/measure/measures.ts'

type Unit = Comparison['unit']

/** A distance in the unit of the measure; the sign is said by the sentence. */
export function distanceIn(unit: Unit, distance: number): Text {
  const one = (language: Language) => figure(distance, language, unit === 'points' ? 0 : distance < 0.095 ? 2 : 1)
  if (unit === 'share') return { en: `${figure(distance * 100, 'en')} percentage points`, zh: `${figure(distance * 100, 'zh')}个百分点` }
  return { en: one('en'), zh: one('zh') }
}

/** A figure in the unit of the measure, with one decimal unless told. */
export function figureIn(unit: Unit, value: number, decimals = 1): Text {
  const one = (language: Language) => {
    if (unit === 'share') return percent(value, language, 0)
    if (unit === 'points') return signed(value, language, 0)
    return unit === 'difference' ? signed(value, language, decimals) : figure(value, language, decimals)
  }
  return { en: one('en'), zh: one('zh') }
}

const aims: ReadonlySet<Figure> = new Set(['perception', 'gap', 'adequacy', 'superiority', 'inside', 'top-box', 'nps'])

/** Whether more of it is better; of levels that customers only hope for, and of means that may be of effort, nobody can say. */
export function isBetterHigh(figure: Figure): boolean {
  return aims.has(figure)
}
