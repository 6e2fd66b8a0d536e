/** A condition as a sentence: "shown if Overall satisfaction is at most 3". */
import type { Text } from '../language.ts'
import type { Condition, Definition, Item } from './instrument.ts'

export const comparisonWords: Record<Condition['is'], Text> = {
  atMost: { en: 'is at most', zh: '不高于' },
  atLeast: { en: 'is at least', zh: '不低于' },
  equalTo: { en: 'is', zh: '等于' },
  notEqualTo: { en: 'is not', zh: '不等于' },
  chosen: { en: 'is', zh: '选择了' },
  notChosen: { en: 'is not', zh: '没有选择' },
  answered: { en: 'was answered', zh: '已作答' },
}

/** All conditions of a thing in one sentence, or undefined where it is always shown. */
export function conditionWords(definition: Definition, conditions: Condition[] | undefined): Text | undefined {
  if (conditions === undefined || conditions.length === 0) return undefined
  const said = conditions.map((condition) => oneCondition(definition, condition))
  return { en: said.map(({ en }) => en).join(' and '), zh: said.map(({ zh }) => zh).join('，且') }
}

function oneCondition(definition: Definition, { variable, is, value, option }: Condition): Text {
  const item = itemOf(definition, variable)
  const name = item?.text ?? { en: variable, zh: variable }
  const { en, zh } = comparisonWords[is]
  const chosen = item?.type === 'choice' ? item.options.find((one) => one.value === option)?.text : undefined
  const object: Text = chosen ? { en: ` “${chosen.en}”`, zh: `“${chosen.zh}”` } : is === 'answered' ? { en: '', zh: '' } : { en: ` ${value ?? '?'}`, zh: ` ${value ?? '？'}` }
  return { en: `“${name.en}” ${en}${object.en}`, zh: `“${name.zh}”${zh}${object.zh}` }
}

export function itemOf({ blocks }: Pick<Definition, 'blocks'>, variable: string): Item | undefined {
  const [key] = variable.split('.')
  return blocks.flatMap(({ items }) => items).find((item) => item.key === key)
}
