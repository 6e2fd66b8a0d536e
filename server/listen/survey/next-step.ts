import type { Language, Text } from '@gap5/contract/language.ts'
import { languages } from '@gap5/contract/language.ts'
import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Definition, PointsItem } from '@gap5/contract/listen/instrument.ts'
import { control, fillIn, requiredFaults, type Fields, type Sheet } from './form.ts'
import { fieldsOf, type Page, type Question } from './questions.ts'
import { sharedOut } from './share-out.ts'
import { answersTo, shownPages } from './shown.ts'
import { skipped } from './skip.ts'
import { words } from './words.ts'

/** What is to happen after a page was sent. */
export type Step =
  | { kind: 'saved' }
  | { kind: 'page'; page: number; language?: Language | undefined; check?: boolean }
  | { kind: 'cover' }
  /** The same page once more, as it was filled in. */
  | { kind: 'again'; sheet: Sheet; status: 200 | 422; language?: Language | undefined; notice?: Text | undefined }
  | { kind: 'submit'; answers: Answers }

export type Sent = { definition: Definition; pages: Page[]; page: Page; before: Answers; fields: Fields }

/** What the form says, what of it is kept in the draft (only answers that fit), and what comes next. */
export function nextStep(sent: Sent): { answers: Answers; step: Step } {
  const asked = askedQuestions(sent)
  const filled = fillIn(sent.before, asked, sent.pages.flatMap((page) => page.questions), sent.fields, sent.definition.scales)
  const { verb, about } = deedOf(sent.fields)
  const sheet = changed(filled, asked, verb, about)
  return { answers: sheet.answers, step: stepAfter(sent, asked, sheet, verb, about) }
}

/** The questions that stood in the form. One hidden at the time has no fields, which must not read as "taken back". */
function askedQuestions({ pages, page, before, fields }: Sent): Question[] {
  const keys = fields.get(control.asked)?.at(-1)?.split(' ')
  return keys === undefined ? shownHere(pages, page, before) : page.questions.filter(({ key }) => keys.includes(key))
}

function shownHere(pages: Page[], { number }: Page, answers: Answers): Question[] {
  return shownPages(pages, answers).find((page) => page.number === number)?.questions ?? []
}

type Verb = 'next' | 'back' | 'save' | 'refresh' | 'language' | 'balance' | 'skip'
const verbs: ReadonlySet<string> = new Set<Verb>(['next', 'back', 'save', 'refresh', 'language', 'balance'])

/** The button pressed; without one (the Enter key in an old browser, a script) it is "next". */
function deedOf(fields: Fields): { verb: Verb; about: string } {
  const skip = fields.get(control.skip)?.at(-1)
  if (skip !== undefined) return { verb: 'skip', about: skip }
  const [verb = '', about = ''] = (fields.get(control.act)?.at(-1) ?? '').split(' ')
  return { verb: isVerb(verb) ? verb : 'next', about }
}

function isVerb(verb: string): verb is Verb {
  return verbs.has(verb)
}

/** What "skip" and "bring to 100" do to the sheet. */
function changed(sheet: Sheet, asked: readonly Question[], verb: Verb, about: string): Sheet {
  const question = asked.find(({ key }) => key === about)
  if (question === undefined || (verb !== 'skip' && verb !== 'balance')) return sheet
  const fields = new Set([question.item.key, ...fieldsOf(question)])
  const others = { ...sheet, faults: sheet.faults.filter(({ field }) => !fields.has(field)) }
  if (verb === 'skip') return { ...others, answers: skipped(sheet.answers, question) }
  return question.item.type === 'points' ? balanced(sheet, others, question.item) : sheet
}

/** Shares that cannot be read stay as they are, with their fault. */
function balanced(sheet: Sheet, others: Sheet, item: PointsItem): Sheet {
  const fields = item.over.map(({ dimension }) => `${item.key}.${dimension}`)
  if (sheet.faults.some(({ field }) => fields.includes(field))) return sheet
  const given = fields.map((field) => Number((sheet.typed.get(field) ?? '').normalize('NFKC').replace(',', '.')) || 0)
  const shares = sharedOut(given, item.total)
  const ratings = { ...sheet.answers.ratings, ...Object.fromEntries(fields.map((field, index) => [field, shares[index]!])) }
  const typed = new Map([...sheet.typed].filter(([field]) => !fields.includes(field)))
  return { ...others, typed, answers: { ...sheet.answers, ratings } }
}

function stepAfter(sent: Sent, asked: Question[], sheet: Sheet, verb: Verb, about: string): Step {
  if (verb === 'save') return { kind: 'saved' }
  const language = verb === 'language' ? languages.find((known) => known === about) : undefined
  if (blocks(sheet, sent.fields)) return { kind: 'again', sheet, status: 422, language }
  if (verb === 'language') return { kind: 'page', page: sent.page.number, language }
  if (verb === 'refresh' || verb === 'balance') return { kind: 'again', sheet, status: 200 }
  if (verb === 'skip' && sent.page.questions.length > 1) return { kind: 'again', sheet, status: 200 }
  return verb === 'back' ? stepBack(sent, sheet.answers) : stepOn(sent, asked, sheet)
}

/** Fields that belong to no question are told of once: an extension of the browser may add them every time. */
function blocks({ faults }: Sheet, fields: Fields): boolean {
  return faults.some(({ fault }) => fault !== 'unknown' || !fields.has(control.noted))
}

function stepBack({ pages, page }: Sent, answers: Answers): Step {
  const previous = shownPages(pages, answers).findLast(({ number }) => number < page.number)
  return previous === undefined ? { kind: 'cover' } : { kind: 'page', page: previous.number }
}

function stepOn({ pages, page }: Sent, asked: Question[], sheet: Sheet): Step {
  const shown = shownHere(pages, page, sheet.answers)
  if (shown.some((question) => !asked.includes(question))) return { kind: 'again', sheet, status: 200, notice: words.moreQuestions }
  const faults = requiredFaults(shown, sheet.answers)
  if (faults.length > 0) return { kind: 'again', sheet: { ...sheet, faults }, status: 422 }
  const next = shownPages(pages, sheet.answers).find(({ number }) => number > page.number)
  return next === undefined ? end(pages, sheet) : { kind: 'page', page: next.number }
}

function end(pages: Page[], sheet: Sheet): Step {
  const shown = shownPages(pages, sheet.answers)
  const lacking = shown.find((page) => requiredFaults(page.questions, sheet.answers).length > 0)
  if (lacking !== undefined) return { kind: 'page', page: lacking.number, check: true }
  const answers = answersTo(shown.flatMap(({ questions }) => questions), sheet.answers)
  const isBlank = Object.keys({ ...answers.ratings, ...answers.choices, ...answers.texts }).length === 0
  return isBlank ? { kind: 'again', sheet, status: 422, notice: words.nothingAnswered } : { kind: 'submit', answers }
}
