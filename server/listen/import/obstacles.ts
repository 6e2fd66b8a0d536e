import type { Text } from '@gap5/contract/language.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { ColumnProfile, Recipe, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { pointsKey } from './points-key.ts'

const mostValues = 500

/** What stands in the way of an import, beside a target that is not chosen yet; empty when it may start. */
export function obstaclesOf(
  recipe: Recipe,
  columns: readonly ColumnProfile[],
  { definition, attributes }: { definition: Definition | null; attributes: readonly Attribute[] },
): Text[] {
  return [...emptyRecipe(recipe), ...notAsked(recipe, definition), ...attributeObstacles(recipe, columns, attributes)]
}

function emptyRecipe({ columns }: Recipe): Text[] {
  if (columns.some(({ use }) => use === 'rating' || use === 'points' || use === 'choice' || use === 'text')) return []
  return [{ en: 'No column holds answers yet.', zh: '还没有任何一列被指定为答案。' }]
}

function notAsked({ columns }: Recipe, definition: Definition | null): Text[] {
  if (definition === null) return []
  const known = new Map(variables(definition).map((variable) => [variable.key, variable]))
  const items = new Set(definition.blocks.flatMap((block) => block.items.map((item) => `${item.type} ${item.key}`)))
  return columns.flatMap((column) => {
    const { heading } = column
    if (column.use === 'rating' || column.use === 'points') {
      const variable = known.get(variableOf(column, definition))
      if (!variable) return [unknownVariable(heading)]
      const isWider = column.use === 'rating' && (column.min < variable.min || column.max > variable.max)
      return isWider ? [otherScale(heading, variable)] : []
    }
    if (column.use === 'text' || column.use === 'choice') {
      return items.has(`${column.use} ${column.item}`) ? [] : [unknownVariable(heading)]
    }
    return []
  })
}

function variableOf(column: Extract<RecipeColumn, { use: 'rating' | 'points' }>, definition: Definition): string {
  return column.use === 'rating' ? `${column.item}.${column.role}` : `${pointsKey(definition)}.${column.dimension}`
}

function unknownVariable(heading: string): Text {
  return {
    en: `The study does not ask what “${heading}” is meant to hold.`,
    zh: `该调查的问卷中没有“${heading}”一列所对应的题目。`,
  }
}

function otherScale(heading: string, { min, max }: { min: number; max: number }): Text {
  return { en: `“${heading}” must use the study's scale, ${min} to ${max}.`, zh: `“${heading}”须使用该调查的量表 ${min}–${max}。` }
}

function attributeObstacles(recipe: Recipe, columns: readonly ColumnProfile[], attributes: readonly Attribute[]): Text[] {
  return recipe.columns.flatMap((column, index) => {
    if (column.use !== 'attribute') return []
    const { heading } = column
    const there = attributes.find(({ key }) => key === column.key)
    if (there && there.type !== column.type) return [otherType(heading)]
    if (column.type === 'choice' && (columns[index]?.distinct ?? 0) > mostValues) return [tooManyValues(heading)]
    return []
  })
}

function otherType(heading: string): Text {
  return {
    en: `The study has the attribute of “${heading}” with another type.`,
    zh: `该调查中“${heading}”对应的属性类型不同。`,
  }
}

function tooManyValues(heading: string): Text {
  return {
    en: `“${heading}” has more than ${mostValues} different values; import it as text or leave it out.`,
    zh: `“${heading}”的不同取值超过 ${mostValues} 个，请改为文本或不导入。`,
  }
}
