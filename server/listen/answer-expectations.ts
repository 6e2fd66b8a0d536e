import { answerFaults, type AnswerFault, type Answers } from '@gap5/contract/listen/answers.ts'
import type { Definition, Item } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { InvalidValue } from '@gap5/contract/problems.ts'

/** What does not fit in answers, each said so that the sender can mend it; `answers.ratings.t1.perception: 1 to 9`. */
export function invalidAnswers(definition: Definition, answers: Answers): InvalidValue[] {
  return answerFaults(definition, answers).map((fault) => ({
    field: `answers.${placeOf(fault, answers)}`,
    expected: expectation(definition, fault),
    received: receivedFor(fault, answers),
  }))
}

/** Part of the answers the fault lies in. What is missing is told by its field alone. */
function placeOf({ field }: AnswerFault, answers: Answers): string {
  if (field in answers.ratings) return `ratings.${field}`
  if (field in answers.choices) return `choices.${field}`
  if (field in answers.texts) return `texts.${field}`
  return field
}

function receivedFor({ field }: AnswerFault, answers: Answers): string {
  const given = answers.ratings[field] ?? answers.choices[field] ?? answers.texts[field]
  const said = given === undefined ? '' : Array.isArray(given) ? given.join(', ') : String(given)
  return said.length > 80 ? `${said.slice(0, 79)}…` : said
}

function expectation(definition: Definition, { field, fault }: AnswerFault): Text {
  if (fault === 'unknown') return { en: 'an answer the questionnaire asks for', zh: '问卷中的题目' }
  if (fault === 'required') return { en: 'an answer: this one is required', zh: '必答，请作答' }
  if (fault === 'points-total') return { en: '100 points in all', zh: '合计 100 分' }
  const found = itemOf(definition, field)
  if (fault === 'too-long' && found?.item.type === 'text') return atMost(found.item.maxLength)
  return found === null ? { en: 'a value that fits', zh: '符合要求的值' } : rangeOf(definition, found)
}

function atMost(characters: number): Text {
  return { en: `at most ${characters} characters`, zh: `最多 ${characters} 个字符` }
}

type Found = { item: Item; scale: string | undefined }

function itemOf(definition: Definition, field: string): Found | null {
  const [key = '', role] = field.split('.')
  for (const block of definition.blocks) {
    const item = block.items.find((one) => one.key === key)
    if (item !== undefined) return { item, scale: block.columns.find((column) => column.role === role)?.scale }
  }
  return null
}

function rangeOf(definition: Definition, { item, scale }: Found): Text {
  if (item.type === 'choice') {
    const values = item.options.map((option) => option.value).join(', ')
    return item.multiple
      ? { en: `any of ${values}`, zh: `可选：${values}` }
      : { en: `one of ${values}`, zh: `以下之一：${values}` }
  }
  if (item.type === 'points') return { en: `0 to ${item.total} points`, zh: `0 至 ${item.total} 分` }
  const range = scale === undefined ? undefined : definition.scales[scale]
  if (range === undefined) return { en: 'a number', zh: '数字' }
  return {
    en: `a whole number from ${range.min} to ${range.max}, or "na" or "dk"`,
    zh: `${range.min} 至 ${range.max} 的整数，或 "na"、"dk"`,
  }
}
