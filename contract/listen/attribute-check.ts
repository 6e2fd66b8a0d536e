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

function unknown(attributes: readonly Attribute[]): Text {
  const keys = attributes.map(({ key }) => key)
  if (keys.length === 0) return { en: 'nothing: the study has no attributes', zh: '无：该调查没有属性' }
  return { en: `an attribute of the study: ${keys.join(', ')}`, zh: `该调查的属性：${keys.join('、')}` }
}

function misfit({ type, values }: Attribute, given: string, unitCodes: ReadonlySet<string>): Text | null {
  if (type === 'unit') return unitCodes.has(given) ? null : { en: 'the code of a unit', zh: '机构代码' }
  if (type === 'choice') return values.some(({ value }) => value === given) ? null : oneOf(values.map(({ value }) => value))
  if (type === 'number') return given.trim() !== '' && Number.isFinite(Number(given)) ? null : { en: 'a number', zh: '数字' }
  if (type === 'date') return isDay(given) ? null : { en: 'a date like 2026-01-31', zh: '形如 2026-01-31 的日期' }
  return null
}

function oneOf(values: string[]): Text {
  const shown = values.slice(0, 12)
  const more = values.length > shown.length
  return { en: `one of ${shown.join(', ')}${more ? ', …' : ''}`, zh: `以下之一：${shown.join('、')}${more ? '……' : ''}` }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}
