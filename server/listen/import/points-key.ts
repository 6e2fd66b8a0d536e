import type { Definition } from '@gap5/contract/listen/instrument.ts'

/** Key of the item that shares out the points: the instrument's own, or this one in instruments made from files. */
export function pointsKey(definition: Definition | null): string {
  const items = definition?.blocks.flatMap((block) => block.items) ?? []
  return items.find(({ type }) => type === 'points')?.key ?? 'importance'
}
