import type { Answers, Mark } from '@gap5/contract/listen/answers.ts'
import { variables, type Definition, type Item } from '@gap5/contract/listen/instrument.ts'
import { fieldsOf, questionsOf } from './questions.ts'
import { shownQuestions } from './shown.ts'

export type Circumstances = { seconds: number; fastSecondsPerItem: number; trapFilled: boolean }

/** From this many equal answers in a row of one level on, a straight line is more likely than a liking for one number. */
const straightFrom = 8

/**
 * Reasons to look twice at answers, given with them and never a reason to drop them: `fast` (less time than a person needs
 * for the items answered), `straight-lined` (every level of eight or more ratings got one and the same number),
 * `attention` (another option than the one a reader chooses), `honeypot` (the hidden field was filled in), `incomplete`
 * (less than half of what was shown was answered).
 */
export function marksOf(definition: Definition, answers: Answers, { seconds, fastSecondsPerItem, trapFilled }: Circumstances): Mark[] {
  const shown = shownQuestions(questionsOf(definition, ''), answers)
  const asked = shown.filter(({ item }) => item.type !== 'text').flatMap(fieldsOf)
  const answered = asked.filter((field) => answers.ratings[field] !== undefined || answers.choices[field] !== undefined)
  const items = new Set(answered.map((field) => field.split('.')[0]))
  const marks: [Mark, boolean][] = [
    ['fast', items.size > 0 && seconds < items.size * fastSecondsPerItem],
    ['straight-lined', isStraight(definition, answers)],
    ['attention', shown.some(({ item }) => isMissed(item, answers))],
    ['honeypot', trapFilled],
    ['incomplete', answered.length * 2 < asked.length],
  ]
  return marks.filter(([, applies]) => applies).map(([mark]) => mark)
}

/** Left blank, an attention check tells nothing. */
function isMissed(item: Item, { choices }: Answers): boolean {
  if (item.type !== 'choice' || item.expected === undefined) return false
  const chosen = choices[item.key]
  return chosen !== undefined && (chosen.length !== 1 || chosen[0] !== item.expected)
}

/** Levels are looked at apart: somebody may well expect a 9 of everything. All of them must be straight. */
function isStraight(definition: Definition, answers: Answers): boolean {
  const levels = new Map<string, number[]>()
  for (const { key, role } of variables(definition)) {
    const given = answers.ratings[key]
    if (role !== 'weight' && typeof given === 'number') levels.set(role, [...(levels.get(role) ?? []), given])
  }
  const long = [...levels.values()].filter((given) => given.length >= straightFrom)
  return long.length > 0 && long.every((given) => given.every((point) => point === given[0]))
}
