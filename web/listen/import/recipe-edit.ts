/** Changes to a recipe, each giving a new one. A column that a person decided on is uncertain no more. */
import type { Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { ColumnProfile, Recipe, RecipeColumn, RecipeItem } from '@gap5/contract/listen/recipe.ts'
import type { Meaning } from './words.ts'

export type Rating = Extract<RecipeColumn, { use: 'rating' }>
type Attribute = Extract<RecipeColumn, { use: 'attribute' }>

export function meaningOf(column: RecipeColumn): Meaning {
  return column.use === 'rating' ? `rating ${column.role}` : column.use
}

/** Gives columns another meaning; what can be kept of the old one (item, scale, key) is kept. */
export function setMeaning(recipe: Recipe, indexes: readonly number[], meaning: Meaning, profiles: readonly ColumnProfile[]): Recipe {
  let next = recipe
  for (const index of indexes) next = setOne(next, index, meaning, profiles[index])
  return tidied(next)
}

function setOne(recipe: Recipe, index: number, meaning: Meaning, profile: ColumnProfile | undefined): Recipe {
  const before = recipe.columns[index]
  if (!before) return recipe
  const { heading, missing } = before
  const base = { heading, ...(missing ? { missing } : {}) }
  if (meaning.startsWith('rating ')) return setRole(recipe, index, meaning.slice('rating '.length) as Role, profile)
  if (meaning === 'attribute') return replaced(recipe, index, { ...base, ...attributeOf(recipe, before, index, profile) })
  if (meaning === 'points') return pointsOf(recipe, index, base)
  if (meaning === 'text' || meaning === 'choice') return otherItem(recipe, index, meaning, base, profile)
  if (meaning === 'submittedAt') return replaced(only(recipe, 'submittedAt'), index, { ...base, use: 'submittedAt', order: 'ymd' })
  if (meaning === 'key' || meaning === 'language') return replaced(only(recipe, meaning), index, { ...base, use: meaning })
  return replaced(recipe, index, { ...base, use: 'ignore' })
}

/** A key, a date and a language there is but one of: the column that had it is left out. */
function only(recipe: Recipe, use: 'key' | 'language' | 'submittedAt'): Recipe {
  const columns = recipe.columns.map((column) => (column.use === use ? { heading: column.heading, use: 'ignore' as const } : column))
  return { ...recipe, columns }
}

function replaced(recipe: Recipe, index: number, column: RecipeColumn): Recipe {
  return { ...recipe, columns: recipe.columns.map((one, at) => (at === index ? column : one)) }
}

function setRole(recipe: Recipe, index: number, role: Role, profile: ColumnProfile | undefined): Recipe {
  const before = recipe.columns[index]!
  const scale = before.use === 'rating' ? before : { ...scaleFrom(recipe, role, profile) }
  const own = before.use === 'rating' ? before.item : null
  const isTaken = recipe.columns.some((column, at) => at !== index && column.use === 'rating' && column.item === own && column.role === role)
  const { recipe: next, key } = own !== null && !isTaken ? { recipe, key: own } : withItem(recipe, before.heading, profile)
  const { heading, missing } = before
  return replaced(next, index, {
    heading,
    ...(missing ? { missing } : {}),
    ...(before.use === 'rating' && before.labels ? { labels: before.labels } : {}),
    use: 'rating',
    item: key,
    role,
    min: scale.min,
    max: scale.max,
  })
}

/** The scale of other columns of the role, else one around the numbers of the column. */
function scaleFrom(recipe: Recipe, role: Role, profile: ColumnProfile | undefined): { min: number; max: number } {
  const other = recipe.columns.find((column): column is Rating => column.use === 'rating' && column.role === role)
  if (other) return { min: other.min, max: other.max }
  const most = profile?.max ?? 5
  const max = [5, 7, 9, 10].find((end) => most <= end) ?? 10
  return { min: (profile?.min ?? 1) < 1 || max === 10 ? 0 : 1, max }
}

function withItem(recipe: Recipe, heading: string, profile: ColumnProfile | undefined): { recipe: Recipe; key: string } {
  const taken = new Set(recipe.items.map((item) => item.key))
  const key = freeKey(heading, 'item', taken, '-')
  const text = profile?.wording || heading || key
  return { recipe: { ...recipe, items: [...recipe.items, { key, text: { en: text, zh: text } }] }, key }
}

/** A key made of a heading, not among `taken`. */
export function freeKey(heading: string, fallback: string, taken: ReadonlySet<string>, joint: '-' | '_'): string {
  const plain = heading.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, joint)
  const trimmed = plain.replace(new RegExp(`^${joint}+|${joint}+$`, 'g'), '').slice(0, 34)
  const led = /^[a-z]/.test(trimmed) ? trimmed : `${fallback}${trimmed}`
  for (let n = 1; ; n++) {
    const key = n === 1 && led !== fallback ? led : `${led}${joint}${n}`
    if (!taken.has(key)) return key
  }
}

