/** What can be done to scales and to the columns that use them. */
import { freshKey } from '@gap5/contract/listen/fresh-key.ts'
import type { Block, Column, Definition, Item, Scale } from '@gap5/contract/listen/instrument.ts'
import { roles, type Role } from '@gap5/contract/listen/roles.ts'
import { blank, changeBlock, shifted, type Edit, type Made } from './edits.ts'
import { tidy } from './tidy.ts'

export function addScale(definition: Definition, name: string, scale: Scale): Made {
  const key = freshKey(name, new Set(Object.keys(definition.scales)), 'scale')
  return { definition: { ...definition, scales: { ...definition.scales, [key]: scale } }, key }
}

export function changeScale(key: string, change: (scale: Scale) => Scale): Edit {
  return (definition) => {
    const scale = definition.scales[key]
    return scale === undefined ? definition : { ...definition, scales: { ...definition.scales, [key]: fitting(change(scale)) } }
  }
}

/** Labels stay on points of the scale; an end keeps its words when it moves. */
function fitting(scale: Scale): Scale {
  const labels = Object.entries(scale.labels).filter(([point]) => Number(point) >= scale.min && Number(point) <= scale.max)
  return { ...scale, labels: Object.fromEntries(labels) }
}

export function resized(scale: Scale, min: number, max: number): Scale {
  const ends = { [String(min)]: scale.labels[scale.min], [String(max)]: scale.labels[scale.max] }
  const inner = Object.entries(scale.labels).filter(([point]) => Number(point) > min && Number(point) < max && Number(point) !== scale.min && Number(point) !== scale.max)
  const labels = Object.fromEntries([...Object.entries(ends), ...inner].filter(([, text]) => text !== undefined))
  return { ...scale, min, max, labels: labels as Scale['labels'] }
}

export function removeScale(key: string): Edit {
  return (definition) => ({ ...definition, scales: Object.fromEntries(Object.entries(definition.scales).filter(([name]) => name !== key)) })
}

export function usersOf({ blocks }: Definition, scale: string): Block[] {
  return blocks.filter(({ columns }) => columns.some((column) => column.scale === scale))
}

/** Roles a block does not ask yet. Weights come from points. */
export function freeRoles(block: Block): Role[] {
  return roles.filter((role) => role !== 'weight' && !block.columns.some((column) => column.role === role))
}

export function addColumn(blockKey: string, role: Role, scale: string): Edit {
  return changeBlock(blockKey, (block) => ({ ...block, columns: [...block.columns, { role, scale, title: blank }] }))
}

export function removeColumn(blockKey: string, role: Role): Edit {
  return (definition) => tidy(changeBlock(blockKey, (block) => ({ ...block, columns: block.columns.filter((column) => column.role !== role), items: block.items.map((item) => withoutWording(item, role)) }))(definition))
}

export function moveColumn(blockKey: string, role: Role, by: number): Edit {
  return changeBlock(blockKey, (block) => ({ ...block, columns: shifted(block.columns.map((column) => ({ ...column, key: column.role })), role, by).map(({ key: _, ...column }) => column) }))
}

/** With another role, conditions on its answers and wordings made for it go along. */
export function changeColumn(blockKey: string, role: Role, change: Partial<Column>): Edit {
  return (definition) => {
    const next = changeBlock(blockKey, (block) => ({ ...block, columns: block.columns.map((column) => (column.role === role ? { ...column, ...change } : column)) }))(definition)
    return change.role === undefined || change.role === role ? next : withRole(next, blockKey, role, change.role)
  }
}

function withRole(definition: Definition, blockKey: string, before: Role, after: Role): Definition {
  const items = new Set(definition.blocks.find(({ key }) => key === blockKey)?.items.map(({ key }) => key))
  const renamed = <Part extends Block | Item>(part: Part): Part => {
    if (part.showIf === undefined) return part
    const showIf = part.showIf.map((condition) => {
      const [item = '', role] = condition.variable.split('.')
      return items.has(item) && role === before ? { ...condition, variable: `${item}.${after}` } : condition
    })
    return { ...part, showIf }
  }
  return {
    ...definition,
    blocks: definition.blocks.map((block) => ({
      ...renamed(block),
      items: block.items.map((item) => renamed(block.key === blockKey ? withWordingFor(item, before, after) : item)),
    })),
  }
}

function withoutWording(item: Item, role: Role): Item {
  if (item.type !== 'rating' || item.wording?.[role] === undefined) return item
  const { wording, ...others } = item
  const kept = Object.entries(wording).filter(([name]) => name !== role)
  return kept.length > 0 ? { ...others, wording: Object.fromEntries(kept) } : others
}

function withWordingFor(item: Item, before: Role, after: Role): Item {
  if (item.type !== 'rating' || item.wording?.[before] === undefined) return item
  const { [before]: text, ...others } = item.wording
  return { ...item, wording: { ...others, [after]: text } }
}
