import { definitionSchema } from '@gap5/contract/listen/instrument.ts'
import type { ConstructKey } from '@gap5/contract/measure/readings/index-model.ts'
import { mobileItems, named } from '../../../methods/testing/ecsi.ts'

const same = (text: string) => ({ en: text, zh: text })
const constructs = Object.keys(mobileItems) as ConstructKey[]

/** The questionnaire of the mobile phone study: the blocks of a satisfaction index, each statement from 1 to 10. */
export const mobileDefinition = definitionSchema.parse({
  key: 'mobile',
  title: same('Mobile'),
  use: same('test'),
  source: same('test'),
  scales: { ten: { min: 1, max: 10 } },
  dimensions: constructs.map((key) => ({ key, title: same(named(key)) })),
  blocks: [
    {
      key: 'all',
      columns: [{ role: 'perception', scale: 'ten', title: same('p') }],
      items: constructs.flatMap((key) => mobileItems[key].map((item) => ({ key: item.toLowerCase(), text: same(item), dimension: key }))),
    },
  ],
})
