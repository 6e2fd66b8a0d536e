/**
 * What a form sent, read against the questions that stood in it. Nothing is guessed: what does not fit is named as a
 * fault, kept as it was typed, and never stored as an answer.
 */
import type { ChoiceItem, PointsItem, Scale, TextItem } from '@gap5/contract/listen/instrument.ts'
import { dontKnow, notApplicable, type Answers } from '@gap5/contract/listen/answers.ts'
import { fieldsOf, type Question } from './questions.ts'

export type Fault =
  | { field: string; fault: 'unknown' | 'not-an-option' | 'required' | 'not-a-number' }
  | { field: string; fault: 'out-of-scale'; min: number; max: number }
  | { field: string; fault: 'points-total'; total: number; given: number }
  | { field: string; fault: 'too-long'; maxLength: number; given: number }

export type Fields = ReadonlyMap<string, readonly string[]>

/** Answers as they are to be shown again: `typed` holds what was sent where it is no answer. */
export type Sheet = { answers: Answers; typed: Map<string, string>; faults: Fault[] }

/** Names of a form that are no answers start with a sign that no key can have. */
export const control = {
  id: '~id',
  started: '~started',
  asked: '~asked',
  act: '~act',
  skip: '~skip',
  /** That the respondent has been told of fields that belong to no question. */
  noted: '~noted',
  /** Answers given before, of a preview, which the server keeps nothing of. */
  carried: '~carried',
} as const
/** A field that people never see and programs like to fill. */
export const honeypot = 'Website'

export const noAnswers: Answers = { ratings: {}, choices: {}, texts: {} }

/** A URL-encoded body as fields. Line ends become `\n`; NUL and broken surrogates, which no keyboard makes, are left out. */
export function readFields(body: string): Fields {
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(body)) {
    const values = fields.get(name)
    if (values) values.push(clean(value))
    else fields.set(name, [clean(value)])
  }
  return fields
}

function clean(value: string): string {
  return value.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\0', '').toWellFormed()
}

/** The answers before, with those to `asked` replaced by what the form says about them; a blank takes an answer back. */
export function fillIn(before: Answers, asked: readonly Question[], all: readonly Question[], form: Fields, scales: Record<string, Scale>): Sheet {
  const sheet: Sheet = { answers: without(before, asked.flatMap(fieldsOf)), typed: new Map(), faults: [] }
  for (const question of asked) readQuestion(sheet, question, form, scales)
  const known = new Set(all.flatMap(fieldsOf))
  for (const name of form.keys()) {
    if (!known.has(name) && !name.startsWith('~') && name !== honeypot) sheet.faults.push({ field: name, fault: 'unknown' })
  }
  return sheet
}

function without({ ratings, choices, texts }: Answers, fields: string[]): Answers {
  const dropped = new Set(fields)
  const kept = <T>(given: Record<string, T>) =>
    Object.fromEntries(Object.entries(given).filter(([field]) => !dropped.has(field)))
  return { ratings: kept(ratings), choices: kept(choices), texts: kept(texts) }
}

function readQuestion(sheet: Sheet, question: Question, form: Fields, scales: Record<string, Scale>): void {
  const { item, columns } = question
  if (item.type === 'rating') {
    for (const column of columns) readRating(sheet, `${item.key}.${column.role}`, form, scales[column.scale]!)
  } else if (item.type === 'points') readPoints(sheet, item, form)
  else if (item.type === 'choice') readChoice(sheet, item, form)
  else readText(sheet, item, form)
}

function readRating(sheet: Sheet, field: string, form: Fields, { min, max }: Scale): void {
  const given = form.get(field)?.at(-1) ?? ''
  if (given === '') return
  if (given === notApplicable || given === dontKnow) {
    sheet.answers.ratings[field] = given
    return
  }
  const point = /^-?\d{1,4}$/.test(given) ? Number(given) : Number.NaN
  if (point >= min && point <= max) sheet.answers.ratings[field] = point
  else sheet.faults.push({ field, fault: 'out-of-scale', min, max })
}

/** Points are kept only when every share can be read; all blank is no answer, some blank counts as none given there. */
function readPoints(sheet: Sheet, item: PointsItem, form: Fields): void {
  const given = item.over.map(({ dimension }) => ({
    field: `${item.key}.${dimension}`,
    text: (form.get(`${item.key}.${dimension}`)?.at(-1) ?? '').trim(),
  }))
  const skipped = given.find(({ text }) => text === dontKnow || text === notApplicable)
  if (skipped) {
    for (const { field } of given) sheet.answers.ratings[field] = skipped.text === dontKnow ? dontKnow : notApplicable
    return
  }
  for (const { field, text } of given) sheet.typed.set(field, text)
  if (given.every(({ text }) => text === '')) return
  const shares = given.map(({ field, text }) => ({ field, text, points: pointsOf(text) }))
  const faults = shares.filter(({ points }) => points === null || points > item.total).map(({ field, points }): Fault =>
    points === null ? { field, fault: 'not-a-number' } : { field, fault: 'out-of-scale', min: 0, max: item.total },
  )
  const sum = shares.reduce((total, { points }) => total + (points ?? 0), 0)
  if (faults.length === 0 && Math.abs(sum - item.total) > 1e-6) {
    faults.push({ field: item.key, fault: 'points-total', total: item.total, given: Math.round(sum * 100) / 100 })
  }
  sheet.faults.push(...faults)
  if (faults.length === 0) for (const { field, points } of shares) sheet.answers.ratings[field] = points ?? 0
}

/** "20", "12.5" and full-width "20" are numbers of points; a blank share is none. */
function pointsOf(text: string): number | null {
  if (text === '') return 0
  const plain = text.normalize('NFKC').replace(',', '.')
  return /^\d{1,4}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

function readChoice(sheet: Sheet, item: ChoiceItem, form: Fields): void {
  const given = [...new Set(form.get(item.key) ?? [])].filter((value) => value !== '')
  const known = given.filter((value) => item.options.some((option) => option.value === value))
  const chosen = item.multiple ? known : known.slice(0, 1)
  if (chosen.length > 0) sheet.answers.choices[item.key] = chosen
  if (chosen.length < given.length) sheet.faults.push({ field: item.key, fault: 'not-an-option' })
}

function readText(sheet: Sheet, item: TextItem, form: Fields): void {
  const given = form.get(item.key)?.at(-1) ?? ''
  if (given.trim() === '') return
  if (given.length <= item.maxLength) sheet.answers.texts[item.key] = given
  else {
    sheet.typed.set(item.key, given)
    sheet.faults.push({ field: item.key, fault: 'too-long', maxLength: item.maxLength, given: given.length })
  }
}

/** What the respondent still has to answer among these questions. "Not experienced" and "can't say" are answers. */
export function requiredFaults(questions: readonly Question[], { ratings, choices, texts }: Answers): Fault[] {
  return questions.flatMap((question): Fault[] => {
    const { item } = question
    if (!item.required) return []
    if (item.type === 'rating') {
      return fieldsOf(question).filter((field) => ratings[field] === undefined).map((field) => ({ field, fault: 'required' }))
    }
    const isBlank =
      item.type === 'points' ? fieldsOf(question).every((field) => ratings[field] === undefined)
      : item.type === 'choice' ? !choices[item.key]?.length
      : !texts[item.key]?.trim()
    return isBlank ? [{ field: item.key, fault: 'required' }] : []
  })
}
