import type { Answers } from '@gap5/contract/listen/answers.ts'
import type { Condition, Definition } from '@gap5/contract/listen/instrument.ts'
import { variables } from '@gap5/contract/listen/instrument.ts'

/** Answers under which an item is shown, with all that its conditions wait for in turn; for looking at it in a preview. */
export function satisfying(definition: Definition, itemKey: string): Answers {
  const answers: Answers = { ratings: {}, choices: {}, texts: {} }
  const scales = new Map(variables(definition).map(({ key, min, max }) => [key, { min, max }]))
  const done = new Set<string>()
  const meet = (key: string) => {
    if (done.has(key)) return
    done.add(key)
    const block = definition.blocks.find(({ items }) => items.some((item) => item.key === key))
    const item = block?.items.find((one) => one.key === key)
    for (const [variable, about] of Map.groupBy([...(block?.showIf ?? []), ...(item?.showIf ?? [])], (condition) => condition.variable)) {
      const [asked = ''] = variable.split('.')
      const other = itemOf(definition, asked)
      if (other?.type === 'choice') answers.choices[variable] = chosenFor(about, other.options.map(({ value }) => value))
      const scale = scales.get(variable)
      if (scale !== undefined) answers.ratings[variable] = pointFor(about, scale)
      meet(asked)
    }
  }
  meet(itemKey)
  return answers
}

function itemOf({ blocks }: Definition, key: string) {
  return blocks.flatMap(({ items }) => items).find((item) => item.key === key)
}

function chosenFor(about: Condition[], options: string[]): string[] {
  const wanted = about.flatMap(({ is, option }) => (is === 'chosen' && option !== undefined ? [option] : []))
  if (wanted.length > 0) return wanted
  const refused = new Set(about.flatMap(({ is, option }) => (is === 'notChosen' ? [option] : [])))
  return options.filter((option) => !refused.has(option)).slice(0, 1)
}

function pointFor(about: Condition[], { min, max }: { min: number; max: number }): number {
  const fits = (point: number) =>
    about.every(({ is, value = 0 }) => {
      if (is === 'atMost') return point <= value
      if (is === 'atLeast') return point >= value
      if (is === 'equalTo') return point === value
      return is === 'notEqualTo' ? point !== value : true
    })
  for (let point = min; point <= max; point++) if (fits(point)) return point
  return min
}
