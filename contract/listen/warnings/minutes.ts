import type { Text } from '../../language.ts'
import type { Definition, Item } from '../instrument.ts'

/** Seconds to choose on one scale, to share out points to one thing, to write an answer. */
const seconds = { rating: 6, share: 8, option: 1, words: 25, start: 20 }

/** Reading at 240 English words or 400 Chinese characters a minute, whichever takes longer. */
function reading({ en, zh }: Text): number {
  const words = en.split(/\s+/).filter((word) => word !== '').length
  return Math.max(words / 4, [...zh].length / 6.7)
}

/** About how many minutes a questionnaire takes, at least one. */
export function estimatedMinutes({ blocks }: Pick<Definition, 'blocks'>): number {
  const total = blocks.reduce(
    (sum, block) => sum + (block.intro ? reading(block.intro) : 0) + block.items.reduce((inner, item) => inner + itemSeconds(item, block.columns.length), 0),
    seconds.start,
  )
  return Math.min(60, Math.max(1, Math.round(total / 60)))
}

function itemSeconds(item: Item, columns: number): number {
  const read = reading(item.text)
  if (item.type === 'rating') return read + columns * seconds.rating
  if (item.type === 'points') return read + item.over.reduce((sum, { text }) => sum + reading(text) + seconds.share, 0)
  if (item.type === 'choice') return read + 3 + item.options.reduce((sum, { text }) => sum + reading(text) / 2 + seconds.option, 0)
  return read + seconds.words
}
