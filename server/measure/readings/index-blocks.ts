/** Which blocks of a national satisfaction index an instrument asks. */
import { variables, type Definition, type Role, type Variable } from '@gap5/contract/listen/instrument.ts'
import type { Text } from '@gap5/contract/language.ts'
import { constructKeys, type ConstructKey, type ModelFamily } from '@gap5/contract/measure/readings/index-model.ts'
import { acsiModel, ccsiModel, ecsiModel, type PlsModel } from '@gap5/methods'

/** Told by the key or the title of the dimension; the columns of the first published study are known too. */
const words: Record<ConstructKey, RegExp> = {
  image: /image|^imag\b|形象/i,
  expectation: /expect|^cuex|预期|期望/i,
  quality: /quality|^perq|质量/i,
  value: /value|^perv|价值/i,
  satisfaction: /satisf|^cusa|满意/i,
  complaints: /complain|^cusco|抱怨|投诉/i,
  loyalty: /loyal|^cusl|忠诚/i,
}

/** One number an item; these roles are tried in turn. */
const rated: readonly Role[] = ['perception', 'satisfaction', 'confirmation', 'intention', 'recommendation', 'expectation', 'effort', 'other']

export type IndexBlock = { key: ConstructKey; dimension: string; title: Text; variables: Variable[] }

export function indexBlocks(definition: Definition): IndexBlock[] {
  const byItem = Map.groupBy(variables(definition), ({ item }) => item)
  const taken = new Set<string>()
  return constructKeys.flatMap((key) => {
    const dimension = definition.dimensions.find((d) => !taken.has(d.key) && names(key, d))
    if (!dimension) return []
    const found = [...byItem.values()].flatMap((of) => {
      const own = of.filter((variable) => variable.dimension === dimension.key)
      return rated.flatMap((role) => own.find((variable) => variable.role === role) ?? []).slice(0, 1)
    })
    if (found.length === 0) return []
    taken.add(dimension.key)
    return [{ key, dimension: dimension.key, title: dimension.title, variables: found }]
  })
}

/** "Expected quality" is expectation, "perceived quality" quality: the earlier construct has been asked first. */
function names(key: ConstructKey, { key: dimension, title }: Definition['dimensions'][number]): boolean {
  return words[key].test(dimension) || words[key].test(title.en) || words[key].test(title.zh)
}

const wanted: Record<ModelFamily, readonly ConstructKey[]> = {
  ecsi: ['image', 'expectation', 'quality', 'value', 'satisfaction', 'complaints', 'loyalty'],
  ccsi: ['image', 'expectation', 'quality', 'value', 'satisfaction', 'loyalty'],
  acsi: ['expectation', 'quality', 'value', 'satisfaction', 'complaints', 'loyalty'],
}

/** Models that can be made of the instrument’s blocks, the one that uses most of them first. */
export function modelOffers(definition: Definition): ModelFamily[] {
  const present = new Set(indexBlocks(definition).map(({ key }) => key))
  if (!present.has('satisfaction')) return []
  const families: ModelFamily[] = present.has('complaints') ? ['ecsi', 'acsi', 'ccsi'] : ['ccsi', 'ecsi', 'acsi']
  const used = (family: ModelFamily) => wanted[family].filter((key) => present.has(key)).length
  return families.filter((family) => used(family) >= 3).sort((a, b) => used(b) - used(a))
}

export function pathModel(family: ModelFamily, blocks: readonly IndexBlock[]): PlsModel {
  const items = Object.fromEntries(blocks.filter(({ key }) => wanted[family].includes(key)).map(({ key, variables }) => [key, variables.map((v) => v.key)]))
  return { ecsi: ecsiModel, ccsi: ccsiModel, acsi: acsiModel }[family](items)
}
