import { variables, type Definition, type Item } from '@gap5/contract/listen/instrument.ts'
import { targetOf, type Recipe, type RecipeColumn, type RecipeItem } from '@gap5/contract/listen/imports.ts'
import { knownDimension } from './dimension-words.ts'
import { normal, roleHeadings } from './role-words.ts'

/**
 * The recipe for an instrument that is there: items are found by key, then by wording in either language; scales,
 * texts and dimensions become the instrument's. Columns it does not ask for are left out, marked as uncertain. Pure.
 */
export function fitRecipe(recipe: Recipe, definition: Definition): Recipe {
  const items = definition.blocks.flatMap((block) => block.items)
  const keys = new Map(recipe.items.map((item) => [item.key, sameItem(item, items)]))
  const fitted = recipe.columns.map((column) => fitColumn(column, keys, definition))
  const taken = new Set(fitted.map(targetOf))
  const columns = fitted.map((column) => {
    const known = column.use === 'ignore' || (column.use === 'attribute' && column.uncertain) ? byHeading(column.heading, definition) : null
    if (known === null || taken.has(targetOf(known))) return column
    taken.add(targetOf(known))
    return known
  })
  const used = new Set(columns.flatMap((column) => ('item' in column ? [column.item] : [])))
  const { library: _, ...rest } = recipe
  return {
    ...rest,
    columns,
    items: items.filter(({ key, type }) => type !== 'points' && used.has(key)).map(recipeItem),
    dimensions: definition.dimensions.map(({ key, title }) => ({ key, title })),
  }
}

function sameItem({ key, text }: RecipeItem, items: readonly Item[]): Item | undefined {
  const names = new Set([normal(text.en), normal(text.zh)])
  return items.find((item) => item.key === key) ?? items.find((item) => names.has(normal(item.text.en)) || names.has(normal(item.text.zh)))
}

function recipeItem(item: Item): RecipeItem {
  if (item.type !== 'rating') return { key: item.key, text: item.text }
  const { key, text, dimension, reversed } = item
  return { key, text, ...(dimension === undefined ? {} : { dimension }), ...(reversed ? { reversed } : {}) }
}

function fitColumn(column: RecipeColumn, keys: Map<string, Item | undefined>, definition: Definition): RecipeColumn {
  const leftOut: RecipeColumn = { heading: column.heading, use: 'ignore', uncertain: true }
  if (column.use === 'points') {
    const key = sameDimension(column.dimension, definition)
    return key === null ? leftOut : { ...column, dimension: key }
  }
  if (!('item' in column)) return column
  const item = keys.get(column.item)
  if (!item || item.type !== column.use) return leftOut
  if (column.use !== 'rating') return { ...column, item: item.key }
  const variable = variables(definition).find(({ key }) => key === `${item.key}.${column.role}`)
  return variable ? { ...column, item: item.key, min: variable.min, max: variable.max } : leftOut
}

/** The variable a heading names outright: "t1.perception", "t1_perception", "e7" for item7, or an item with one role. */
function byHeading(heading: string, definition: Definition): RecipeColumn | null {
  const known = variables(definition).filter(({ role }) => role !== 'weight')
  const name = normal(heading)
  const readings = roleHeadings(heading).flatMap(({ role, stem }) => [`${stem}.${role}`, `item${stem}.${role}`])
  const names = new Set([name, name.replace(/_(?=[a-z]+$)/, '.'), ...readings])
  const alone = known.filter(({ item }) => item === name)
  const found = known.find(({ key }) => names.has(key)) ?? (alone.length === 1 ? alone[0] : undefined)
  return found ? { heading, use: 'rating', item: found.item, role: found.role, min: found.min, max: found.max } : null
}

function sameDimension(key: string, definition: Definition): string | null {
  const points = definition.blocks.flatMap((block) => block.items).find((item) => item.type === 'points')
  const over = points?.over.map(({ dimension }) => dimension) ?? []
  const known = knownDimension(key)?.key
  return over.find((dimension) => dimension === key || dimension === known) ?? null
}
