import type { Text } from '@gap5/contract/language.ts'
import { variables, type ChoiceItem, type Definition } from '@gap5/contract/listen/instrument.ts'
import type { ColumnProfile, RecipeColumn, RecipeItem } from '@gap5/contract/listen/recipe.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { recipeItem } from './fit-recipe.ts'
import type { Table } from './table.ts'

/** What a file is known to be: by its own word, or by headings that are the variables of an instrument of the library. */
export type Known = { definition: Definition; attributes: readonly Attribute[]; library: string | null }

const fewest = 3

/** Null where the columns have to be guessed one by one. */
export function knownSource({ headings, described }: Table, libraries: readonly Definition[], instruments: readonly Definition[]): Known | null {
  const names = new Set(headings.map(plain))
  const own = described?.source
  if (own && variables(own.definition).some(({ key }) => names.has(plain(key)))) return { ...own, library: libraryOf(own.definition, libraries) }
  const definition = [...libraries, ...instruments].find((each) => {
    const keys = variables(each).map(({ key }) => plain(key))
    return keys.length >= fewest && keys.every((key) => names.has(key))
  })
  return definition ? { definition, attributes: [], library: libraryOf(definition, libraries) } : null
}

/** An instrument keeps its name as one of the library while it asks the same. */
function libraryOf(definition: Definition, libraries: readonly Definition[]): string | null {
  const asked = (each: Definition) => variables(each).map(({ key, min, max }) => `${key} ${min} ${max}`).join()
  return libraries.find((each) => each.key === definition.key && asked(each) === asked(definition))?.key ?? null
}

/** Names as every program keeps them: SPSS takes no "-", and letters have no case. */
function plain(name: string): string {
  return name.trim().toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, '_')
}

export type KnownColumns = { columns: Map<number, RecipeColumn>; items: RecipeItem[]; dimensions: { key: string; title: Text }[] }

/** The columns whose headings name what the instrument asks, or an attribute of the study. */
export function knownColumns({ definition, attributes }: Known, profile: readonly ColumnProfile[], table: Table): KnownColumns {
  const named = new Map<string, (column: ColumnProfile) => RecipeColumn>()
  for (const attribute of attributes) named.set(plain(`a.${attribute.key}`), (column) => attributeColumn(column, attribute)).set(plain(attribute.key), (column) => attributeColumn(column, attribute))
  for (const block of definition.blocks) {
    for (const item of block.items) {
      if (item.type === 'choice') named.set(plain(item.key), (column) => choiceColumn(column, item, table.described?.labels[column.index] ?? null))
      if (item.type === 'text') named.set(plain(item.key), ({ heading }) => ({ heading, use: 'text', item: item.key }))
      if (item.type === 'points') for (const { dimension } of item.over) named.set(plain(`${item.key}.${dimension}`), ({ heading }) => ({ heading, use: 'points', dimension }))
      if (item.type === 'rating') for (const { role, scale } of block.columns) named.set(plain(`${item.key}.${role}`), ({ heading }) => ratingColumn(heading, item.key, role, definition.scales[scale]!))
    }
  }
  const columns = new Map<number, RecipeColumn>()
  for (const column of profile) {
    const name = plain(column.heading)
    const known = named.get(name)
    if (known === undefined) continue
    columns.set(column.index, known(column))
    named.delete(name)
  }
  const used = new Set([...columns.values()].flatMap((column) => ('item' in column ? [column.item] : [])))
  const items = definition.blocks.flatMap((block) => block.items).filter(({ key, type }) => type !== 'points' && used.has(key))
  return { columns, items: items.map(recipeItem), dimensions: definition.dimensions.map(({ key, title }) => ({ key, title })) }
}

function ratingColumn(heading: string, item: string, role: Extract<RecipeColumn, { use: 'rating' }>['role'], { min, max, labels, lowIsGood }: Definition['scales'][string]): RecipeColumn {
  return { heading, use: 'rating', item, role, min, max, ...(Object.keys(labels).length > 0 ? { points: labels } : {}), ...(lowIsGood ? { lowIsGood } : {}) }
}

/** Options by their value, by the name a file gives them, or by the number of their place. */
function choiceColumn({ heading }: ColumnProfile, { key, options, multiple }: ChoiceItem, labels: ReadonlyMap<string, string> | null): RecipeColumn {
  const names = labels && labels.size === options.length ? [...labels.keys()] : []
  const values = Object.fromEntries(options.flatMap(({ value }, at) => [[value, value], ...(names[at] === undefined ? [] : [[names[at], value]])]))
  return { heading, use: 'choice', item: key, values, options, ...(multiple ? { between: names.length > 0 ? '┋' : ';' } : {}) }
}

function attributeColumn({ heading }: ColumnProfile, { key, title, type, values }: Attribute): RecipeColumn {
  const titles = Object.fromEntries(values.map((value) => [value.value, value.title]))
  return { heading, use: 'attribute', key, title, type: type === 'unit' ? 'choice' : type, ...(values.length > 0 ? { titles } : {}) }
}
