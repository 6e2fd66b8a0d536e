import type { Definition } from '@gap5/contract/listen/instrument.ts'
import type { Study } from '@gap5/contract/listen/studies.ts'
import type { Text } from '@gap5/contract/language.ts'
import { randomStream, type RandomStream } from '@gap5/methods'
import type { TestApp } from '../../testing/app.ts'
import { testStudy } from '../../testing/study.ts'
import { answer } from './studies-with-answers.ts'

/** Where on its scale a rating lies, 0 at the lowest point and 1 at the highest; what lies outside is brought to the end. */
export type Draw = (random: RandomStream, item: string, role: string, i: number) => number

/** A study with `n` simulated respondents: every rating by `draw`; the first half in January, the second in April. */
export async function drawnStudy(app: TestApp, orgId: string, definition: Definition, n: number, draw: Draw, attributes: (i: number) => Record<string, string> = () => ({}), title: Text = definition.title): Promise<Study> {
  const made = await testStudy(app, orgId, {
    definition,
    title,
    settings: { minimumN: 10 },
    attributes: [
      { key: 'branch', title: { en: 'Branch', zh: '网点' }, type: 'choice', values: [branch('north', 'North', '北区'), branch('south', 'South', '南区')], settableByLink: true },
      { key: 'customer', title: { en: 'Customer', zh: '客户号' }, type: 'text', values: [], settableByLink: true },
    ],
  })
  const random = randomStream(3)
  const asked = definition.blocks.flatMap((block) =>
    block.items.flatMap((item) => (item.type === 'rating' ? block.columns.map(({ role, scale }) => ({ item: item.key, role, scale: definition.scales[scale]! })) : [])),
  )
  const rows = Array.from({ length: n }, (_, i) => ({
    ratings: Object.fromEntries(
      asked.map(({ item, role, scale: { min, max } }) => [`${item}.${role}`, Math.max(min, Math.min(max, Math.round(min + (max - min) * draw(random, item, role, i))))]),
    ),
    attributes: attributes(i),
    submittedAt: new Date(Date.UTC(2026, i < n / 2 ? 0 : 3, 10, i % 24)),
  }))
  for (let start = 0; start < rows.length; start += 500) await answer(app, orgId, made, rows.slice(start, start + 500))
  return made.study
}

function branch(value: string, en: string, zh: string): { value: string; title: Text } {
  return { value, title: { en, zh } }
}
