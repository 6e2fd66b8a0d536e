/** What can be done to a questionnaire: each a function from one to the next that leaves the first as it was. */
import type { Text } from '@gap5/contract/language.ts'
import { freshKey } from '@gap5/contract/listen/fresh-key.ts'
import type { Block, Definition, Dimension, Item, RatingItem } from '@gap5/contract/listen/instrument.ts'
import { tidy } from './tidy.ts'

export const blank: Text = { en: '', zh: '' }

export type Edit = (definition: Definition) => Definition
/** An edit that makes something, and the key of what it made. */
export type Made = { definition: Definition; key: string }

export function changeAbout(change: Partial<Pick<Definition, 'title' | 'use' | 'source' | 'welcome' | 'minutes' | 'scoring'>>): Edit {
  return (definition) => withoutUndefined({ ...definition, ...change })
}

export function changeBlock(key: string, change: (block: Block) => Block): Edit {
  return (definition) => ({ ...definition, blocks: definition.blocks.map((block) => (block.key === key ? withoutUndefined(change(block)) : block)) })
}

export function changeItem(key: string, change: (item: Item) => Item): Edit {
  return (definition) => ({
    ...definition,
    blocks: definition.blocks.map((block) =>
      block.items.some((item) => item.key === key) ? { ...block, items: block.items.map((item) => (item.key === key ? withoutUndefined(change(item)) : item)) } : block,
    ),
  })
}

/** Parts that were taken away are left out altogether. */
function withoutUndefined<Thing extends object>(thing: Thing): Thing {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as Thing
}

export function allItems({ blocks }: Pick<Definition, 'blocks'>): Item[] {
  return blocks.flatMap(({ items }) => items)
}

export function itemKeys(definition: Pick<Definition, 'blocks'>): Set<string> {
  return new Set(allItems(definition).map(({ key }) => key))
}

export function addBlock(definition: Definition, after?: string): Made {
  const key = freshKey('', new Set(definition.blocks.map((block) => block.key)), 'part')
  const model = definition.blocks.find((block) => block.key === after) ?? definition.blocks.at(-1)
  const block: Block = { key, columns: model?.columns ?? [], arrange: 'together', randomised: false, items: [] }
  return { definition: { ...definition, blocks: insertedAfter(definition.blocks, block, after) }, key }
}

export function addItem(definition: Definition, blockKey: string, type: Item['type'], after?: string): Made {
  const key = freshKey('', itemKeys(definition))
  const item = newItem(type, key, definition.dimensions)
  return { definition: changeBlock(blockKey, (block) => ({ ...block, items: insertedAfter(block.items, item, after) }))(definition), key }
}

function newItem(type: Item['type'], key: string, dimensions: readonly Dimension[]): Item {
  const base = { key, text: blank, required: false }
  if (type === 'rating') return { type, ...base, reversed: false }
  if (type === 'text') return { type, ...base, maxLength: 2000 }
  if (type === 'points') return { type, ...base, total: 100, over: dimensions.slice(0, 12).map(({ key: dimension, title, description }) => ({ dimension, text: description ?? title })) }
  return { type, ...base, multiple: false, options: [{ value: 'a', text: blank }, { value: 'b', text: blank }] }
}

function insertedAfter<Thing extends { key: string }>(things: readonly Thing[], thing: Thing, after: string | undefined): Thing[] {
  const at = after === undefined ? -1 : things.findIndex(({ key }) => key === after)
  return at < 0 ? [...things, thing] : [...things.slice(0, at + 1), thing, ...things.slice(at + 1)]
}

/** Many items at once, with the dimensions they bring. */
export function addItems(blockKey: string, items: readonly RatingItem[], dimensions: readonly Dimension[]): Edit {
  return (definition) =>
    changeBlock(blockKey, (block) => ({ ...block, items: [...block.items, ...items] }))({ ...definition, dimensions: [...definition.dimensions, ...dimensions] })
}

export function duplicateItem(definition: Definition, key: string): Made {
  const block = definition.blocks.find(({ items }) => items.some((item) => item.key === key))
  const item = block?.items.find((one) => one.key === key)
  if (block === undefined || item === undefined) return { definition, key }
  const copy = { ...item, key: freshKey(item.key.replace(/\d+$/, ''), itemKeys(definition)) }
  return { definition: changeBlock(block.key, (whole) => ({ ...whole, items: insertedAfter(whole.items, copy, key) }))(definition), key: copy.key }
}

