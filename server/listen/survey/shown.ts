/**
 * What is shown, given what has been answered so far.
 *
 * A condition looks at answers that are shown themselves: somebody who goes back and changes an answer may hide a
 * question, and with it whatever followed from that question. Answers to hidden questions stay in the draft (they come
 * back with the question) but are no part of what is submitted.
 */
import { isShown, type Answers } from '@gap5/contract/listen/answers.ts'
import { fieldsOf, type Page, type Question } from './questions.ts'

/** Hiding one answer can hide the next, so this repeats until nothing changes. */
export function shownQuestions(questions: readonly Question[], answers: Answers): Question[] {
  let shown = [...questions]
  for (;;) {
    const counted = answersTo(shown, answers)
    const next = shown.filter(({ block, item }) => isShown(block.showIf, counted) && isShown(item.showIf, counted))
    if (next.length === shown.length) return shown
    shown = next
  }
}

/** The pages with only what is shown of them; pages without anything are left out. */
export function shownPages(pages: readonly Page[], answers: Answers): Page[] {
  const shown = new Set(shownQuestions(pages.flatMap(({ questions }) => questions), answers))
  const filtered = pages.map((page) => ({ ...page, questions: page.questions.filter((question) => shown.has(question)) }))
  return filtered.filter(({ questions }) => questions.length > 0)
}

/** Of the answers, those to these questions. */
export function answersTo(questions: readonly Question[], { ratings, choices, texts }: Answers): Answers {
  const fields = new Set(questions.flatMap(fieldsOf))
  const keep = <T>(given: Record<string, T>) =>
    Object.fromEntries(Object.entries(given).filter(([field]) => fields.has(field)))
  return { ratings: keep(ratings), choices: keep(choices), texts: keep(texts) }
}
