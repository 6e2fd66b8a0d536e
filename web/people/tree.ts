import type { Unit } from '@gap5/contract/people/units.ts'

export type Branch = { unit: Unit; depth: number }

/** Units in the order of a tree, each below its parent, siblings by code. Those whose parent is missing stand at the top. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const known = new Set(units.map(({ id }) => id))
  const below = Map.groupBy(units, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null))
  const grow = (parentId: string | null, depth: number): Branch[] =>
    (below.get(parentId) ?? [])
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .flatMap((unit) => [{ unit, depth }, ...grow(unit.id, depth + 1)])
  return grow(null, 0)
}

/** The unit itself and everything below it: where it cannot be moved to. */
export function withinOf(units: readonly Unit[], id: string): Set<string> {
  const within = new Set([id])
  for (const { unit } of treeOf(units)) if (unit.parentId !== null && within.has(unit.parentId)) within.add(unit.id)
  return within
}
