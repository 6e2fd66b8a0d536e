import type { Place } from '@gap5/contract/listen/warnings/warning.ts'
import type { Definition } from '@gap5/contract/listen/instrument.ts'

/** Query parameters of the editor's address that name a place. */
export function addressOf(place: Place): { part: string | null; block: string | null; item: string | null } {
  if ('part' in place) return { part: place.part, block: null, item: null }
  return { part: null, block: place.block, item: 'item' in place ? place.item : null }
}

/** Where a fault told by its path (`blocks.0.items.2.text.zh`) can be mended. */
export function placeOfField({ blocks }: Definition, field: string): Place {
  const [, b, within, i] = /^blocks\.(\d+)(?:\.(\w+)\.(\d+))?/.exec(field) ?? []
  const block = b === undefined ? undefined : blocks[Number(b)]
  if (block !== undefined) {
    const item = within === 'items' ? block.items[Number(i)] : undefined
    return item === undefined ? { block: block.key } : { block: block.key, item: item.key }
  }
  if (field.startsWith('dimensions')) return { part: 'dimensions' }
  return { part: field.startsWith('scales') ? 'scales' : 'about' }
}
