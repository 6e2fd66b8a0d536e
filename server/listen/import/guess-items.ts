import type { Text } from '@gap5/contract/language.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { RecipeItem } from '@gap5/contract/listen/recipe.ts'
import { knownDimension, letteredDimensions, type NamedDimension } from './dimension-words.ts'
import { keyFrom } from './keys.ts'
import { normal } from './role-words.ts'

/** An item as headings show it: its stem, its roles with their scale, and its wording where the file has one. */
export type StemGuess = { stem: string; family: 'paired' | 'single' | 'plain'; roles: string[]; min: number; max: number; wording: string | null }
export type ItemsGuess = { items: RecipeItem[]; keyOf: Map<string, string>; dimensions: NamedDimension[]; library: string | null }

/** Keys, texts and dimensions of the items; taken from an instrument of the library where the file is one of it. */
export function guessItems(stems: readonly StemGuess[], libraries: readonly Definition[], taken: Set<string>): ItemsGuess {
  const library = libraries.find((definition) => isOf(definition, stems.filter(({ family }) => family !== 'single')))
  const dimensions = new Map<string, NamedDimension>()
  const byStem = library ? libraryItems(library, dimensions) : new Map<string, RecipeItem>()
  const named = library ? new Map<string, NamedDimension>() : dimensionsByStem(stems)
  const items: RecipeItem[] = []
  const keyOf = new Map<string, string>()
  for (const [index, guess] of stems.entries()) {
    const known = guess.family === 'single' ? undefined : byStem.get(guess.stem)
    const item = known ?? newItem(guess, index, named.get(guess.stem), taken)
    taken.add(item.key)
    items.push(item)
    keyOf.set(`${guess.family} ${guess.stem}`, item.key)
    const dimension = named.get(guess.stem)
    if (dimension && item.dimension === dimension.key) dimensions.set(dimension.key, dimension)
  }
  return { items, keyOf, dimensions: [...dimensions.values()], library: library?.key ?? null }
}

/** Every rating of the definition is in the file under its own key, and nothing else is. */
function isOf(definition: Definition, stems: readonly StemGuess[]): boolean {
  const ratings = variables(definition).filter(({ role }) => role !== 'weight')
  const paired = ratings.filter(({ role }) => ['expectation', 'adequate', 'desired', 'perception', 'importance'].includes(role))
  const wanted = new Set(paired.map(({ key, min, max }) => `${key} ${min} ${max}`))
  const found = stems.flatMap(({ stem, roles, min, max }) => roles.map((role) => `${stem}.${role} ${min} ${max}`))
  return stems.length > 2 && found.length === wanted.size && found.every((one) => wanted.has(one))
}

function libraryItems(definition: Definition, dimensions: Map<string, NamedDimension>): Map<string, RecipeItem> {
  for (const { key, title } of definition.dimensions) dimensions.set(key, { key, title })
  const items = definition.blocks.flatMap((block) => block.items).filter((item) => item.type === 'rating')
  return new Map(
    items.map(({ key, text, dimension, reversed }) => [
      key,
      { key, text, ...(dimension === undefined ? {} : { dimension }), ...(reversed ? { reversed } : {}) },
    ]),
  )
}

function newItem(guess: StemGuess, index: number, dimension: NamedDimension | undefined, taken: Set<string>): RecipeItem {
  const fallback = guess.family === 'single' ? `${guess.roles[0]}${/\d*$/.exec(guess.stem)![0]}` : `item${index + 1}`
  const key = keyFrom(guess.stem, fallback, taken)
  return { key, text: textOf(guess), ...(dimension && guess.family !== 'single' ? { dimension: dimension.key } : {}) }
}

/** The wording where there is one; a bare number as "Item 7"; else the heading itself, in both languages. */
function textOf({ stem, wording }: StemGuess): Text {
  if (wording !== null) return both(wording)
  if (/^\d{1,3}$/.test(stem)) return { en: `Item ${stem}`, zh: `第 ${stem} 项` }
  return knownDimension(stem)?.title ?? both(stem)
}

function both(text: string): Text {
  const short = text.slice(0, 2000)
  return { en: short, zh: short }
}

/** Dimensions named by the headings themselves: "可靠性1", "TANG", "Work2" among "Ben1", "Work1", … */
function dimensionsByStem(stems: readonly StemGuess[]): Map<string, NamedDimension> {
  const items = stems.filter(({ family }) => family !== 'single')
  const prefixes = new Map(items.map(({ stem }) => [stem, prefixOf(stem)]))
  const sizes = Map.groupBy(items, ({ stem }) => prefixes.get(stem)!)
  const lettered = letteredDimensions(new Set(sizes.keys()))
  const grouped = sizes.size > 1 && [...sizes].every(([prefix, group]) => prefix !== '' && group.length > 1)
  const named = new Map<string, NamedDimension>()
  const taken = new Set<string>()
  const made = new Map<string, NamedDimension>()
  for (const { stem } of items) {
    const prefix = prefixes.get(stem)!
    const known = lettered.get(prefix) ?? knownDimension(prefix)
    if (known) named.set(stem, known)
    else if (grouped) {
      const own = made.get(prefix) ?? { key: keyFrom(prefix, `dimension${made.size + 1}`, taken), title: both(originalPrefix(stem)) }
      made.set(prefix, own)
      named.set(stem, own)
    }
  }
  return named
}

function prefixOf(stem: string): string {
  return normal(stem).replace(/[\s_\-.]*\d+$/, '')
}

function originalPrefix(stem: string): string {
  return stem.replace(/[\s_\-.]*\d+$/, '')
}
