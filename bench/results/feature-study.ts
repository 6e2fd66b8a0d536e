/** A study that is read in the ways a three-column one is not: importance beside expectation and performance, Kano pairs, outcome and process. */
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'

const same = (text: string) => ({ en: text, zh: text })
const column = (role: string, scale: string) => ({ role, scale, title: same(role) })
const dimensions = ['outcome', 'process', 'image']

export const featureDefinition: Definition = definitionSchema.parse({
  key: 'features',
  title: same('Service and features'),
  use: same('measurement'),
  source: same('measurement'),
  scales: { seven: { min: 1, max: 7 }, five: { min: 1, max: 5 }, ten: { min: 1, max: 10 } },
  dimensions: dimensions.map((key) => ({ key, title: same(key) })),
  blocks: [
    {
      key: 'service',
      columns: [column('expectation', 'seven'), column('perception', 'seven'), column('importance', 'seven')],
      items: dimensions.flatMap((dimension) => [1, 2, 3, 4].map((n) => ({ key: `${dimension}${n}`, text: same(`${dimension} ${n}`), dimension }))),
    },
    { key: 'features', columns: [column('functional', 'five'), column('dysfunctional', 'five')], items: Array.from({ length: 8 }, (_, i) => ({ key: `f${i}`, text: same(`Feature ${i}`) })) },
    { key: 'overall', columns: [column('satisfaction', 'ten')], items: [{ key: 'overall', text: same('All in all') }] },
  ],
})
