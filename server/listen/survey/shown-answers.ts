import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { isShown, type Answers } from '@gap5/contract/listen/answers.ts'
import { fieldsOf, questionsOf } from './questions.ts'

/**
 * The answers to what the respondent was shown in the end.
 *
 * Somebody who goes back and changes an answer may hide questions already answered. Those answers stay in the draft (they
 * come back with the question) but are no part of what is submitted. Hiding one answer can hide the next, so this repeats
 * until nothing changes.
 */
export function shownAnswers(definition: Definition, answers: Answers): Answers {
  let kept = answers
  for (;;) {
    const next = without(kept, hiddenFields(definition, kept))
    if (count(next) === count(kept)) return kept
    kept = next
  }
}

function hiddenFields(definition: Definition, answers: Answers): Set<string> {
  const hidden = questionsOf(definition, '').filter(
    ({ block, item }) => !isShown(block.showIf, answers) || !isShown(item.showIf, answers),
  )
  return new Set(hidden.flatMap(fieldsOf))
}

function without({ ratings, choices, texts }: Answers, fields: Set<string>): Answers {
  const keep = <T>(given: Record<string, T>) =>
    Object.fromEntries(Object.entries(given).filter(([field]) => !fields.has(field)))
  return { ratings: keep(ratings), choices: keep(choices), texts: keep(texts) }
}

function count({ ratings, choices, texts }: Answers): number {
  return Object.keys(ratings).length + Object.keys(choices).length + Object.keys(texts).length
}