function attributeOf(recipe: Recipe, before: RecipeColumn, index: number, profile: ColumnProfile | undefined): Attribute {
  if (before.use === 'attribute') return before
  const taken = new Set(recipe.columns.flatMap((column, at) => (column.use === 'attribute' && at !== index ? [column.key] : [])))
  const key = freeKey(before.heading, 'attribute', taken, '_')
  const title = profile?.wording || before.heading || key
  return { heading: before.heading, use: 'attribute', key, type: typeFrom(profile), title: { en: title, zh: title } }
}

function typeFrom(profile: ColumnProfile | undefined): Attribute['type'] {
  if (profile?.kind === 'date') return 'date'
  if ((profile?.distinct ?? 0) <= 30) return 'choice'
  return profile?.kind === 'whole' || profile?.kind === 'number' ? 'number' : 'text'
}

function pointsOf(recipe: Recipe, index: number, base: { heading: string }): Recipe {
  const used = new Set(recipe.columns.flatMap((column) => (column.use === 'points' ? [column.dimension] : [])))
  const free = recipe.dimensions.find(({ key }) => !used.has(key))
  if (free) return replaced(recipe, index, { ...base, use: 'points', dimension: free.key })
  const key = freeKey(base.heading, 'dimension', new Set(recipe.dimensions.map((dimension) => dimension.key)), '-')
  const title = base.heading || key
  const dimensions = [...recipe.dimensions, { key, title: { en: title, zh: title } }]
  return replaced({ ...recipe, dimensions }, index, { ...base, use: 'points', dimension: key })
}

function otherItem(recipe: Recipe, index: number, use: 'text' | 'choice', base: { heading: string }, profile: ColumnProfile | undefined): Recipe {
  const { recipe: next, key } = withItem(recipe, base.heading, profile)
  if (use === 'text') return replaced(next, index, { ...base, use, item: key })
  const values = (profile?.frequent ?? []).map(({ value }, at) => [value, freeKey(value, 'option', new Set(), '-').slice(0, 36) || `option-${at + 1}`])
  return replaced(next, index, { ...base, use, item: key, values: Object.fromEntries(uniqueValues(values as [string, string][])) })
}

function uniqueValues(pairs: [string, string][]): [string, string][] {
  const taken = new Set<string>()
  return pairs.map(([value, key]) => {
    const free = taken.has(key) ? `${key}-${taken.size}` : key
    taken.add(free)
    return [value, free]
  })
}

export function setScale(recipe: Recipe, indexes: readonly number[], min: number, max: number): Recipe {
  const columns = recipe.columns.map((column, at) => (indexes.includes(at) && column.use === 'rating' ? { ...certain(column), min, max } : column))
  return { ...recipe, columns }
}

