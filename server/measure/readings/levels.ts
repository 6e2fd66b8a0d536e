/** How far up the levels of expectation perception reaches, item by item. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import type { LevelsReading } from '@gap5/contract/measure/readings/others.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { mean, meanOfAll, proportion, scaleScores } from '@gap5/methods'
import { intervalOf, named, quoted } from '../conclusions/wording.ts'
import { estimateOf } from '../estimates.ts'
import { overallTitle } from '../gap-rows.ts'
import { level } from '../level-scores.ts'
import { commonScale, itemsWith, type RatedItem } from '../rated-items.ts'
import { headOf, requireAsked, type ReadingInput } from './answers.ts'
import { expectationLevels, isOffered, offers } from './offers.ts'

export type ExpectationLevel = (typeof expectationLevels)[number]

const titles: Record<ExpectationLevel, Text> = {
  ideal: { en: 'Ideal', zh: '理想的' },
  desired: { en: 'Desired', zh: '理想水平' },
  normative: { en: 'Should be', zh: '规范化的' },
  expectation: { en: 'Expected', zh: '期望的' },
  experienced: { en: 'Used to', zh: '基于经验的' },
  adequate: { en: 'Acceptable', zh: '可以接受的' },
  minimum: { en: 'Just tolerable', zh: '可以忍受的' },
}

type Row = LevelsReading['rows'][number]

export function levelsReading(input: ReadingInput): LevelsReading {
  const { study, questions } = input
  requireAsked(isOffered(study.definition, 'levels'), offers.levels.needs)
  const items = questions.items.filter((item) => levelsOf(item).length >= 2 && itemsWith([item], ...levelsOf(item), 'perception').length > 0)
  const dimensions = questions.dimensions.map((d) => ({ ...d, items: d.items.filter((item) => items.includes(item)) })).filter((d) => d.items.length > 0)
  const rows: Row[] = [
    ...(dimensions.length === 1 ? [] : [rowOf({ key: 'overall', level: 'overall', title: overallTitle }, dimensions.length === 0 ? [items] : dimensions.map((d) => d.items), input)]),
    ...dimensions.flatMap((d) => [rowOf({ key: d.key, level: 'dimension', title: d.title }, [d.items], input), ...d.items.map((item) => itemRow(item, input))]),
    ...items.filter((item) => !dimensions.some((d) => d.items.includes(item))).map((item) => itemRow(item, input)),
  ]
  const figures = { scale: commonScale(items.flatMap((item) => item.levels.perception ?? [])), rows }
  return { ...headOf(input, { conclusions: conclusionsOf(figures) }), ...figures }
}

function levelsOf({ levels }: RatedItem): ExpectationLevel[] {
  return expectationLevels.filter((role) => levels[role])
}

function itemRow(item: RatedItem, input: ReadingInput): Row {
  return rowOf({ key: item.key, level: 'item', title: item.title }, [[item]], input)
}

/**
 * The mapping from answers to levels: each respondent's mean over the items of a part, half of them at least; parts count equally,
 * as dimensions do in the whole of a result.
 */
function rowOf(head: Pick<Row, 'key' | 'level' | 'title'>, parts: readonly (readonly RatedItem[])[], { study, answers, scoring }: ReadingInput): Row {
  const roles = expectationLevels.filter((role) => parts.every((items) => items.every((item) => item.levels[role])))
  const score = (role: Role) => meanOfAll(parts.map((items) => scaleScores(items.map((item) => level(item, role, answers)), scoring)))
  const scores = roles.map(score)
  const perceived = score('perception')
  const steps = roles.map((role, at) => ({ role, title: titles[role], estimate: estimateOf(mean(scores[at]!), study.minimumN) }))
  const perception = estimateOf(mean(perceived), study.minimumN)
  const reached = perception.value === null ? null : (steps.find(({ estimate }) => estimate.value !== null && perception.upper !== null && perception.upper >= estimate.value)?.role ?? null)
  return { ...head, steps, perception, reached, outOfOrder: estimateOf(orderShare(scores), study.minimumN) }
}

