/** A draft's sentences where a language is missing. */
import type { Text } from '../language.ts'
import type { Draft } from './draft.ts'

/** What an instrument says of itself while its author has not. */
const own = { use: { en: 'Own questionnaire.', zh: '自编问卷。' }, source: { en: 'Own wording.', zh: '自行拟定。' } }

/** The draft with each sentence that lacks a language said in the other; optional sentences that say nothing are left out. */
export function completed(draft: Draft): Draft {
  const { use, source } = draft
  return filled({ ...draft, use: isBlank(use) ? own.use : use, source: isBlank(source) ? own.source : source }) as Draft
}

const optional: ReadonlySet<string> = new Set(['welcome', 'intro', 'hint', 'description'])

function filled(value: unknown): unknown {
  if (isText(value)) return { en: value.en.trim() || value.zh.trim(), zh: value.zh.trim() || value.en.trim() }
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !(isText(inner) && isBlank(inner) && isOptional(name, value)))
      .map(([name, inner]) => [name, filled(inner)]),
  )
}

/** A block may go without a title; labels and other wordings that say nothing are none. */
function isOptional(name: string, whole: object): boolean {
  return optional.has(name) || (name === 'title' && 'items' in whole) || isDictionary(whole)
}

/** Labels by point, wordings by role: every value is a sentence. */
function isDictionary(whole: object): boolean {
  return Object.values(whole).every(isText)
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value && typeof value.en === 'string'
}

function isBlank({ en, zh }: Text): boolean {
  return en.trim() === '' && zh.trim() === ''
}

/** Sentences said in one language only. */
export function halfTranslated(value: unknown): number {
  if (isText(value)) return (value.en.trim() === '') === (value.zh.trim() === '') ? 0 : 1
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + halfTranslated(inner), 0)
}
