import type { Condition, Definition, Item } from '@gap5/contract/listen/instrument.ts'
import { choiceValues, variables } from '@gap5/contract/listen/variables.ts'

/** A questionnaire without what pointed at things that are gone: conditions on them, membership in them, points for them. */
export function tidy(definition: Definition): Definition {
  const dimensions = new Set(definition.dimensions.map(({ key }) => key))
  const blocks = definition.blocks.map((block) => ({ ...block, items: block.items.map((item) => withDimensions(item, dimensions)) }))
  const numbers = new Set(variables({ blocks, scales: definition.scales }).map(({ key }) => key))
  const choices = choiceValues(blocks)
  const stands = ({ variable, option }: Condition) => numbers.has(variable) || (choices.has(variable) && (option === undefined || choices.get(variable)!.includes(option)))
  return { ...definition, blocks: blocks.map((block) => ({ ...withConditions(block, stands), items: block.items.map((item) => withConditions(item, stands)) })) }
}

function withDimensions(item: Item, dimensions: Set<string>): Item {
  if (item.type === 'rating' && item.dimension !== undefined && !dimensions.has(item.dimension)) {
    const { dimension: _, ...others } = item
    return others
  }
  if (item.type === 'points' && item.over.some(({ dimension }) => !dimensions.has(dimension))) return { ...item, over: item.over.filter(({ dimension }) => dimensions.has(dimension)) }
  return item
}

function withConditions<Part extends { showIf?: Condition[] | undefined }>(part: Part, stands: (condition: Condition) => boolean): Part {
  if (part.showIf === undefined || part.showIf.every(stands)) return part
  const { showIf, ...others } = part
  const kept = showIf.filter(stands)
  return (kept.length > 0 ? { ...others, showIf: kept } : others) as Part
}
