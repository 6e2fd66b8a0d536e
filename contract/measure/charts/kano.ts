/** Kano’s plane: features by how much their presence adds (up) and their absence takes away (right). */
import type { Corners } from '../../charts/scatter.ts'
import type { Text } from '../../language.ts'
import { kanoWords } from '../kano-words.ts'
import type { KanoRow } from '../results.ts'
import type { Interval } from './figures.ts'

export const kanoCorners: Corners<Text> = { topLeft: kanoWords.A, topRight: kanoWords.O, bottomLeft: kanoWords.I, bottomRight: kanoWords.M }

/** The worse coefficient to the right: what absence takes away, as a distance from nil. */
export function takenAway(worse: Interval): Interval {
  return { ...worse, value: negative(worse.value), lower: negative(worse.upper), upper: negative(worse.lower) }
}

function negative(value: number | null): number | null {
  return value === null ? null : 0 - value
}

/** Filled where the category is certain, hollow where two cannot be told apart, in the tone of what is bad where most rather do without. */
export function kanoLook({ category, clear }: Pick<KanoRow, 'category' | 'clear'>): 'solid' | 'hollow' | 'below' {
  return category === 'R' ? 'below' : clear ? 'solid' : 'hollow'
}
