/** What is measured, one number per respondent each; apart from the schemas, so that pages need no schema library. */
import type { Block, Definition, Item } from './instrument.ts'
import type { Role } from './roles.ts'

/** One number per respondent. `item` and `role` are set for ratings and points; choices and texts are not variables. */
export type Variable = {
  key: string
  item: string
  role: Role
  /** Of the item for ratings; the receiver of the points for weights. */
  dimension: string | null
  min: number
  max: number
  reversed: boolean
  lowIsGood: boolean
}

/** The variables of a definition in their fixed order: blocks, items, columns as written. */
export function variables(definition: Pick<Definition, 'blocks' | 'scales'>): Variable[] {
  return definition.blocks.flatMap((block) => block.items.flatMap((item) => itemVariables(definition, block, item)))
}

function itemVariables({ scales }: Pick<Definition, 'scales'>, block: Block, item: Item): Variable[] {
  if (item.type === 'rating') {
    return block.columns.map((column) => ({
      key: `${item.key}.${column.role}`,
      item: item.key,
      role: column.role,
      dimension: item.dimension ?? null,
      min: scales[column.scale]?.min ?? 0,
      max: scales[column.scale]?.max ?? 0,
      reversed: item.reversed,
      lowIsGood: scales[column.scale]?.lowIsGood ?? false,
    }))
  }
  if (item.type === 'points') {
    return item.over.map(({ dimension }) => ({
      key: `${item.key}.${dimension}`,
      item: item.key,
      role: 'weight',
      dimension,
      min: 0,
      max: item.total,
      reversed: false,
      lowIsGood: false,
    }))
  }
  return []
}

/** What can be chosen of each choice, by the key of its item. */
export function choiceValues(blocks: readonly Pick<Block, 'items'>[]): Map<string, string[]> {
  const items = blocks.flatMap((block) => block.items)
  return new Map(items.flatMap((item) => (item.type === 'choice' ? [[item.key, item.options.map(({ value }) => value)] as const] : [])))
}
