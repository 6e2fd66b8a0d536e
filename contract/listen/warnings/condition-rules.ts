/** Conditions under which a question is never shown, or judged before there is anything to judge. */
import type { Text } from '../../language.ts'
import type { Condition, Definition } from '../instrument.ts'
import { variables } from '../variables.ts'
import { askedItems, nameOf, warn, type Place, type Rule } from './warning.ts'

type Conditioned = { place: Place; subject: Text; conditions: Condition[]; first: number }

function conditioned(definition: Definition): Conditioned[] {
  const asked = askedItems(definition)
  const ofBlocks = definition.blocks.flatMap((block): Conditioned[] => {
    const first = asked.findIndex((one) => one.block === block)
    return block.showIf && first >= 0 ? [{ place: { block: block.key }, subject: nameOf(block.title ?? block.items[0]!.text), conditions: block.showIf, first }] : []
  })
  const ofItems = asked.flatMap(({ block, item, order }): Conditioned[] =>
    item.showIf ? [{ place: { block: block.key, item: item.key }, subject: nameOf(item.text), conditions: item.showIf, first: order }] : [],
  )
  return [...ofBlocks, ...ofItems]
}

export const laterCondition: Rule = (definition) => {
  const asked = askedItems(definition)
  return conditioned(definition).flatMap(({ place, subject, conditions, first }) => {
    const late = conditions.find(({ variable }) => {
      const at = asked.find(({ item }) => item.key === variable.split('.')[0])
      return at !== undefined && (at.order >= first || isShuffledWith(at.block, place))
    })
    if (late === undefined) return []
    return [
      warn('later-condition', place, subject, { en: 'Waits for an answer that is asked later', zh: '条件取决于后面才问的题目' }, {
        en: 'When the page comes up the answer is not there yet, so the question is passed over.',
        zh: '翻到该页时答案还不存在，这一题会被跳过。',
      }, late.variable),
    ]
  })
}

/** In a block in random order nothing is sure to come first. */
function isShuffledWith(block: Definition['blocks'][number], place: Place): boolean {
  return block.randomised && 'block' in place && 'item' in place && place.block === block.key
}

export const impossibleCondition: Rule = (definition) => {
  const scales = new Map(variables(definition).map(({ key, min, max }) => [key, { min, max }]))
  const single = new Set(askedItems(definition).flatMap(({ item }) => (item.type === 'choice' && !item.multiple ? [item.key] : [])))
  return conditioned(definition).flatMap(({ place, subject, conditions }) => {
    const isNever = conditions.some((condition) => isOutside(condition, scales.get(condition.variable))) || conflict(conditions, scales, single)
    if (!isNever) return []
    return [
      warn('impossible-condition', place, subject, { en: 'The condition can never hold', zh: '条件永远不会成立' }, {
        en: 'No answer that can be given fulfils it, so nobody sees the question.',
        zh: '没有任何可选的答案能满足该条件，因此谁也看不到这一题。',
      }),
    ]
  })
}

type Range = { min: number; max: number }

function isOutside({ is, value = 0 }: Condition, range: Range | undefined): boolean {
  if (range === undefined) return false
  if (is === 'atMost') return value < range.min
  if (is === 'atLeast') return value > range.max
  return is === 'equalTo' && (value < range.min || value > range.max)
}

/** All conditions must hold at once: what is left of the scale, or of the options, may be nothing. */
function conflict(conditions: Condition[], scales: Map<string, Range>, single: Set<string>): boolean {
  return [...Map.groupBy(conditions, ({ variable }) => variable)].some(([variable, about]) => {
    const range = scales.get(variable)
    if (range !== undefined) {
      const points = Array.from({ length: range.max - range.min + 1 }, (_, index) => range.min + index)
      return !points.some((point) => about.every((condition) => allows(condition, point)))
    }
    const chosen = new Set(about.filter(({ is }) => is === 'chosen').map(({ option }) => option))
    const refused = about.some(({ is, option }) => is === 'notChosen' && chosen.has(option))
    return refused || (single.has(variable) && chosen.size > 1)
  })
}

function allows({ is, value = 0 }: Condition, point: number): boolean {
  if (is === 'atMost') return point <= value
  if (is === 'atLeast') return point >= value
  if (is === 'equalTo') return point === value
  return is === 'notEqualTo' ? point !== value : true
}
