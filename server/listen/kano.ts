import { definitionSchema, type Column, type Definition, type Item, type RatingItem } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { KanoDraft } from '@gap5/contract/listen/library.ts'
import { readKanoTemplate } from './library.ts'

/** Features that show what Kano pairs look like before there is a list of one's own. */
export const sampleFeatures = [
  { en: 'a call before the visit', zh: '上门前电话预约' },
  { en: 'a photo report after the repair', zh: '维修后提供照片报告' },
]

/** An instrument of functional and dysfunctional pairs, one pair a feature, worded by the template of the library. */
export async function kanoDefinition({ title, features, importance }: KanoDraft): Promise<Definition> {
  const template = await readKanoTemplate()
  const items = features.length
  return definitionSchema.parse({
    ...template,
    title: title ?? template.title,
    minutes: Math.min(60, Math.max(1, Math.ceil((items * (importance ? 20 : 14)) / 60))),
    blocks: template.blocks.map((block) => ({
      ...block,
      columns: block.columns.filter((column) => importance || !isImportance(column)),
      items: block.items.flatMap((item): Item[] => (item.type === 'rating' && item.key === 'feature' ? pairs(item, features) : [item])),
    })),
    scales: importance ? template.scales : withoutImportance(template),
  })
}

function pairs(item: RatingItem, features: Text[]): RatingItem[] {
  const wording = Object.entries(item.wording ?? {})
  return features.map((feature, index) => ({
    ...item,
    key: `f${index + 1}`,
    text: withFeature(item.text, feature),
    wording: Object.fromEntries(wording.map(([role, text]) => [role, withFeature(text, feature)])),
  }))
}

function isImportance({ role }: Column): boolean {
  return role === 'importance'
}

function withoutImportance({ scales, blocks }: Definition): Definition['scales'] {
  const used = new Set(blocks.flatMap((block) => block.columns.filter((column) => !isImportance(column)).map((column) => column.scale)))
  return Object.fromEntries(Object.entries(scales).filter(([key]) => used.has(key)))
}

function withFeature(sentence: Text, feature: Text): Text {
  return { en: sentence.en.replaceAll('{feature}', () => feature.en), zh: sentence.zh.replaceAll('{feature}', () => feature.zh) }
}
