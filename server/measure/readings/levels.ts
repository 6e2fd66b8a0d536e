/** How far up the levels of expectation perception reaches, item by item. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { LevelsReading } from '@gap5/contract/measure/readings/others.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import { mean, shareOfOnes } from '@gap5/methods'
import { intervalOf, named, quoted } from '../conclusions/wording.ts'
import { estimateOf } from '../estimates.ts'
import { overallTitle } from '../gap-rows.ts'
import type { Parts } from '../parts.ts'
import { commonScale } from '../rated-items.ts'
import { ladderParts, type ExpectationLevel, type LadderPart } from '../sums/expectation-scores.ts'
import { answersTo, headOf, needs, requireAsked, type Needs } from './answers.ts'
import { isOffered, offers } from './offers.ts'

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

export function levelsNeeds(): Needs {
  return needs(['answers', 'ladder'])
}

export function levelsReading(parts: Parts): LevelsReading {
  const { study, questions } = parts
  requireAsked(isOffered(study.definition, 'levels'), offers.levels.needs)
  const ladder = ladderParts(questions)
  const scale = commonScale(ladder.flatMap(({ level, parts }) => (level === 'item' ? parts.flat().flatMap(({ levels }) => levels.perception ?? []) : [])))
  const figures = { scale, rows: ladder.map((part, at) => rowOf(part, at, parts)) }
  return { ...headOf(parts, { conclusions: conclusionsOf(figures) }), ...figures }
}

function rowOf(part: LadderPart, at: number, parts: Parts): Row {
  const { key, level, roles } = part
  const { minimumN } = parts.study
  const { levels, outOfOrder } = parts.figures.ladder[at]!
  const item = part.parts[0]![0]!
  const estimate = (role: ExpectationLevel | 'perception') =>
    estimateOf(mean(level === 'item' ? answersTo(item.levels[role]!.key, parts) : levels.find((each) => each.role === role)!.score), minimumN)
  const steps = roles.map((role) => ({ role, title: titles[role], estimate: estimate(role) }))
  const perception = estimate('perception')
  const reached = perception.value === null ? null : (steps.find((step) => step.estimate.value !== null && perception.upper !== null && perception.upper >= step.estimate.value)?.role ?? null)
  const title = level === 'overall' ? overallTitle : level === 'item' ? item.title : parts.questions.dimensions.find((dimension) => dimension.key === key)!.title
  return { key, level, title, steps, perception, reached, outOfOrder: estimateOf(shareOfOnes(outOfOrder), minimumN) }
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
