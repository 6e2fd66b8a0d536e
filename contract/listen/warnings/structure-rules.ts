/** What the questionnaire as a whole lacks or has too much of. */
import { counted } from '../../language.ts'
import type { Definition } from '../instrument.ts'
import { expectedRoles, type Role } from '../roles.ts'
import { variables } from '../variables.ts'
import { estimatedMinutes } from './minutes.ts'
import { askedItems, nameOf, warn, type Rule } from './warning.ts'

const about = { part: 'about' } as const

function itemsByDimension(definition: Definition): Map<string, number> {
  const counts = new Map(definition.dimensions.map(({ key }) => [key, 0]))
  for (const { item } of askedItems(definition)) {
    if (item.type === 'rating' && item.dimension !== undefined) counts.set(item.dimension, (counts.get(item.dimension) ?? 0) + 1)
  }
  return counts
}

export const oneItemDimension: Rule = (definition) => {
  const counts = itemsByDimension(definition)
  return definition.dimensions
    .filter(({ key }) => counts.get(key) === 1)
    .map(({ key, title }) =>
      warn('one-item-dimension', { part: 'dimensions' }, nameOf(title), { en: 'Only one item', zh: '只有一题' }, {
        en: 'One item measures a dimension roughly, and its reliability cannot be told. Three or more are usual.',
        zh: '一题只能粗略测量一个维度，也无法得知信度。通常至少三题。',
      }, key),
    )
}

export const emptyDimension: Rule = (definition) => {
  const counts = itemsByDimension(definition)
  return definition.dimensions
    .filter(({ key }) => counts.get(key) === 0)
    .map(({ key, title }) =>
      warn('empty-dimension', { part: 'dimensions' }, nameOf(title), { en: 'No items', zh: '没有题目' }, {
        en: 'A dimension without items has no score; points given to it are lost for the weights.',
        zh: '没有题目的维度没有得分，分给它的分数也无法用作权重。',
      }, key),
    )
}

/** Levels that are compared with each other; importance may have a scale of its own. */
const compared: readonly Role[] = ['expectation', 'adequate', 'desired', 'perception']

export const unequalScales: Rule = (definition) =>
  definition.dimensions.flatMap(({ key, title }) => {
    const asked = variables(definition).filter(({ dimension, role }) => dimension === key && compared.includes(role))
    const ranges = [...new Set(asked.map(({ min, max }) => `${min}–${max}`))]
    if (ranges.length < 2) return []
    return [
      warn('unequal-scales', { part: 'dimensions' }, nameOf(title), { en: `Its items are on different scales (${ranges.join(', ')})`, zh: `题目的量表不一致（${ranges.join('、')}）` }, {
        en: 'Items on different scales cannot be averaged, so the dimension gets no score.',
        zh: '量表不同的题目不能求平均，该维度没有得分。',
      }, key),
    ]
  })

export const weightsIncomplete: Rule = (definition) => {
  const scored = new Set(variables(definition).flatMap(({ role, dimension }) => (role === 'perception' && dimension !== null ? [dimension] : [])))
  return askedItems(definition).flatMap(({ block, item }) => {
    if (item.type !== 'points') return []
    const given = new Set(item.over.map(({ dimension }) => dimension))
    const missing = definition.dimensions.filter(({ key }) => scored.has(key) && !given.has(key))
    if (missing.length === 0) return []
    const names = { en: missing.map(({ title }) => nameOf(title).en).join(', '), zh: missing.map(({ title }) => nameOf(title).zh).join('、') }
    return [
      warn('weights-incomplete', { block: block.key, item: item.key }, nameOf(item.text), { en: `No points for ${names.en}`, zh: `未包括：${names.zh}` }, {
        en: 'Points serve as weights only where every dimension can get some.',
        zh: '只有每个维度都能分到分数，才能用作权重。',
      }),
    ]
  })
}

export const noOverallQuestion: Rule = (definition) => {
  const roles = new Set(variables(definition).map(({ role }) => role))
  if (roles.size === 0 || roles.has('satisfaction') || roles.has('recommendation') || roles.has('functional')) return []
  return [
    warn('no-overall-question', about, nameOf(definition.title), { en: 'No overall question', zh: '没有总体问题' }, {
      en: 'Without overall satisfaction or recommendation nobody can tell which dimension matters: importance cannot be derived.',
      zh: '没有总体满意度或推荐意愿，就看不出哪个维度更重要，也无法推得重要性。',
    }),
  ]
}

/** The index models ask expectation as a block of its own. */
function isIndex({ dimensions }: Definition): boolean {
  const keys = new Set(dimensions.map(({ key }) => key))
  return ['expectation', 'quality', 'satisfaction'].every((key) => keys.has(key))
}

export const expectationAlone: Rule = (definition) => {
  if (isIndex(definition)) return []
  return definition.blocks
    .filter(({ columns, items }) => {
      const roles = columns.map(({ role }) => role)
      return items.some(({ type }) => type === 'rating') && roles.some((role) => expectedRoles.includes(role)) && !roles.includes('perception')
    })
    .map((block) =>
      warn('expectation-alone', { block: block.key }, nameOf(block.title ?? block.columns[0]!.title), { en: 'Expectation is asked without perception', zh: '只问期望，不问感知' }, {
        en: 'A gap needs both answers to the same item.',
        zh: '差距需要同一题目的两个答案。',
      }),
    )
}

/** Above this many minutes people give up or stop reading. */
const mostMinutes = 15

export const tooLong: Rule = (definition) => {
  const minutes = estimatedMinutes(definition)
  if (minutes > mostMinutes) {
    return [
      warn('too-long', about, nameOf(definition.title), { en: `Takes about ${minutes} minutes`, zh: `大约需要 ${minutes} 分钟` }, {
        en: `Beyond ${mostMinutes} minutes many give up, and the rest answer ever more carelessly.`,
        zh: `超过 ${mostMinutes} 分钟，许多人会中途放弃，留下的也越答越敷衍。`,
      }),
    ]
  }
  const said = definition.minutes
  if (said === undefined || minutes <= said * 1.5 + 1) return []
  return [
    warn('longer-than-said', about, nameOf(definition.title), { en: `Says ${counted(said, 'minute', 'minutes')}, takes about ${minutes}`, zh: `写明 ${said} 分钟，实际约需 ${minutes} 分钟` }, {
      en: 'Who was promised less time leaves before the end.',
      zh: '实际用时超过所说时间，受访者会提前离开。',
    }),
  ]
}

export const sameText: Rule = (definition) => {
  const seen = new Map<string, string>()
  return askedItems(definition).flatMap(({ block, item }) => {
    const said = [item.text.en, item.text.zh].map((text) => text.toLowerCase().replace(/[\s\p{P}]+/gu, '')).filter((text) => text !== '')
    const twin = said.map((text) => seen.get(text)).find((key) => key !== undefined)
    for (const text of said) if (!seen.has(text)) seen.set(text, item.key)
    if (twin === undefined) return []
    return [
      warn('same-text', { block: block.key, item: item.key }, nameOf(item.text), { en: 'The same words are asked twice', zh: '相同的文字问了两次' }, {
        en: 'It tires people, and makes a dimension look more reliable than it is.',
        zh: '既让人厌烦，也使维度看起来比实际更可靠。',
      }),
    ]
  })
}
