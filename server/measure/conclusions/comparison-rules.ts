/** What a comparison between groups says, with its test and the adjusted p in words. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { Conclusion, TestResult } from '@gap5/contract/measure/results.ts'
import { equation, inTest, testNames } from './test-wording.ts'
import { distanceIn } from './unit-wording.ts'
import { capitalised, inWords, named, sentences } from './wording.ts'

type Facts = Omit<Comparison, 'conclusion'>

export function comparisonConclusion(facts: Facts): Conclusion {
  const { groups, overall } = facts
  const shown = groups.filter(({ estimate }) => estimate.value !== null)
  if (shown.length < 2) return conclusion('one-group', 'neutral', nothingToCompare(facts), null)
  if (!overall) {
    const text = { en: 'The answers do not vary, so there is nothing to test', zh: '回答没有差异，无法检验' }
    return conclusion('no-variance', 'neutral', text, null)
  }
  return facts.ordered ? overTime(facts) : betweenGroups(facts, overall)
}

function conclusion(kind: string, tone: Conclusion['tone'], text: Text, evidence: Text | null): Conclusion {
  return { kind: `comparison-${kind}`, tone, text, evidence }
}

function nothingToCompare({ groups }: Facts): Text {
  if (groups.length === 0) return { en: 'No response carries this attribute', zh: '没有答卷带有该属性' }
  if (groups.length === 1) return { en: 'There is only one group, so nothing to compare', zh: '只有一组，无从比较' }
  return { en: 'Too few answers in all groups but one', zh: '除一组外，其余各组答卷太少' }
}

function betweenGroups(facts: Facts, overall: TestResult): Conclusion {
  const apart = facts.pairs.filter(({ test }) => test.adjustedP < 0.05)
  const evidence = sentences(overallSentence(facts, overall), otherScaleUse(facts))
  if (overall.p >= 0.05 && apart.length === 0) {
    return conclusion('alike', 'neutral', { en: 'The groups do not differ beyond chance', zh: '各组之间没有超出偶然的差异' }, evidence)
  }
  const titles = new Map(facts.groups.map(({ value, title }) => [value, title]))
  const { odd, others } = oddOnes(facts, apart)
  if (odd.length === 1 && odd[0] !== undefined) return conclusion('differs', 'neutral', oddSentence(odd[0], others, facts, titles), evidence)
  const widest = apart.toSorted((a, b) => Math.abs(b.difference.value ?? 0) - Math.abs(a.difference.value ?? 0))[0]
  if (!widest) {
    const text = { en: 'The groups differ as a whole, but no single pair stands out', zh: '各组总体上有差异，但没有哪两组可单独判定' }
    return conclusion('differs', 'neutral', text, evidence)
  }
  const [high, low] = (widest.difference.value ?? 0) > 0 ? [widest.a, widest.b] : [widest.b, widest.a]
  const distance = distanceIn(facts.unit, Math.abs(widest.difference.value ?? 0))
  const text = {
    en: `${titles.get(high)?.en ?? high} and ${titles.get(low)?.en ?? low} lie furthest apart, by ${distance.en} (${inTest(widest.test).en})`,
    zh: `${titles.get(high)?.zh ?? high}与${titles.get(low)?.zh ?? low}相差最大，为${distance.zh}（${inTest(widest.test).zh}）`,
  }
  return conclusion('differs', 'neutral', text, sentences(pairCount(facts, apart.length), evidence))
}

const otherUse = /lang|countr|nation|region|mode\b|channel|device|medium|语言|国家|地区|国籍|渠道|方式|设备/i

/** Net promoter scores across countries or ways of asking differ by how the scale is used, whatever customers think. */
function otherScaleUse({ unit, attribute, attributeTitle }: Facts): Text | null {
  if (unit !== 'points' || !otherUse.test(`${attribute} ${attributeTitle.en} ${attributeTitle.zh}`)) return null
  return {
    en: 'Countries, languages and ways of asking use the scale of recommendation differently; part of the difference may be that.',
    zh: '不同国家、语言或作答方式使用推荐量表的习惯不同，差异可能部分来自于此。',
  }
}

/** Groups that differ from every other one that is shown; of two, the lower one speaks for both. */
function oddOnes({ groups, pairs }: Facts, apart: Facts['pairs']): { odd: string[]; others: number } {
  const shown = groups.filter(({ estimate }) => estimate.value !== null)
  const others = shown.length - 1
  if (others === 1) return { odd: apart.map(({ a, b, difference }) => ((difference.value ?? 0) < 0 ? a : b)), others }
  const odd = shown.filter(({ value }) => apart.filter(({ a, b }) => a === value || b === value).length === others)
  const rest = pairs.filter(({ a, b }) => !odd.some(({ value }) => value === a || value === b))
  const restAlike = rest.every(({ test }) => test.adjustedP >= 0.05)
  return { odd: restAlike || odd.length === 1 ? odd.map(({ value }) => value) : [], others }
}

