import type { Block, Definition, Role } from '@gap5/contract/listen/instrument.ts'
import { withProvider } from '@gap5/contract/listen/answers.ts'
import { counted, type Text } from '@gap5/contract/language.ts'

export const roleWords: Record<Role, Text> = {
  expectation: { en: 'Expectation', zh: '期望' },
  adequate: { en: 'Adequate', zh: '适当水平' },
  desired: { en: 'Desired', zh: '理想水平' },
  ideal: { en: 'Ideal', zh: '最理想水平' },
  normative: { en: 'What should be', zh: '应有水平' },
  experienced: { en: 'From experience', zh: '经验水平' },
  minimum: { en: 'Just tolerable', zh: '可忍受水平' },
  perception: { en: 'Perception', zh: '感知' },
  confirmation: { en: 'Against expectation', zh: '与期望相比' },
  'vs-adequate': { en: 'Against the acceptable', zh: '与可接受水平相比' },
  'vs-desired': { en: 'Against the desired', zh: '与理想水平相比' },
  importance: { en: 'Importance', zh: '重要程度' },
  weight: { en: 'Weight', zh: '权重' },
  functional: { en: 'With the feature', zh: '有该功能' },
  dysfunctional: { en: 'Without the feature', zh: '无该功能' },
  satisfaction: { en: 'Satisfaction', zh: '满意度' },
  recommendation: { en: 'Recommendation', zh: '推荐意愿' },
  effort: { en: 'Effort', zh: '省力程度' },
  intention: { en: 'Intention', zh: '行为意向' },
  believed: { en: 'Believed to be expected', zh: '管理者认为的期望' },
  standard: { en: 'Standard', zh: '服务标准' },
  delivery: { en: 'Able to meet the standard', zh: '达到标准的能力' },
  promise: { en: 'Able to keep the promise', zh: '兑现承诺的能力' },
  found: { en: 'Found on a visit', zh: '探访所见' },
  other: { en: 'Other', zh: '其他' },
}

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
