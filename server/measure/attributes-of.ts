/** Attributes that are asked for must be those of the study, with values that fit. */
import type { Selection } from '@gap5/contract/measure/selection.ts'
import { Problem } from '../problem.ts'
import { isValueOf, type TitledAttribute } from './attribute-classes.ts'

export function requireAttributes(selection: Selection, attributes: readonly TitledAttribute[]): void {
  for (const [key, values] of Object.entries(selection.attributes)) {
    const { type } = attributeOf(key, attributes)
    const unfit = values.find((value) => !isValueOf(type, value))
    if (unfit === undefined) continue
    throw new Problem('measure.value-unfit', { attribute: key, value: unfit, type: type === 'number' ? 'number' : 'date' })
  }
}

export function attributeOf(key: string, attributes: readonly TitledAttribute[]): TitledAttribute {
  const found = attributes.find((attribute) => attribute.key === key)
  if (found) return found
  throw new Problem('measure.attribute-unknown', { attribute: key, known: attributes.map((attribute) => attribute.key) })
}
