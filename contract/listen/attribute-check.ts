import type { Text } from '../language.ts'
import type { Attribute, AttributeValues } from './studies.ts'

export type AttributeFault = { field: string; expected: Text }

/**
 * Which values do not fit the attributes of a study. `unitCodes` are those of the organisation. What is left out is no
 * fault: an answer may come without any attribute.
 */
export function attributeFaults(attributes: readonly Attribute[], values: AttributeValues, unitCodes: ReadonlySet<string>): AttributeFault[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const attribute = attributes.find((one) => one.key === key)
    const expected = attribute === undefined ? unknown(attributes) : misfit(attribute, value, unitCodes)
    return expected === null ? [] : [{ field: key, expected }]
  })
}

/** The values that fit, and only those: for what comes by an address anybody can edit. */
export function fittingValues(attributes: readonly Attribute[], values: AttributeValues, unitCodes: ReadonlySet<string>): AttributeValues {
  const wrong = new Set(attributeFaults(attributes, values, unitCodes).map((fault) => fault.field))
  return Object.fromEntries(Object.entries(values).filter(([key]) => !wrong.has(key)))
}

/** The value that is meant: as it is kept, or as people read it ("Small" or "小型" for `small`). */
export function valueNamed({ values }: Pick<Attribute, 'values'>, said: string): string | undefined {
  const word = said.trim().toLowerCase()
  const found = values.find(({ value }) => value === said) ?? values.find(({ title }) => [title.en, title.zh].some((name) => name.trim().toLowerCase() === word))
  return found?.value
}

function unknown(attributes: readonly Attribute[]): Text {
  const keys = attributes.map(({ key }) => key)
  if (keys.length === 0) return { en: 'nothing: the study has no attributes', zh: '无：该调查没有属性' }
  return { en: `an attribute of the study: ${keys.join(', ')}`, zh: `该调查的属性：${keys.join('、')}` }
}

function misfit({ type, values }: Attribute, given: string, unitCodes: ReadonlySet<string>): Text | null {
  if (type === 'unit') return unitCodes.has(given) ? null : { en: 'the code of a unit', zh: '机构代码' }
  if (type === 'choice') return values.some(({ value }) => value === given) ? null : oneOf(values.map(({ value, title }) => (title.en === value ? value : `${value} (${title.en})`)), values.map(({ value, title }) => (title.zh === value ? value : `${value}（${title.zh}）`)))
  if (type === 'number') return given.trim() !== '' && Number.isFinite(Number(given)) ? null : { en: 'a number', zh: '数字' }
  if (type === 'date') return isDay(given) ? null : { en: 'a date like 2026-01-31', zh: '形如 2026-01-31 的日期' }
  return null
}

function oneOf(en: string[], zh: string[]): Text {
  const most = 12
  const more = en.length > most
  return { en: `one of ${en.slice(0, most).join(', ')}${more ? ', …' : ''}`, zh: `以下之一：${zh.slice(0, most).join('、')}${more ? '……' : ''}` }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}
