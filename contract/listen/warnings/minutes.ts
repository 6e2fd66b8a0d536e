import type { Text } from '../../language.ts'
import type { Block, Definition, Item } from '../instrument.ts'

/** Seconds to choose on one scale, to share out points to one thing, to write an answer. */
const seconds = { rating: 6, share: 8, option: 1, words: 25, start: 20 }

/** Reading at 240 English words or 400 Chinese characters a minute, whichever takes longer. */
function reading({ en, zh }: Text): number {
  const words = en.split(/\s+/).filter((word) => word !== '').length
  return Math.max(words / 4, [...zh].length / 6.7)
}

/** About how many minutes a questionnaire takes, at least one. Of parts that are asked after one option of a choice or another, the longest counts. */
export function estimatedMinutes({ blocks }: Pick<Definition, 'blocks'>): number {
  let total = seconds.start
  const parts = new Map<string, Map<string, number>>()
  for (const block of blocks) {
    const own = blockSeconds(block)
    const [only, ...more] = block.showIf ?? []
    if (only?.is !== 'chosen' || only.option === undefined || more.length > 0) total += own
    else {
      const options = parts.get(only.variable) ?? new Map<string, number>()
      parts.set(only.variable, options.set(only.option, (options.get(only.option) ?? 0) + own))
    }
  }
  for (const options of parts.values()) total += Math.max(...options.values())
  return Math.min(60, Math.max(1, Math.round(total / 60)))
}

function blockSeconds({ intro, items, columns }: Block): number {
  return (intro ? reading(intro) : 0) + items.reduce((sum, item) => sum + itemSeconds(item, columns.length), 0)
}

function itemSeconds(item: Item, columns: number): number {
  const read = reading(item.text)
  if (item.type === 'rating') return read + columns * seconds.rating
  if (item.type === 'points') return read + item.over.reduce((sum, { text }) => sum + reading(text) + seconds.share, 0)
  if (item.type === 'choice') return read + 3 + item.options.reduce((sum, { text }) => sum + reading(text) / 2 + seconds.option, 0)
  return read + seconds.words
}
