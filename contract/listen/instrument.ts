/**
 * An instrument: what is asked, on which scales, and what each answer stands for.
 *
 * A definition is data, edited by hand as YAML in `server/instruments/` or made by an import; it is the same shape in
 * the database, on the public page and in the analysis. Published versions are frozen.
 *
 * The unit of analysis is the *variable*, one number per respondent: `item.role` for ratings ("t1.adequate"),
 * `item.dimension` for points ("importance.reliability"). `variables()` lists them in a fixed order.
 */
import type { z } from 'zod'
import type { Text } from '../language.ts'
import { textSchema } from '../text.ts'
import { shapesOf, type Condition } from './instrument-shape.ts'
import { variables } from './variables.ts'

export { conditionSchema, roleSchema, type Condition } from './instrument-shape.ts'
export { comparisons, expectedRoles, roles, type Role } from './roles.ts'
export { variables, type Variable } from './variables.ts'

const shapes = shapesOf(textSchema, 1)
export const { scaleSchema, columnSchema, itemSchema, blockSchema, dimensionSchema } = shapes
export type Scale = z.infer<typeof scaleSchema>
export type Column = z.infer<typeof columnSchema>
export type Item = z.infer<typeof itemSchema>
export type RatingItem = z.infer<typeof shapes.ratingItem>
export type PointsItem = z.infer<typeof shapes.pointsItem>
export type ChoiceItem = z.infer<typeof shapes.choiceItem>
export type TextItem = z.infer<typeof shapes.textItem>
export type Block = z.infer<typeof blockSchema>
export type Dimension = z.infer<typeof dimensionSchema>

export const definitionSchema = shapes.definitionSchema.superRefine((definition, context) => {
  for (const { path, expected } of inconsistencies(definition)) {
    context.addIssue({ code: 'custom', path, message: expected.en, params: { expected } })
  }
})
export type Definition = z.infer<typeof definitionSchema>

type Inconsistency = { path: (string | number)[]; expected: Text }

/** What a schema of shapes cannot say: unknown references, double keys, scales upside down. */
function* inconsistencies(definition: Definition): Generator<Inconsistency> {
  for (const [name, scale] of Object.entries(definition.scales)) {
    if (scale.max <= scale.min || scale.max - scale.min > 10) {
      yield { path: ['scales', name], expected: { en: 'max 1 to 10 above min', zh: '最大值须比最小值大 1 至 10' } }
    }
    for (const point of Object.keys(scale.labels)) {
      if (Number(point) < scale.min || Number(point) > scale.max) {
        yield { path: ['scales', name, 'labels', point], expected: { en: `a point of the scale, ${scale.min} to ${scale.max}`, zh: `量表上的点（${scale.min} 至 ${scale.max}）` } }
      }
    }
  }
  yield* doubles(definition.dimensions.map((d) => d.key), (i) => ['dimensions', i, 'key'])
  yield* doubles(definition.blocks.map((b) => b.key), (i) => ['blocks', i, 'key'])
  const dimensions = new Set(definition.dimensions.map((d) => d.key))
  const known = new Set(variables(definition).map((v) => v.key))
  const options = optionsByChoice(definition)
  const seen = new Set<string>()
  for (const [b, block] of definition.blocks.entries()) {
    const at = ['blocks', b] as const
    for (const [c, column] of block.columns.entries()) {
      if (!(column.scale in definition.scales)) {
        yield { path: [...at, 'columns', c, 'scale'], expected: { en: `the key of a scale; none is called “${column.scale}”`, zh: `量表的键；没有名为“${column.scale}”的量表` } }
      }
    }
    yield* doubles(block.columns.map((c) => c.role), (i) => [...at, 'columns', i, 'role'])
    yield* unknownConditions(block.showIf, known, options, [...at, 'showIf'])
    for (const [i, item] of block.items.entries()) {
      const path = [...at, 'items', i]
      if (seen.has(item.key)) yield { path: [...path, 'key'], expected: { en: `a key of its own; “${item.key}” is used twice`, zh: `唯一的键；“${item.key}”重复` } }
      seen.add(item.key)
      if (item.type === 'rating' && block.columns.length === 0) {
        yield { path, expected: { en: 'at least one column in its block: a rating is given in columns', zh: '所在题组至少有一列：评分题按列作答' } }
      }
      if (item.type === 'rating' && item.dimension !== undefined && !dimensions.has(item.dimension)) {
        yield { path: [...path, 'dimension'], expected: noDimension(item.dimension) }
      }
      if (item.type === 'points') {
        for (const [o, { dimension }] of item.over.entries()) {
          if (!dimensions.has(dimension)) {
            yield { path: [...path, 'over', o, 'dimension'], expected: noDimension(dimension) }
          }
        }
      }
      if (item.type === 'choice' && item.expected !== undefined && !item.options.some((o) => o.value === item.expected)) {
        yield { path: [...path, 'expected'], expected: { en: `the value of an option; none is called “${item.expected}”`, zh: `选项的值；没有名为“${item.expected}”的选项` } }
      }
      yield* unknownConditions(item.showIf, known, options, [...path, 'showIf'])
    }
  }
}

function noDimension(key: string): Text {
  return { en: `the key of a dimension; none is called “${key}”`, zh: `维度的键；没有名为“${key}”的维度` }
}

function* doubles(keys: string[], path: (index: number) => (string | number)[]): Generator<Inconsistency> {
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) < index) yield { path: path(index), expected: { en: `each once; “${key}” is there twice`, zh: `各出现一次；“${key}”重复` } }
  }
}

/** Choice key → its options. */
function optionsByChoice({ blocks }: Pick<Definition, 'blocks'>): Map<string, string[]> {
  const choices = blocks.flatMap((block) => block.items).filter((item) => item.type === 'choice')
  return new Map(choices.map((item) => [item.key, item.options.map(({ value }) => value)]))
}

function* unknownConditions(
  conditions: Condition[] | undefined,
  known: Set<string>,
  choices: Map<string, string[]>,
  path: (string | number)[],
): Generator<Inconsistency> {
  for (const [index, { variable, is, value, option }] of (conditions ?? []).entries()) {
    const options = choices.get(variable)
    const asksOption = is === 'chosen' || is === 'notChosen'
    if (!known.has(variable) && options === undefined) {
      yield { path: [...path, index, 'variable'], expected: { en: `an answer asked here: item.role, or the key of a choice; none is called “${variable}”`, zh: `本问卷中的作答（题目.角色，或选择题的键）；没有“${variable}”` } }
    } else if (is !== 'answered' && asksOption !== (options !== undefined)) {
      yield { path: [...path, index, 'is'], expected: options === undefined ? { en: 'atMost, atLeast, equalTo, notEqualTo or answered: the answer is a number', zh: 'atMost、atLeast、equalTo、notEqualTo 或 answered：该题以数值作答' } : { en: 'chosen, notChosen or answered: the answer is a choice', zh: 'chosen、notChosen 或 answered：该题为选择题' } }
    }
    if (asksOption && options !== undefined && !options.includes(option ?? '')) {
      yield { path: [...path, index, 'option'], expected: { en: `an option of “${variable}”`, zh: `“${variable}”的选项` } }
    }
    if (!asksOption && is !== 'answered' && value === undefined) {
      yield { path: [...path, index, 'value'], expected: { en: 'a value to compare with', zh: '用于比较的数值' } }
    }
  }
}