/** A block with its questions under keys of their own; conditions among them stay among them. */
export function duplicateBlock(definition: Definition, key: string): Made {
  const block = definition.blocks.find((one) => one.key === key)
  if (block === undefined) return { definition, key }
  const taken = itemKeys(definition)
  const renamed = new Map<string, string>()
  for (const item of block.items) {
    const fresh = freshKey(item.key.replace(/\d+$/, ''), taken)
    taken.add(fresh)
    renamed.set(item.key, fresh)
  }
  const moved = (variable: string) => variable.replace(/^[^.]+/, (name) => renamed.get(name) ?? name)
  const items = block.items.map((item) => ({ ...item, key: renamed.get(item.key)!, ...(item.showIf ? { showIf: item.showIf.map((one) => ({ ...one, variable: moved(one.variable) })) } : {}) }))
  const copy: Block = { ...block, key: freshKey(block.key.replace(/\d+$/, ''), new Set(definition.blocks.map((one) => one.key)), 'part'), items }
  return { definition: { ...definition, blocks: insertedAfter(definition.blocks, copy, key) }, key: copy.key }
}

export function removeItem(key: string): Edit {
  return (definition) => tidy({ ...definition, blocks: definition.blocks.map((block) => (block.items.some((item) => item.key === key) ? { ...block, items: block.items.filter((item) => item.key !== key) } : block)) })
}

export function removeBlock(key: string): Edit {
  return (definition) => tidy({ ...definition, blocks: definition.blocks.filter((block) => block.key !== key) })
}

/** Within its block, or at the end on into the neighbouring one. */
export function moveItem(key: string, by: -1 | 1): Edit {
  return (definition) => {
    const from = definition.blocks.findIndex(({ items }) => items.some((item) => item.key === key))
    const block = definition.blocks[from]
    if (block === undefined) return definition
    const place = block.items.findIndex((item) => item.key === key) + by
    if (place >= 0 && place < block.items.length) return moveItemTo(key, block.key, place)(definition)
    const next = definition.blocks[from + by]
    return next === undefined ? definition : moveItemTo(key, next.key, by === 1 ? 0 : next.items.length)(definition)
  }
}

/** To a place in a block, counted without the item itself. */
export function moveItemTo(key: string, blockKey: string, place: number): Edit {
  return (definition) => {
    const item = allItems(definition).find((one) => one.key === key)
    if (item === undefined || !definition.blocks.some((block) => block.key === blockKey)) return definition
    return {
      ...definition,
      blocks: definition.blocks.map((block) => {
        const others = block.items.some((one) => one.key === key) ? block.items.filter((one) => one.key !== key) : block.items
        if (block.key === blockKey) return { ...block, items: [...others.slice(0, place), item, ...others.slice(place)] }
        return others === block.items ? block : { ...block, items: others }
      }),
    }
  }
}

export function moveBlock(key: string, by: number): Edit {
  return (definition) => ({ ...definition, blocks: shifted(definition.blocks, key, by) })
}

export function moveDimension(key: string, by: number): Edit {
  return (definition) => ({ ...definition, dimensions: shifted(definition.dimensions, key, by) })
}

export function shifted<Thing extends { key: string }>(things: readonly Thing[], key: string, by: number): Thing[] {
  const from = things.findIndex((thing) => thing.key === key)
  const to = Math.min(things.length - 1, Math.max(0, from + by))
  if (from < 0 || from === to) return [...things]
  const others = things.filter((thing) => thing.key !== key)
  return [...others.slice(0, to), things[from]!, ...others.slice(to)]
}

export function addDimension(definition: Definition): Made {
  const key = freshKey('', new Set(definition.dimensions.map((dimension) => dimension.key)), 'dimension')
  return { definition: { ...definition, dimensions: [...definition.dimensions, { key, title: blank }] }, key }
}

export function changeDimension(key: string, change: (dimension: Dimension) => Dimension): Edit {
  return (definition) => ({ ...definition, dimensions: definition.dimensions.map((dimension) => (dimension.key === key ? withoutUndefined(change(dimension)) : dimension)) })
}

/** Its items stay, of no dimension. */
export function removeDimension(key: string): Edit {
  return (definition) => tidy({ ...definition, dimensions: definition.dimensions.filter((dimension) => dimension.key !== key) })
}
