import type { Text } from '@gap5/contract/language.ts'

/** Grönroos’s blocks, told by the key or the title of a dimension. */
const words = {
  outcome: /outcome|technical|结果|技术质量/i,
  process: /process|functional|过程|功能质量/i,
  image: /image|reputation|形象|声誉/i,
} as const
export type BlockKey = keyof typeof words

export type Block = { key: BlockKey; dimension: string; title: Text }

/** Outcome and process at least, image where it was asked, among dimensions with a perception; null where they are none. */
export function outcomeProcessBlocks(dimensions: readonly { key: string; title: Text }[]): Block[] | null {
  const found = (Object.keys(words) as BlockKey[]).flatMap((key) => {
    const dimension = dimensions.find((d) => words[key].test(d.key) || words[key].test(d.title.en) || words[key].test(d.title.zh))
    return dimension ? [{ key, dimension: dimension.key, title: dimension.title }] : []
  })
  const keys = found.map(({ key }) => key)
  return keys.includes('outcome') && keys.includes('process') && new Set(found.map(({ dimension }) => dimension)).size === found.length ? found : null
}