function oddSentence(odd: string, others: number, facts: Facts, titles: ReadonlyMap<string, Text>): Text {
  const own = facts.pairs.filter(({ a, b }) => a === odd || b === odd)
  const largest = own.reduce((worst, pair) => (pair.test.adjustedP > worst.test.adjustedP ? pair : worst))
  const lower = own.every(({ a, difference }) => (a === odd ? (difference.value ?? 0) < 0 : (difference.value ?? 0) > 0))
  const higher = own.every(({ a, difference }) => (a === odd ? (difference.value ?? 0) > 0 : (difference.value ?? 0) < 0))
  const title = titles.get(odd) ?? { en: odd, zh: odd }
  const direction = lower ? { en: 'lies below', zh: '低于' } : higher ? { en: 'lies above', zh: '高于' } : { en: 'differs from', zh: '不同于' }
  const everyOther = others === 1 ? other(odd, facts) : { en: 'every other group', zh: '其他各组' }
  const test = inTest(largest.test)
  return {
    en: `${title.en} ${direction.en} ${everyOther.en} (${test.en})`,
    zh: `${title.zh}${direction.zh}${everyOther.zh}（${test.zh}）`,
  }
}

function other(odd: string, { groups }: Facts): Text {
  return groups.find(({ value, estimate }) => value !== odd && estimate.value !== null)?.title ?? { en: 'the other', zh: '另一组' }
}

function pairCount({ pairs }: Facts, apart: number): Text {
  const [found, all] = [inWords(apart), inWords(pairs.length)]
  return {
    en: `${capitalised(found.en)} of ${all.en} pairs ${apart === 1 ? 'differs' : 'differ'}.`,
    zh: `${all.zh}对比较中有${found.zh}对存在差异。`,
  }
}

function overallSentence({ groups, overall }: Facts, test: TestResult): Text | null {
  if (!overall) return null
  const name = testNames[test.method]
  const statistic = statisticOf(test)
  const thin = groups.filter(({ estimate }) => estimate.value === null)
  const left = thin.length === 0 ? null : leftOut(thin.map(({ title }) => title))
  return sentences({ en: `${name.en}: ${statistic}, ${equation(test.p)}.`.replace(/^./, (c) => c.toUpperCase()), zh: `${name.zh}：${statistic}，${equation(test.p)}。` }, left)
}

function statisticOf({ method, statistic, df, df2 }: TestResult): string {
  const write = (x: number | null) => (x === null ? '' : Number.isInteger(x) ? String(x) : x.toFixed(1))
  const value = figure(statistic, 'en', 2)
  if (method === 'welch-anova') return `F(${write(df)}, ${write(df2)}) = ${value}`
  if (method === 'chi-square') return `χ²(${write(df)}) = ${value}`
  return method === 'two-proportions' ? `z = ${value}` : `t(${write(df)}) = ${value}`
}

function leftOut(titles: readonly Text[]): Text {
  const names = named(titles.slice(0, 4))
  const more = titles.length > 4
  return {
    en: `Too few answers and left out of the test: ${more ? `${inWords(titles.length).en} groups` : names.en}.`,
    zh: `答卷太少、未参与检验：${more ? `${inWords(titles.length).zh}组` : names.zh}。`,
  }
}

/** The last change between neighbours that is more than chance, and where things stand now. */
function overTime(facts: Facts): Conclusion {
  const titles = new Map(facts.groups.map(({ value, title }) => [value, title]))
  const changes = facts.pairs.filter(({ test }) => test.adjustedP < 0.05)
  const latest = changes.at(-1)
  const evidence = facts.overall ? overallSentence(facts, facts.overall) : null
  if (!latest) {
    const differs = (facts.overall?.p ?? 1) < 0.05
    const text = differs
      ? { en: 'The periods differ as a whole, but no step from one to the next stands out', zh: '各时期总体上有差异，但没有哪一次变化可单独判定' }
      : { en: 'No change over time beyond chance', zh: '各时期之间没有超出偶然的变化' }
    return conclusion(differs ? 'drift' : 'steady', 'neutral', text, evidence)
  }
  const rise = (latest.difference.value ?? 0) > 0
  const by = distanceIn(facts.unit, Math.abs(latest.difference.value ?? 0))
  const [now, before] = [titles.get(latest.a), titles.get(latest.b)]
  const test = inTest(latest.test)
  const text = {
    en: `It ${rise ? 'rose' : 'fell'} by ${by.en} from ${before?.en ?? latest.b} to ${now?.en ?? latest.a} (${test.en})`,
    zh: `${before?.zh ?? latest.b}到${now?.zh ?? latest.a}${rise ? '上升' : '下降'}了${by.zh}（${test.zh}）`,
  }
  return conclusion('change', rise ? 'good' : 'bad', text, evidence)
}
