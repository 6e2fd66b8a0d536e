import type { Text } from '@gap5/contract/language.ts'
import type { LibraryEntry } from '@gap5/contract/listen/library.ts'

export type Purpose = 'quality' | 'satisfaction' | 'expectation' | 'priorities' | 'inside' | 'other'

/** What somebody wants to know, in the order in which it is usually asked. */
const purposes: { key: Purpose; title: Text; question: Text; keys: readonly string[] }[] = [
  {
    key: 'quality',
    title: { en: 'Service quality', zh: '服务质量' },
    question: { en: 'How good is the service, dimension by dimension, and good enough for whom?', zh: '服务在各维度上有多好？对谁来说够好？' },
    keys: ['rater-three-column', 'servperf-short', 'rater-two-part', 'gronroos'],
  },
  {
    key: 'satisfaction',
    title: { en: 'Satisfaction and loyalty', zh: '满意与忠诚' },
    question: { en: 'How satisfied are customers, why, and will they stay?', zh: '顾客有多满意？为什么？会不会留下？' },
    keys: ['pulse', 'after-service', 'six-needs', 'ecsi', 'ccsi', 'acsi'],
  },
  {
    key: 'expectation',
    title: { en: 'Expectations', zh: '期望' },
    question: { en: 'What do customers measure us by, and do we surprise them or let them down?', zh: '顾客用什么标准衡量我们？我们让他们惊喜还是失望？' },
    keys: ['confirmation', 'expectation-levels'],
  },
  {
    key: 'priorities',
    title: { en: 'Priorities and offers', zh: '优先顺序与服务产品' },
    question: { en: 'What should be done first, and what would people pay for?', zh: '先做什么？顾客愿意为什么付费？' },
    keys: ['importance-performance', 'kano-pairs', 'value-levels'],
  },
  {
    key: 'inside',
    title: { en: 'Inside and on site', zh: '内部与现场' },
    question: { en: 'Where does poor service begin on our own side, and what does a trained visitor find?', zh: '服务不佳的内部根源在哪里？受过培训的探访员看到了什么？' },
    keys: ['inner-gaps', 'mystery-visit'],
  },
]

/** The library by purpose; what an organisation added to the folder comes last. */
export function byPurpose(library: readonly LibraryEntry[]): { key: Purpose; title: Text; question: Text; entries: LibraryEntry[] }[] {
  const known = new Set(purposes.flatMap(({ keys }) => keys))
  const groups = purposes.map(({ keys, ...purpose }) => ({ ...purpose, entries: keys.flatMap((key) => library.filter((entry) => entry.key === key)) }))
  const others = { key: 'other' as const, title: { en: 'Others', zh: '其他' }, question: { en: 'Added to the library here.', zh: '在本系统中添加的问卷。' }, entries: library.filter(({ key }) => !known.has(key)) }
  return [...groups, others].filter(({ entries }) => entries.length > 0)
}

/** What is asked about each question: "adequate, desired, perception". */
export function rolesOf({ definition }: LibraryEntry): string[] {
  return [...new Set(definition.blocks.flatMap((block) => (block.items.some(({ type }) => type === 'rating') ? block.columns.map(({ role }) => role) : [])))]
}
