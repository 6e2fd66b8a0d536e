/**
 * The answers of one respondent, as they travel and as they are kept.
 *
 * A rating or share of points is a number under its variable key; "not applicable" and "don't know" are kept apart from
 * each other and from "left blank" (which has no key at all); all three are missing in analysis.
 */
import { z } from 'zod'
import type { Condition, Definition } from './instrument.ts'

export const notApplicable = 'na'
export const dontKnow = 'dk'

const short = z.string().max(10_000)
export const answersSchema = z.strictObject({
  /** variable key → number on its scale, or "na" / "dk" */
  ratings: z.record(z.string(), z.union([z.number(), z.literal(notApplicable), z.literal(dontKnow)])).default({}),
  /** choice item key → chosen values */
  choices: z.record(z.string(), z.array(short).max(60)).default({}),
  /** text item key → text */
  texts: z.record(z.string(), short).default({}),
})
export type Answers = z.infer<typeof answersSchema>

/** Reasons to look twice at a response. Marks never delete it; results can leave marked responses out. */
export const marks = ['fast', 'straight-lined', 'honeypot', 'attention', 'incomplete', 'duplicate', 'withdrawn'] as const
export type Mark = (typeof marks)[number]

/** Whether a block or item is to be shown, given what has been answered so far. */
export function isShown(conditions: Condition[] | undefined, answers: Answers): boolean {
  return (conditions ?? []).every((condition) => holds(condition, answers))
}

function holds({ variable, is, value = 0, option = '' }: Condition, answers: Answers): boolean {
  const chosen = answers.choices[variable]
  if (chosen !== undefined && chosen.length > 0) {
    if (is === 'chosen' || is === 'notChosen') return chosen.includes(option) === (is === 'chosen')
    return is === 'answered'
  }
  const given = answers.ratings[variable]
  if (typeof given !== 'number') return false
  if (is === 'answered') return true
  if (is === 'atMost') return given <= value
  if (is === 'atLeast') return given >= value
  return is === 'equalTo' ? given === value : given !== value
}

/** `{provider}` replaced by the name of the subject, in any sentence of a definition. */
export function withProvider(sentence: string, provider: string): string {
  const said = sentence.replaceAll('{provider}', provider)
  // "the provider" leads a sentence as "The provider"; a name keeps its own spelling.
  return sentence.startsWith('{provider}') && provider.startsWith('the ') ? said.charAt(0).toUpperCase() + said.slice(1) : said
}

/** What is wrong with one answer, by its variable or item. */
export type AnswerFault = { field: string; fault: 'unknown' | 'out-of-scale' | 'required' | 'points-total' | 'too-long' }

/** What the answers get wrong under the definition: nothing is guessed and nothing is dropped. */
export function answerFaults(definition: Definition, answers: Answers): AnswerFault[] {
  const faults: AnswerFault[] = []
  const rating = new Map<string, { min: number; max: number; whole: boolean }>()
  const choice = new Map<string, { values: Set<string>; multiple: boolean }>()
  const text = new Map<string, number>()
  for (const block of definition.blocks) {
    const blockShown = isShown(block.showIf, answers)
    for (const item of block.items) {
      const shown = blockShown && isShown(item.showIf, answers)
      if (item.type === 'rating') {
        for (const column of block.columns) {
          const scale = definition.scales[column.scale]!
          const field = `${item.key}.${column.role}`
          rating.set(field, { min: scale.min, max: scale.max, whole: true })
          if (item.required && shown && answers.ratings[field] === undefined) faults.push({ field, fault: 'required' })
        }
      } else if (item.type === 'points') {
        const given = item.over.map(({ dimension }) => answers.ratings[`${item.key}.${dimension}`])
        for (const { dimension } of item.over) {
          rating.set(`${item.key}.${dimension}`, { min: 0, max: item.total, whole: false })
        }
        if (item.required && shown && given.every((points) => points === undefined)) {
          faults.push({ field: item.key, fault: 'required' })
        }
      } else if (item.type === 'choice') {
        choice.set(item.key, { values: new Set(item.options.map((o) => o.value)), multiple: item.multiple })
        if (item.required && shown && !answers.choices[item.key]?.length) {
          faults.push({ field: item.key, fault: 'required' })
        }
      } else {
        text.set(item.key, item.maxLength)
        if (item.required && shown && !answers.texts[item.key]?.trim()) faults.push({ field: item.key, fault: 'required' })
      }
    }
  }
  for (const [field, given] of Object.entries(answers.ratings)) {
    const scale = rating.get(field)
    if (!scale) faults.push({ field, fault: 'unknown' })
    else if (typeof given === 'number' && !fits(given, scale)) faults.push({ field, fault: 'out-of-scale' })
  }
  for (const [field, given] of Object.entries(answers.choices)) {
    const options = choice.get(field)
    if (!options) faults.push({ field, fault: 'unknown' })
    else if (given.some((value) => !options.values.has(value)) || (!options.multiple && given.length > 1)) {
      faults.push({ field, fault: 'out-of-scale' })
    }
  }
  for (const [field, given] of Object.entries(answers.texts)) {
    const maxLength = text.get(field)
    if (maxLength === undefined) faults.push({ field, fault: 'unknown' })
    else if (given.length > maxLength) faults.push({ field, fault: 'too-long' })
  }
  return faults
}

function fits(given: number, { min, max, whole }: { min: number; max: number; whole: boolean }): boolean {
  return Number.isFinite(given) && given >= min && given <= max && (!whole || Number.isInteger(given))
}
