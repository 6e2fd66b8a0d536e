import { variables, type Definition, type Item, type Role } from '@gap5/contract/listen/instrument.ts'
import { targetOf, type Recipe, type RecipeColumn, type RecipeItem } from '@gap5/contract/listen/recipe.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { knownDimension } from './dimension-words.ts'
import { normal, roleHeadings } from './role-words.ts'

/**
 * The recipe for an instrument that is there: items are found by key, then by wording in either language, each once; scales,
 * texts and dimensions become the instrument's. A role that one column and one item are left with brings them together.
 * Columns it does not ask for are left out, marked as uncertain. Pure.
 */
export function fitRecipe(recipe: Recipe, definition: Definition, attributes: readonly Attribute[] = []): Recipe {
  const items = definition.blocks.flatMap((block) => block.items)
  const keys = sameItems(recipe.items, items)
  const fitted = fitAttributes(recipe.columns, attributes).map((column) => fitColumn(column, keys, definition))
  const taken = new Set(fitted.map(targetOf))
  const columns = fitted.map((column, index) => {
    const known = column.use === 'ignore' || (column.use === 'attribute' && column.uncertain) ? (byHeading(column.heading, definition) ?? byRole(recipe.columns[index]!, recipe, definition)) : null
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

/** By key first, so that no wording takes what a key names; two columns of the same words are two items of the same words. */
function sameItems(given: readonly RecipeItem[], items: readonly Item[]): Map<string, Item> {
  const found = new Map<string, Item>()
  const free = new Set(items)
  const take = (key: string, item: Item | undefined) => {
    if (item === undefined) return
    found.set(key, item)
    free.delete(item)
  }
  for (const { key } of given) take(key, items.find((item) => item.key === key))
  for (const { key, text } of given) {
    if (found.has(key)) continue
    const names = new Set([normal(text.en), normal(text.zh)])
    take(key, [...free].find((item) => names.has(normal(item.text.en)) || names.has(normal(item.text.zh))))
  }
  return found
}

/** An attribute of the study is known by its key, else by its name at the head of the column. */
function fitAttributes(columns: readonly RecipeColumn[], attributes: readonly Attribute[]): RecipeColumn[] {
  const free = new Map(attributes.map((attribute) => [attribute.key, attribute]))
  for (const column of columns) if (column.use === 'attribute') free.delete(column.key)
  return columns.map((column) => {
    if (column.use !== 'attribute') return column
    const names = new Set([column.heading, column.title.en, column.title.zh].map(normal))
    const there = [...free.values()].find(({ key, title }) => [key, title.en, title.zh].some((name) => names.has(normal(name))))
    if (there === undefined || attributes.some(({ key }) => key === column.key)) return column
    free.delete(there.key)
    return { ...column, key: there.key, title: there.title }
  })
}

/** An item as a recipe names it. */
export function recipeItem(item: Item): RecipeItem {
  if (item.type !== 'rating') return { key: item.key, text: item.text }
  const { key, text, dimension, reversed } = item
  return { key, text, ...(dimension === undefined ? {} : { dimension }), ...(reversed ? { reversed } : {}) }
}

function fitColumn(column: RecipeColumn, keys: ReadonlyMap<string, Item>, definition: Definition): RecipeColumn {
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

/** Overall satisfaction under whatever heading, where either side has one question of it and the scales agree. */
function byRole(column: RecipeColumn, { columns }: Recipe, definition: Definition): RecipeColumn | null {
  if (column.use !== 'rating' || !aloneRoles.has(column.role)) return null
  const rivals = columns.filter((other) => other.use === 'rating' && other.role === column.role)
  const [asked, ...more] = variables(definition).filter(({ role }) => role === column.role)
  if (rivals.length > 1 || asked === undefined || more.length > 0 || asked.min !== column.min || asked.max !== column.max) return null
  return { ...column, item: asked.item, uncertain: true }
}

const aloneRoles: ReadonlySet<string> = new Set<Role>(['satisfaction', 'recommendation', 'effort', 'intention'])

function sameDimension(key: string, definition: Definition): string | null {
  const points = definition.blocks.flatMap((block) => block.items).find((item) => item.type === 'points')
  const over = points?.over.map(({ dimension }) => dimension) ?? []
  const known = knownDimension(key)?.key
  return over.find((dimension) => dimension === key || dimension === known) ?? null
}
