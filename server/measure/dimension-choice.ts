import type { Text } from '@gap5/contract/language.ts'
import type { Recipe } from '@gap5/contract/listen/recipe.ts'

/** A sentence about what in `security=19,20` cannot be understood. */
export class BadDimensions extends Error {
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/**
 * A recipe with its items placed in dimensions as written by hand: `tangibles=4,5,6,22; security=19-21`. An item is named by
 * its key, or by its number in the longest series of items; `19-21` is a run of numbers. What is not named belongs to no dimension.
 * Throws `BadDimensions`.
 */
export function withDimensions(recipe: Recipe, written: string): Recipe {
  const groups = written
    .split(';')
    .map((group) => group.trim())
    .filter((group) => group !== '')
    .map((group) => readGroup(group, recipe))
  const dimensionOf = new Map(groups.flatMap(({ key, items }) => items.map((item) => [item, key] as const)))
  return {
    ...recipe,
    dimensions: groups.map(({ key, title }) => recipe.dimensions.find((known) => known.key === key) ?? { key, title }),
    items: recipe.items.map(({ dimension: _, ...item }) => {
      const dimension = dimensionOf.get(item.key)
      return dimension === undefined ? item : { ...item, dimension }
    }),
  }
}

type Group = { key: string; title: Text; items: string[] }

function readGroup(group: string, recipe: Recipe): Group {
  const [name = '', list = ''] = group.split('=').map((part) => part.trim())
  const key = name.toLowerCase().replaceAll(/\s+/g, '-')
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(key) || list === '') {
    throw new BadDimensions({
      en: `“${group}” is no dimension; write name=items, as in security=19,20,21`,
      zh: `“${group}”不是有效的维度写法；请写成 名称=题项，例如 security=19,20,21`,
    })
  }
  const title = name.charAt(0).toUpperCase() + name.slice(1)
  return { key, title: { en: title, zh: title }, items: list.split(',').flatMap((item) => readItems(item.trim(), recipe)) }
}

function readItems(written: string, { items }: Recipe): string[] {
  const run = /^(\d+)-(\d+)$/.exec(written)
  if (run && Number(run[1]) <= Number(run[2])) {
    const [first, last] = [Number(run[1]), Number(run[2])]
    return Array.from({ length: Math.min(last - first + 1, items.length) }, (_, i) => itemNamed(String(first + i), items))
  }
  return [itemNamed(written, items)]
}

function itemNamed(written: string, items: Recipe['items']): string {
  const exact = items.find(({ key }) => key === written.toLowerCase())
  const numbered = /^\d+$/.test(written) ? items.find(({ key }) => key === `${longestSeries(items)}${written}`) : undefined
  const found = exact ?? numbered
  if (found) return found.key
  const known = items.slice(0, 8).map(({ key }) => key).join(', ')
  throw new BadDimensions({
    en: `No item is called “${written}”. The file has ${known}${items.length > 8 ? ', …' : ''}`,
    zh: `没有名为“${written}”的题项。文件中有 ${known}${items.length > 8 ? '……' : ''}`,
  })
}

/** What the keys of most items begin with: `item` of item1 … item24, whatever `sat1` and `sat2` there are. */
function longestSeries(items: Recipe['items']): string {
  const series = Map.groupBy(items, ({ key }) => /^(.*?)\d+$/.exec(key)?.[1] ?? '')
  const [longest] = [...series].toSorted(([, a], [, b]) => b.length - a.length)
  return longest?.[0] ?? ''
}
