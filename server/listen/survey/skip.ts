import type { Role } from '@gap5/contract/listen/instrument.ts'
import { dontKnow, notApplicable, type Answers } from '@gap5/contract/listen/answers.ts'
import { fieldsOf, type Question } from './questions.ts'

/** What can only be answered by somebody who has been through it. */
const experienced: ReadonlySet<string> = new Set<Role>(['perception', 'confirmation', 'satisfaction', 'effort'])

export function isExperience(role: string): boolean {
  return experienced.has(role)
}

/**
 * What skipping a question says: "not experienced" where it asks about an experience, "can't say" where it asks for an
 * opinion. A question left blank without a word is neither, and stays blank. Choices and texts are just left blank.
 */
export function skipMeaning({ item, columns }: Question): typeof notApplicable | typeof dontKnow | null {
  if (item.type === 'points') return dontKnow
  if (item.type !== 'rating') return null
  return columns.some(({ role }) => isExperience(role)) ? notApplicable : dontKnow
}

/** The answers with a question skipped: what was given about expectations stays, an experience not had is taken back. */
export function skipped(answers: Answers, question: Question): Answers {
  const meaning = skipMeaning(question)
  if (meaning === null) return answers
  const ratings = { ...answers.ratings }
  for (const field of fieldsOf(question)) {
    const role = field.slice(field.indexOf('.') + 1)
    const isKept = typeof ratings[field] === 'number' && question.item.type === 'rating' && !isExperience(role)
    if (!isKept) ratings[field] = meaning
  }
  return { ...answers, ratings }
}

/** Whether the respondent said of the whole question, or of the experience in it, that it cannot be answered. */
export function wasSkipped(answers: Answers, question: Question): boolean {
  const meaning = skipMeaning(question)
  return meaning !== null && fieldsOf(question).some((field) => answers.ratings[field] === meaning)
}
