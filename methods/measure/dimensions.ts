import { MethodError } from '../result.ts'

/** An item belongs to one dimension of its instrument. */
export interface Placed {
  id: string
  dimension: string
}

/** Items grouped by dimension, in order of first appearance. */
export function byDimension<T extends Placed>(items: readonly T[]): Map<string, T[]> {
  if (items.length === 0) throw new MethodError('no-items', 'An instrument needs at least one item')
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(item.dimension)
    if (group) group.push(item)
    else groups.set(item.dimension, [item])
  }
  return groups
}
