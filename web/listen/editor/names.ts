import type { Text } from '@gap5/contract/language.ts'
import type { Block, Definition, Item, Scale } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import type { Words } from '../../kit/language.tsx'

/** In the other language where it is not said in this one yet. */
export function either({ en, zh }: Text, otherwise: Text): Text {
  return { en: en || zh || otherwise.en, zh: zh || en || otherwise.zh }
}

/** Its title, else what it asks and its place. */
export function blockTitle({ title, columns, items }: Block, place: number): Text {
  const plain = { en: `Block ${place + 1}`, zh: `题组 ${place + 1}` }
  const [column] = columns
  const [item] = items
  const asks = columns.length === 1 && column ? roleWords[column.role] : columns.length === 0 && item ? kindWords[item.type] : null
  const otherwise = asks === null ? plain : { en: `${plain.en}: ${asks.en}`, zh: `${plain.zh}：${asks.zh}` }
  return title === undefined ? otherwise : either(title, otherwise)
}

/** "1–7: Strongly disagree … Strongly agree" */
export function scaleName({ min, max, labels }: Scale): Text {
  const none = { en: '–', zh: '–' }
  const [low, high] = [either(labels[min] ?? none, none), either(labels[max] ?? none, none)]
  return { en: `${min}–${max}: ${low.en} … ${high.en}`, zh: `${min}–${max}：${low.zh} … ${high.zh}` }
}

export function scaleOptions({ scales }: Definition): { value: string; label: Words }[] {
  return Object.entries(scales).map(([value, scale]) => ({ value, label: scaleName(scale) }))
}

export const kindWords: Record<Item['type'], Text> = {
  rating: { en: 'Rating', zh: '评分题' },
  choice: { en: 'Choice', zh: '选择题' },
  text: { en: 'In words', zh: '文字题' },
  points: { en: '100 points', zh: '分配 100 分' },
}
