import type { Text } from '@gap5/contract/language.ts'
import { definitionSchema, type Column, type Definition, type Role } from '@gap5/contract/listen/instrument.ts'
import type { Recipe, RecipeColumn, RecipeItem } from '@gap5/contract/listen/recipe.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { keyFrom } from './keys.ts'
import { pointsKey } from './points-key.ts'

type RatingColumn = Extract<RecipeColumn, { use: 'rating' }>
export type DefinitionResult = { definition: Definition; faults: null } | { definition: null; faults: string[] }

/**
 * The instrument that the columns of a recipe make: items asked about the same roles on the same scales stand in one
 * block. Pure. `faults` says in English what the schema of instruments has against it.
 */
export function definitionOf(recipe: Recipe): DefinitionResult {
  const scales: Definition['scales'] = {}
  const blocks = [...ratingBlocks(recipe, scales), ...pointsBlock(recipe), ...otherBlocks(recipe)]
  const parsed = definitionSchema.safeParse({
    key: keyFrom(recipe.title.en, 'imported', new Set()),
    title: recipe.title,
    use: imported,
    source: imported,
    scales,
    dimensions: recipe.dimensions,
    blocks,
  })
  if (parsed.success) return { definition: parsed.data, faults: null }
  return { definition: null, faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
}

const imported: Text = { en: 'Made from an imported file.', zh: '根据导入的文件生成。' }

function ratingBlocks(recipe: Recipe, scales: Definition['scales']): unknown[] {
  const byItem = Map.groupBy(ratings(recipe), ({ item }) => item)
  const items = recipe.items.filter(({ key }) => byItem.has(key))
  const groups = Map.groupBy(items, ({ key }) => shapeOf(byItem.get(key)!))
  return [...groups.values()].map((group, index): Record<string, unknown> => {
    const columns = inOrder(byItem.get(group[0]!.key)!)
    return {
      key: `ratings${index + 1}`,
      columns: columns.map((column): Column => ({ role: column.role, scale: scaleKey(scales, column), title: roleWords[column.role] })),
      items: group.map(ratingItem),
    }
  })
}

function ratings(recipe: Recipe): RatingColumn[] {
  return recipe.columns.filter((column) => column.use === 'rating')
}

function shapeOf(columns: RatingColumn[]): string {
  return inOrder(columns).map(({ role, min, max, lowIsGood, points }) => `${role} ${min} ${max} ${lowIsGood ?? false} ${JSON.stringify(points ?? {})}`).join(', ')
}

const order: readonly Role[] = ['expectation', 'adequate', 'desired', 'perception', 'importance']

function inOrder(columns: RatingColumn[]): RatingColumn[] {
  const place = (role: Role) => (order.indexOf(role) === -1 ? order.length : order.indexOf(role))
  return [...columns].sort((a, b) => place(a.role) - place(b.role))
}

/** Columns with the same ends, names of points and direction share a scale. */
function scaleKey(scales: Definition['scales'], { min, max, points = {}, lowIsGood = false }: RatingColumn): string {
  const base = `scale_${min}_${max}`.replaceAll('-', 'minus')
  const scale = { min, max, labels: points, lowIsGood }
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    const there = scales[key]
    if (there !== undefined && JSON.stringify(there) !== JSON.stringify(scale)) continue
    scales[key] = scale
    return key
  }
}

function ratingItem({ key, text, dimension, reversed }: RecipeItem) {
  return { type: 'rating', key, text, ...(dimension === undefined ? {} : { dimension }), reversed: reversed ?? false }
}

function pointsBlock(recipe: Recipe): unknown[] {
  const points = recipe.columns.filter((column) => column.use === 'points')
  if (points.length === 0) return []
  const over = points.map(({ dimension }) => ({
    dimension,
    text: recipe.dimensions.find(({ key }) => key === dimension)!.title,
  }))
  return [{ key: 'points', items: [{ type: 'points', key: pointsKey(null), text: pointsText, over }] }]
}

const pointsText: Text = { en: 'Share out 100 points by importance', zh: '请按重要程度分配 100 分' }

function otherBlocks(recipe: Recipe): unknown[] {
  const texts = new Set(recipe.columns.filter((column) => column.use === 'text').map(({ item }) => item))
  const choices = recipe.columns.filter((column) => column.use === 'choice')
  const items = recipe.items.flatMap(({ key, text }): Record<string, unknown>[] => {
    const choice = choices.find(({ item }) => item === key)
    if (choice) return [choiceItem(key, text, choice)]
    return texts.has(key) ? [{ type: 'text', key, text, maxLength: 10_000 }] : []
  })
  return items.length > 0 ? [{ key: 'other', items }] : []
}

function choiceItem(key: string, text: Text, { values = {}, between, options: named }: Extract<RecipeColumn, { use: 'choice' }>) {
  if (named !== undefined) return { type: 'choice', key, text, multiple: between !== undefined, options: named }
  const options = Map.groupBy(Object.entries(values), ([, value]) => value)
  return {
    type: 'choice',
    key,
    text,
    multiple: between !== undefined,
    options: [...options].map(([value, [first]]) => ({ value, text: { en: first![0], zh: first![0] } })),
  }
}
