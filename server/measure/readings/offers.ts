/** Which readings an instrument gives, and what it would have to ask for the others. */
import type { Text } from '@gap5/contract/language.ts'
import { variables, type Definition, type Role } from '@gap5/contract/listen/instrument.ts'
import type { ReadingKey, ReadingOffers } from '@gap5/contract/measure/readings/readings.ts'
import { modelOffers } from './index-blocks.ts'
import { expectationLevels } from '../sums/expectation-scores.ts'
import { outcomeProcessBlocks } from './outcome-process-blocks.ts'

type Offer = { title: Text; asks: Text; needs: Text; library: string; given: (asked: Asked) => boolean }
type Asked = { definition: Definition; /** Items on which all of these roles were asked. */ items: (...roles: Role[]) => number }

export const offers: Record<ReadingKey, Offer> = {
  'importance-performance': {
    title: { en: 'Importance–performance', zh: '重要性—绩效分析' },
    asks: { en: 'Where does better work pay most?', zh: '改进哪里最值得？' },
    needs: { en: 'It asks for performance of at least three statements, with importance or overall satisfaction beside it.', zh: '需要至少三个题项的绩效，并有重要性或总体满意度。' },
    library: 'importance-performance',
    given: ({ items }) => items('perception', 'importance') >= 3 || (items('perception') >= 3 && items('satisfaction') > 0) || items('satisfaction', 'importance') >= 3,
  },
  kano: {
    title: { en: 'Kano', zh: 'Kano模型' },
    asks: { en: 'Which features are musts, which delight?', zh: '哪些是必备品质，哪些是魅力品质？' },
    needs: { en: 'It asks of each feature how it would be with it and without it.', zh: '需要对每项功能询问“具备时”与“不具备时”的感受。' },
    library: 'kano-pairs',
    given: ({ items }) => items('functional', 'dysfunctional') > 0,
  },
  confirmation: {
    title: { en: 'Four outcomes', zh: '满意的四种结果' },
    asks: { en: 'Who was delighted, satisfied, let down or disappointed?', zh: '惊喜、满意、遗憾、失望各占多少？' },
    needs: { en: 'It asks how the service compares with what was expected, or for expectation beside perception on one scale.', zh: '需要询问“与期望相比如何”，或在同一量表上同时询问期望与感知。' },
    library: 'confirmation',
    given: ({ items }) => items('confirmation') > 0 || items('adequate', 'desired', 'perception') > 0 || items('expectation', 'perception') > 0,
  },
  satisfaction: {
    title: { en: 'Satisfaction index', zh: '满意度指数' },
    asks: { en: 'How satisfied are they, as one number?', zh: '顾客满意度是多少？' },
    needs: { en: 'It asks for overall satisfaction, for expectation beside perception, or for importance beside performance.', zh: '需要总体满意度，或期望与感知，或重要性与绩效。' },
    library: 'servperf-short',
    given: ({ items }) => items('satisfaction') > 0 || items('perception', 'importance') > 0 || (['expectation', 'desired', 'adequate'] as const).some((role) => items('perception', role) > 0),
  },
  'index-model': {
    title: { en: 'Index by blocks', zh: '结构模型指数' },
    asks: { en: 'What makes satisfaction and loyalty?', zh: '满意与忠诚从何而来？' },
    needs: { en: 'It asks in the blocks of a national index: satisfaction and at least two of image, expectation, quality, value, complaints, loyalty.', zh: '需要按国家满意度指数分块提问：满意度，以及形象、预期、质量、价值、抱怨、忠诚中的至少两块。' },
    library: 'ccsi',
    given: ({ definition }) => modelOffers(definition).length > 0,
  },
  levels: {
    title: { en: 'Levels of expectation', zh: '期望层次' },
    asks: { en: 'Which level of expectation does the service reach?', zh: '服务达到了哪一层期望？' },
    needs: { en: 'It asks for perception and at least two levels of expectation, from ideal to minimum, on one scale.', zh: '需要在同一量表上询问感知与至少两个期望层次（从理想到可以忍受）。' },
    library: 'expectation-levels',
    given: ({ items }) => levelPairs.some((pair) => items('perception', ...pair) > 0),
  },
  'outcome-process': {
    title: { en: 'Outcome and process', zh: '结果质量与过程质量' },
    asks: { en: 'Is it what they get, or how they get it?', zh: '问题在结果，还是在过程？' },
    needs: { en: 'It asks in the blocks outcome, process and image (Grönroos).', zh: '需要按结果质量、过程质量与企业形象分块提问（Grönroos）。' },
    library: 'gronroos',
    given: ({ definition }) => outcomeProcessBlocks(perceivedDimensions(definition)) !== null,
  },
  blocks: {
    title: { en: 'Block by block', zh: '分块对比' },
    asks: { en: 'Which block stands highest, which lowest?', zh: '哪一块最好，哪一块最差？' },
    needs: { en: 'It asks for perception in at least two dimensions.', zh: '需要至少两个维度的感知。' },
    library: 'six-needs',
    given: ({ definition }) => perceivedDimensions(definition).length >= 2,
  },
  'side-by-side': {
    title: { en: 'Side by side', zh: '多项调查对照' },
    asks: { en: 'What do several studies of the same service say together?', zh: '同一服务的几项调查合起来说明什么？' },
    needs: { en: 'It asks for ratings or Kano pairs.', zh: '需要评分题或Kano成对题。' },
    library: 'kano-pairs',
    given: ({ items }) => items('perception') > 0 || items('functional', 'dysfunctional') > 0 || items('importance') > 0,
  },
}

const levelPairs = expectationLevels.flatMap((a, i) => expectationLevels.slice(i + 1).map((b): [Role, Role] => [a, b]))

function perceivedDimensions(definition: Definition): Definition['dimensions'] {
  const rated = new Set(variables(definition).flatMap(({ role, dimension }) => (role === 'perception' && dimension !== null ? [dimension] : [])))
  return definition.dimensions.filter(({ key }) => rated.has(key))
}

export function readingOffers(definition: Definition, library: readonly string[]): ReadingOffers {
  const asked = askedOf(definition)
  return {
    readings: (Object.keys(offers) as ReadingKey[]).map((key) => {
      const { title, asks, needs, given, library: wanted } = offers[key]
      const available = given(asked)
      return { key, title, asks, available, needs: available ? null : needs, library: available || !library.includes(wanted) ? null : wanted }
    }),
  }
}

export function isOffered(definition: Definition, key: ReadingKey): boolean {
  return offers[key].given(askedOf(definition))
}

function askedOf(definition: Definition): Asked {
  const byItem = Map.groupBy(variables(definition), ({ item }) => item)
  const items = (...roles: Role[]) => [...byItem.values()].filter((of) => roles.every((role) => of.some((variable) => variable.role === role))).length
  return { definition, items }
}
