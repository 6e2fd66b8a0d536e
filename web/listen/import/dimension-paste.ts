import type { Text } from '@gap5/contract/language.ts'
import type { RecipeItem } from '@gap5/contract/listen/recipe.ts'

export type Group = { title: Text; items: string[] }
export type Paste = { groups: Group[]; unknown: string[]; twice: string[] }

type Rated = { item: RecipeItem; headings: string[] }

/**
 * Dimensions as people write them, one a line: `Tangibles / 有形性: 4, 5, 6, 22` or `Convenience: 13–17`. An item is named by
 * its number, its key, its wording or the heading of one of its columns.
 */
export function readDimensions(text: string, items: readonly Rated[]): Paste {
  const groups: Group[] = []
  const unknown: string[] = []
  const twice: string[] = []
  const taken = new Set<string>()
  for (const line of text.split('\n')) {
    const parts = /^\s*([^:：=\t]+?)\s*[:：=\t]\s*(.+)$/.exec(line)
    if (!parts) {
      if (line.trim() !== '') unknown.push(line.trim())
      continue
    }
    const group: Group = { title: titleOf(parts[1]!), items: [] }
    for (const name of namesOf(parts[2]!, items)) {
      const item = found(name, items)
      if (item === null) unknown.push(name)
      else if (taken.has(item)) twice.push(name)
      else {
        taken.add(item)
        group.items.push(item)
      }
    }
    groups.push(group)
  }
  return { groups, unknown, twice }
}

/** "Tangibles / 有形性": the part with Chinese characters is the Chinese title; one alone serves for both. */
function titleOf(name: string): Text {
  const parts = name.split(/\s*[/|]\s*/).filter((part) => part !== '')
  const zh = parts.find((part) => /\p{Script=Han}/u.test(part))
  const en = parts.find((part) => !/\p{Script=Han}/u.test(part))
  return { en: en ?? zh ?? name, zh: zh ?? en ?? name }
}

/** Names between commas; where that finds nothing, between blanks. Ranges of numbers are written out. */
function namesOf(list: string, items: readonly Rated[]): string[] {
  const byComma = list.split(/[,，;；、]/).map((name) => name.trim()).filter((name) => name !== '')
  return byComma.flatMap((name) => {
    const range = /^(\D*?)(\d{1,3})\s*(?:-|–|—|~|～|至|to)\s*(\D*?)(\d{1,3})$/.exec(name)
    if (range) return numbers(Number(range[2]), Number(range[4])).map((number) => `${range[1]!}${number}`)
    return found(name, items) === null && /\s/.test(name) ? name.split(/\s+/) : [name]
  })
}

function numbers(from: number, to: number): number[] {
  return from > to ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function found(name: string, items: readonly Rated[]): string | null {
  const plain = name.toLowerCase()
  const is = (other: string) => other.toLowerCase() === plain
  const exact = items.find(({ item, headings }) => is(item.key) || is(item.text.en) || is(item.text.zh) || headings.some(is))
  if (exact) return exact.item.key
  const byNumber = /^\d+$/.test(plain) ? items.filter(({ item }) => new RegExp(`(?:^|\\D)0*${plain}$`).test(item.key)) : []
  return byNumber.length === 1 ? byNumber[0]!.item.key : null
}

/** The dimensions of a recipe in the same writing, to be changed by hand. */
export function writeDimensions(dimensions: readonly { key: string; title: Text }[], items: readonly Rated[]): string {
  return dimensions
    .map(({ key, title }) => {
      const name = title.en === title.zh ? title.en : `${title.en} / ${title.zh}`
      return `${name}: ${items.filter(({ item }) => item.dimension === key).map(({ item }) => item.key).join(', ')}`
    })
    .join('\n')
}
