import type { Block, Definition } from '@gap5/contract/listen/instrument.ts'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import { counted, type Text } from '@gap5/contract/language.ts'

const nowhere: Text = { en: '–', zh: '–' }

export function dimensionTitle(definition: Definition, key: string | undefined): Text {
  return definition.dimensions.find((dimension) => dimension.key === key)?.title ?? nowhere
}

/** "Part 2 · 5 items", or the block's own title. */
export function partTitle({ title, items }: Block, place: number): Text {
  if (title !== undefined) return title
  const count = itemsIn({ items })
  return { en: `Part ${place + 1} · ${count.en}`, zh: `第 ${place + 1} 部分 · ${count.zh}` }
}

/** The definition with the name of who is judged in every sentence people read. */
export function named(definition: Definition, provider: Text): Definition {
  const told = ({ en, zh }: Text) => ({ en: withProvider(en, provider.en), zh: withProvider(zh, provider.zh) })
  return {
    ...definition,
    blocks: definition.blocks.map((block) => ({
      ...block,
      columns: block.columns.map((column) => ({ ...column, title: told(column.title) })),
      items: block.items.map((item) => ({ ...item, text: told(item.text) })),
    })),
  }
}

export function itemsIn({ items }: Pick<Block, 'items'>): Text {
  return { en: counted(items.length, 'item', 'items'), zh: `${items.length} 题` }
}

export function lengthOf({ blocks, minutes }: Definition): Text {
  const items = itemsIn({ items: blocks.flatMap((block) => block.items) })
  if (minutes === undefined) return items
  return { en: `${items.en} · about ${counted(minutes, 'minute', 'minutes')}`, zh: `${items.zh} · 约 ${minutes} 分钟` }
}
