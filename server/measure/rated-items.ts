import type { Text } from '@gap5/contract/language.ts'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import { variables, type Definition, type RatingItem, type Role, type Variable } from '@gap5/contract/listen/instrument.ts'

/** A rating item as analysis sees it: which of its levels were asked, and where it belongs. */
export type RatedItem = {
  key: string
  title: Text
  /** Null for items of no dimension, and for all items of a dimension whose items do not share one scale. */
  dimension: string | null
  levels: Partial<Record<Role, Variable>>
}

export type RatedDimension = { key: string; title: Text; items: RatedItem[] }

export type Questions = {
  items: RatedItem[]
  /** Dimensions with at least one item, in the order of the definition. */
  dimensions: RatedDimension[]
  /** Variables of the points, one a dimension; empty where no points were asked. */
  points: Variable[]
  /** Dimensions that cannot be scored because their items do not share one scale. */
  mixed: Text[]
}

/** What a definition asks, put in order for analysis. `provider` stands in for `{provider}`. */
export function questionsOf(definition: Definition, provider: Text): Questions {
  const all = variables(definition)
  const items = definition.blocks.flatMap((block) =>
    block.items.flatMap((item) => (item.type === 'rating' ? [ratedItem(item, all, provider)] : [])),
  )
  const mixed = new Set(definition.dimensions.filter(({ key }) => !shareScale(items.filter((i) => i.dimension === key))).map((d) => d.key))
  const placed = items.map((item) => (item.dimension !== null && mixed.has(item.dimension) ? { ...item, dimension: null } : item))
  return {
    items: placed,
    dimensions: definition.dimensions
      .map(({ key, title }) => ({ key, title, items: placed.filter((item) => item.dimension === key) }))
      .filter((dimension) => dimension.items.length > 0),
    points: all.filter((variable) => variable.role === 'weight'),
    mixed: definition.dimensions.filter(({ key }) => mixed.has(key)).map(({ title }) => title),
  }
}

function ratedItem(item: RatingItem, all: readonly Variable[], provider: Text): RatedItem {
  const levels: RatedItem['levels'] = {}
  for (const variable of all) if (variable.item === item.key) levels[variable.role] = variable
  return { key: item.key, title: forProvider(item.wording?.perception ?? item.text, provider), dimension: item.dimension ?? null, levels }
}

export function forProvider(text: Text, provider: Text): Text {
  return { en: withProvider(text.en, provider.en), zh: withProvider(text.zh, provider.zh) }
}

const scored: readonly Role[] = ['expectation', 'adequate', 'desired', 'perception']

/** Differences and means need one scale over all levels and items of a dimension. Importance may have its own. */
function shareScale(items: readonly RatedItem[]): boolean {
  const asked = items.flatMap(({ levels }) => scored.flatMap((role) => levels[role] ?? []))
  return asked.every(({ min, max }) => min === asked[0]?.min && max === asked[0].max)
}

/** The one scale of several variables, or null. */
export function commonScale(of: readonly Variable[]): { min: number; max: number } | null {
  const first = of[0]
  if (!first || of.some(({ min, max }) => min !== first.min || max !== first.max)) return null
  return { min: first.min, max: first.max }
}

/** Items whose levels can be subtracted: they were asked on one scale. */
export function itemsWith(items: readonly RatedItem[], ...roles: Role[]): RatedItem[] {
  return items.filter(({ levels }) => {
    const asked = roles.flatMap((role) => levels[role] ?? [])
    return asked.length === roles.length && commonScale(asked) !== null
  })
}