/** Lets a column stand for an item that is there, or for a new one of this name. */
export function setItem(recipe: Recipe, index: number, name: string): Recipe {
  const column = recipe.columns[index]
  if (!column || !('item' in column)) return recipe
  const known = recipe.items.find(({ key, text }) => key === name || text.en === name || text.zh === name)
  const { recipe: next, key } = known ? { recipe, key: known.key } : withItem(recipe, name, undefined)
  return tidied(replaced(next, index, { ...certain(column), item: key }))
}

export function setColumn(recipe: Recipe, index: number, change: Partial<Attribute> | { dimension: string } | { order: 'ymd' | 'dmy' | 'mdy' } | { missing: RecipeColumn['missing'] }): Recipe {
  const column = recipe.columns[index]
  return column ? replaced(recipe, index, { ...certain(column), ...change } as RecipeColumn) : recipe
}

/** Says of columns that their guess is right. */
export function confirm(recipe: Recipe, indexes: readonly number[]): Recipe {
  return { ...recipe, columns: recipe.columns.map((column, at) => (indexes.includes(at) ? certain(column) : column)) }
}

function certain<Column extends RecipeColumn>(column: Column): Column {
  const { uncertain: _, ...rest } = column
  return rest as Column
}

export function setItems(recipe: Recipe, change: (item: RecipeItem) => RecipeItem): Recipe {
  return { ...recipe, items: recipe.items.map(change) }
}

/** The dimensions and which items belong to them, as given; items not named keep none. */
export function setDimensions(recipe: Recipe, groups: readonly { title: Text; items: readonly string[] }[]): Recipe {
  const known = (title: Text) => recipe.dimensions.find((one) => one.title.en === title.en || one.title.zh === title.zh)
  const taken = new Set(recipe.columns.flatMap((column) => (column.use === 'points' ? [column.dimension] : [])))
  const made = groups.map(({ title, items }) => {
    const key = known(title)?.key ?? freeKey(title.en, 'dimension', taken, '-')
    taken.add(key)
    return { key, title, items }
  })
  const dimensionOf = new Map(made.flatMap(({ key, items }) => items.map((item) => [item, key] as const)))
  const kept = recipe.dimensions.filter(({ key }) => isPoints(recipe, key) && !made.some((one) => one.key === key))
  return {
    ...setItems(recipe, (item) => withDimension(item, dimensionOf.get(item.key))),
    dimensions: [...made.map(({ key, title }) => ({ key, title })), ...kept],
  }
}

export function withDimension(item: RecipeItem, dimension: string | undefined): RecipeItem {
  const { dimension: _, ...rest } = item
  return { ...rest, ...(dimension === undefined ? {} : { dimension }) }
}

function isPoints(recipe: Recipe, dimension: string): boolean {
  return recipe.columns.some((column) => column.use === 'points' && column.dimension === dimension)
}

/** Without items no column stands for, and without dimensions nothing belongs to. */
function tidied(recipe: Recipe): Recipe {
  const used = new Set(recipe.columns.flatMap((column) => ('item' in column ? [column.item] : [])))
  const items = recipe.items.filter(({ key }) => used.has(key))
  const dimensions = recipe.dimensions.filter(({ key }) => items.some((item) => item.dimension === key) || isPoints(recipe, key))
  return { ...recipe, items, dimensions }
}

/** Items that are rated and may belong to a dimension, with the headings of their columns. */
export function ratedItems(recipe: Recipe): { item: RecipeItem; headings: string[] }[] {
  const inDimensions = new Set<Role>(['expectation', 'adequate', 'desired', 'perception', 'importance'])
  const columns = recipe.columns.filter((column): column is Rating => column.use === 'rating' && inDimensions.has(column.role))
  return recipe.items.flatMap((item) => {
    const headings = columns.filter((column) => column.item === item.key).map(({ heading }) => heading)
    return headings.length === 0 ? [] : [{ item, headings }]
  })
}
