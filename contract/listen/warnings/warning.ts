/** Something in a questionnaire that makes its results weak: what, why, and where to mend it. */
import type { Text } from '../../language.ts'
import type { Block, Definition, Item, Role } from '../instrument.ts'

export const warningRules = [
  'one-item-dimension',
  'empty-dimension',
  'unequal-scales',
  'weights-incomplete',
  'no-overall-question',
  'expectation-alone',
  'too-long',
  'longer-than-said',
  'same-text',
  'missing-translation',
  'double-barrelled',
  'negation',
  'leading',
  'reversed-unmarked',
  'unlabelled-ends',
  'unbalanced-labels',
  'impossible-condition',
  'later-condition',
] as const
export type WarningRule = (typeof warningRules)[number]

/** Part of the editor where it can be mended; the parameters of its address. */
export type Place =
  | { part: 'about' | 'dimensions' | 'scales' }
  | { block: string }
  | { block: string; item: string }

export type Warning = {
  /** The same for the same words at the same place, so that it stays dismissed until they change. */
  id: string
  rule: WarningRule
  place: Place
  /** What it is about: the words of the item, the name of the scale. */
  subject: Text
  what: Text
  why: Text
}

export type Rule = (definition: Definition) => Warning[]

export function warn(rule: WarningRule, place: Place, subject: Text, what: Text, why: Text, about: string = ''): Warning {
  const where = 'part' in place ? place.part : 'item' in place ? place.item : place.block
  return { id: [rule, where, about].filter((part) => part !== '').join(':'), rule, place, subject, what, why }
}

/** A short mark of some words. */
export function markOf({ en, zh }: Text): string {
  let mark = 5381
  for (const character of `${en}\n${zh}`) mark = (mark * 33 + character.codePointAt(0)!) % 4_294_967_296
  return mark.toString(36)
}

export type Asked = { block: Block; item: Item; roles: Role[]; order: number }

/** Every item with the roles it is asked for, in order. */
export function askedItems({ blocks }: Definition): Asked[] {
  return blocks
    .flatMap((block) => block.items.map((item) => ({ block, item, roles: item.type === 'rating' ? block.columns.map(({ role }) => role) : [] })))
    .map((asked, order) => ({ ...asked, order }))
}

export function nameOf(text: Text): Text {
  return { en: text.en || text.zh || '…', zh: text.zh || text.en || '……' }
}