/** Share of respondents with at least one higher level below a lower one. */
function orderShare(scores: readonly Float64Array[]) {
  let n = 0
  let broken = 0
  const length = scores[0]?.length ?? 0
  for (let i = 0; i < length; i++) {
    if (scores.some((values) => Number.isNaN(values[i]!))) continue
    n++
    if (scores.some((values, at) => at > 0 && values[i]! > scores[at - 1]![i]!)) broken++
  }
  return proportion(broken, n, { missing: length - n })
}

function conclusionsOf({ rows }: Pick<LevelsReading, 'rows'>): Conclusion[] {
  const spoken = rows.find(({ level }) => level === 'overall') ?? rows.find(({ level }) => level === 'dimension') ?? rows[0]
  if (!spoken || spoken.perception?.value == null) return [{ kind: 'levels-none', tone: 'neutral', text: { en: 'The level reached cannot be told yet', zh: '尚不能判定达到哪一层期望' }, evidence: null }]
  const lowest = spoken.steps.at(-1)
  const below = rows.filter(({ level, reached, perception }) => level !== 'overall' && perception?.value != null && reached === null)
  return [wholeSaid(spoken, lowest), ...belowSaid(below, lowest?.title), ...orderSaid(spoken)]
}

function wholeSaid({ steps, reached, perception, title }: Row, lowest: Row['steps'][number] | undefined): Conclusion {
  const step = steps.find(({ role }) => role === reached)
  const evidence = perception && {
    en: `${title.en}: perceived ${figure(perception.value ?? 0, 'en', 2)} (${intervalOf(perception, 2)?.en ?? ''}); n ${figure(perception.n, 'en')}.`,
    zh: `${title.zh}：感知${figure(perception.value ?? 0, 'zh', 2)}（${intervalOf(perception, 2)?.zh ?? ''}）；n ${figure(perception.n, 'zh')}。`,
  }
  if (!step) return { kind: 'levels-below', tone: 'bad', text: { en: `The service does not reach even what is ${lowest?.title.en.toLowerCase() ?? 'expected'}`, zh: `服务连“${lowest?.title.zh ?? '最低'}”的水平都未达到` }, evidence }
  const above = steps[steps.indexOf(step) - 1]
  const text = above
    ? { en: `The service reaches the level “${step.title.en.toLowerCase()}”, not yet “${above.title.en.toLowerCase()}”`, zh: `服务达到了“${step.title.zh}”的水平，尚未达到“${above.title.zh}”` }
    : { en: `The service reaches the highest level, “${step.title.en.toLowerCase()}”`, zh: `服务达到了最高一层“${step.title.zh}”` }
  return { kind: 'levels-reached', tone: above ? 'neutral' : 'good', text, evidence }
}

function belowSaid(rows: readonly Row[], lowest: Text | undefined): Conclusion[] {
  if (rows.length === 0 || !lowest) return []
  const dimensions = rows.filter(({ level }) => level === 'dimension')
  const shown = (dimensions.length > 0 ? dimensions : rows).slice(0, 4)
  const titles = named(shown.map(({ title, level }) => (level === 'item' ? quoted(title) : title)))
  return [{ kind: 'levels-rows-below', tone: 'bad', text: { en: `Below the lowest level (${lowest.en.toLowerCase()}): ${titles.en}`, zh: `低于最低层（${lowest.zh}）：${titles.zh}` }, evidence: null }]
}

function orderSaid({ outOfOrder }: Row): Conclusion[] {
  if (outOfOrder.value === null || outOfOrder.value < 0.1) return []
  return [
    {
      kind: 'levels-order',
      tone: 'caution',
      text: { en: `${percent(outOfOrder.value, 'en')} of respondents put a higher level below a lower one`, zh: `${percent(outOfOrder.value, 'zh')}的受访者把较高层次评得低于较低层次` },
      evidence: { en: 'The levels may not have been understood; they are counted as answered.', zh: '受访者可能没有理解各层次的含义；计算仍按原回答。' },
    },
  ]
}
