/** Where the rest of the answers to a statement is: n + missing + left out are all of them. */
import type { Text } from '../language.ts'
import type { GapRow } from './results.ts'

export const adequateAboveDesired: Text = { en: 'left out: adequate above desired', zh: '剔除：适当水平高于理想水平' }

/** Of a statement; the score of a dimension is made without such answers and may be there all the same. */
export function leftOutOf({ level, violations }: Pick<GapRow, 'level' | 'violations'>): number {
  return level === 'item' ? violations : 0
}
