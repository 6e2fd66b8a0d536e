/** Satisfaction as an index: of the whole, of dimensions, of groups. */
import { figure, percent, type Text } from '@gap5/contract/language.ts'
import type { Choice } from '@gap5/contract/measure/readings/readings.ts'
import { ratioBases, type SatisfactionOptions, type SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import type { Conclusion, Estimate } from '@gap5/contract/measure/results.ts'
import { mean, ratioIndexOfCovariances } from '@gap5/methods'
import { intervalOf, shareIntervalOf } from '../conclusions/wording.ts'
import { estimateOf } from '../estimates.ts'
import { groupsIn, type Parts } from '../parts.ts'
import { weighable } from '../sums/attribute-scores.ts'
import type { RatioBase } from '../sums/expectation-scores.ts'
import { headOf, isOrdered, meanOf, momentsAt, needs, requireAsked, requireChoice, shownGroups, type Needs } from './answers.ts'
import { isOffered, offers } from './offers.ts'
import { differenceOf, indexFigures, weightedOf } from './satisfaction-figures.ts'

const baseTitles: Record<RatioBase, Text> = {
  expectation: { en: 'Expected', zh: '期望' },
  desired: { en: 'Desired', zh: '理想水平' },
  adequate: { en: 'Adequate', zh: '适当水平' },
}

export function satisfactionNeeds({ by }: SatisfactionOptions): Needs {
  return needs(['answers', 'overall', 'ratios', 'weighed'], { by })
}

export function satisfactionReading(parts: Parts, options: SatisfactionOptions): SatisfactionReading {
  const { study, questions, split } = parts
  requireAsked(isOffered(study.definition, 'satisfaction'), offers.satisfaction.needs)
  const bases = basesOf(parts)
  const against = options.against ?? bases.find(({ unfit }) => unfit === null)?.key ?? null
  requireChoice(bases.find(({ key }) => key === against)?.unfit, 'against')
  const asked = { questions, against, minimumN: study.minimumN }
  const whole = indexFigures(parts, asked)
  const groups = split ? groupsIn(parts, shownGroups(split)) : []
  const figures = {
    against,
    bases,
    whole,
    band: bandOf(whole.weighted),
    dimensions: dimensionsOf(parts, against),
    weights: weightsOf(parts),
    by: split && { key: split.key, title: split.title, ordered: isOrdered(split) },
    groups: groups.map((group) => ({ value: group.value, title: group.title, n: group.respondents, ...indexFigures(group, asked) })),
  }
  return { ...headOf(parts, { conclusions: conclusionsOf(figures) }), ...figures }
}

function basesOf({ figures }: Parts): (Choice & { key: RatioBase })[] {
  const unfit = { en: 'this instrument does not ask it', zh: '本问卷没有询问' }
  return ratioBases.map((key) => ({ key, title: baseTitles[key], unfit: figures.ratios.some(({ base }) => base === key) ? null : unfit }))
}

function dimensionsOf({ study: { minimumN }, questions, figures }: Parts, against: RatioBase | null): SatisfactionReading['dimensions'] {
  const found = figures.ratios.find(({ base }) => base === against)
  return (found?.dimensions ?? []).map(({ id, pair }) => ({
    key: id,
    title: questions.dimensions.find(({ key }) => key === id)!.title,
    perceived: estimateOf(mean(momentsAt(pair, 0)), minimumN),
    ratio: estimateOf(ratioIndexOfCovariances(pair), minimumN),
    difference: estimateOf(mean(differenceOf(pair)), minimumN),
  }))
}

function weightsOf(parts: Parts): SatisfactionReading['weights'] {
  const { study, questions } = parts
  const found = weightedOf(questions, parts)
  const isShown = found !== null && found.n >= study.minimumN
  return weighable(questions.items).map((item, j) => {
    const variable = (item.levels.perception ?? item.levels.satisfaction)!
    const satisfaction = meanOf(variable.key, parts)
    const share = isShown ? (found.shares?.[j]?.share ?? null) : null
    const part = share === null || satisfaction.value === null ? null : (100 * share * satisfaction.value) / variable.max
    return { item: item.key, title: item.title, importance: estimateOf(meanOf(item.levels.importance!.key, parts), study.minimumN), satisfaction: estimateOf(satisfaction, study.minimumN), share, part }
  })
}

/** In use for weighted indices: 81, 66, 51 and 35 are where the bands begin. */
export function bandOf(weighted: Estimate | null): SatisfactionReading['band'] {
  const value = weighted?.value
  if (value == null) return null
  return value >= 81 ? 'very-satisfied' : value >= 66 ? 'satisfied' : value >= 51 ? 'fairly' : value >= 35 ? 'less' : 'not'
}

const bandWords: Record<NonNullable<SatisfactionReading['band']>, Text> = {
  'very-satisfied': { en: 'very satisfied', zh: '非常满意' },
  satisfied: { en: 'satisfied', zh: '满意' },
  fairly: { en: 'fairly satisfied', zh: '比较满意' },
  less: { en: 'less satisfied', zh: '不太满意' },
  not: { en: 'not satisfied', zh: '不满意' },
}

type Figures = Omit<SatisfactionReading, keyof ReturnType<typeof headOf>>

function conclusionsOf(figures: Figures): Conclusion[] {
  const { whole, band } = figures
  return [...weightedSaid(whole.weighted, band), ...ratioSaid(whole.ratio, figures), ...overallSaid(whole), ...apart(figures)]
}

function weightedSaid(weighted: Estimate | null, band: SatisfactionReading['band']): Conclusion[] {
  if (weighted?.value == null || band === null) return []
  const interval = intervalOf(weighted, 1)
  return [
    {
      kind: 'index-weighted',
      tone: band === 'very-satisfied' || band === 'satisfied' ? 'good' : band === 'fairly' ? 'neutral' : 'bad',
      text: { en: `The satisfaction index is ${figure(weighted.value, 'en', 1)} of 100: ${bandWords[band].en}`, zh: `满意度指数为${figure(weighted.value, 'zh', 1)}（满分100）：${bandWords[band].zh}` },
      evidence: { en: `Weighted by rated importance; ${interval?.en ?? ''}; n ${figure(weighted.n, 'en')}.`, zh: `按重要性评分加权；${interval?.zh ?? ''}；n ${figure(weighted.n, 'zh')}。` },
    },
  ]
}

/** Above or below 100 only where the interval leaves it out. */
function ratioSaid(ratio: Estimate | null, { against }: Figures): Conclusion[] {
  if (ratio?.value == null || ratio.lower === null || ratio.upper === null || against === null) return []
  const value = { en: figure(ratio.value, 'en', 1), zh: figure(ratio.value, 'zh', 1) }
  const base = { expectation: { en: 'expectation', zh: '期望' }, desired: { en: 'the desired level', zh: '理想水平' }, adequate: { en: 'the adequate level', zh: '适当水平' } }[against]
  const text =
    ratio.upper < 100
      ? { en: `The effect falls short of ${base.en}: it reaches ${value.en} % of it`, zh: `实际效果未达到${base.zh}：为其${value.zh}%` }
      : ratio.lower > 100
        ? { en: `The effect goes beyond ${base.en}: ${value.en} % of it`, zh: `实际效果超出${base.zh}：为其${value.zh}%` }
        : { en: `The effect is about ${base.en}: ${value.en} % of it`, zh: `实际效果与${base.zh}相当：为其${value.zh}%` }
  const interval = intervalOf(ratio, 1)
  return [
    {
      kind: 'index-ratio',
      tone: ratio.upper < 100 ? 'bad' : ratio.lower > 100 ? 'good' : 'neutral',
      text,
      evidence: { en: `Ratio of means on 0–100; ${interval?.en ?? ''}; n ${figure(ratio.n, 'en')}.`, zh: `百分制均值之比；${interval?.zh ?? ''}；n ${figure(ratio.n, 'zh')}。` },
    },
  ]
}

function overallSaid({ overall, topBox }: SatisfactionReading['whole']): Conclusion[] {
  if (overall?.value == null) return []
  const interval = intervalOf(overall, 1)
  const box = topBox?.value == null ? null : { en: ` The best answers make ${percent(topBox.value, 'en')} (${shareIntervalOf(topBox)?.en ?? ''}).`, zh: `最好选项占${percent(topBox.value, 'zh')}（${shareIntervalOf(topBox)?.zh ?? ''}）。` }
  return [
    {
      kind: 'index-overall',
      tone: 'neutral',
      text: { en: `Overall satisfaction stands at ${figure(overall.value, 'en', 1)} of 100`, zh: `总体满意度为${figure(overall.value, 'zh', 1)}（百分制）` },
      evidence: { en: `${interval?.en ?? ''}; n ${figure(overall.n, 'en')}.${box?.en ?? ''}`, zh: `${interval?.zh ?? ''}；n ${figure(overall.n, 'zh')}。${box?.zh ?? ''}` },
    },
  ]
}

/** Groups whose intervals do not overlap: the highest and the lowest. */
function apart({ groups, by }: Figures): Conclusion[] {
  const of = (['weighted', 'ratio', 'overall'] as const).find((key) => groups.some((group) => group[key]?.value != null))
  if (!of || by === null) return []
  const known = groups.flatMap((group) => (group[of]?.value != null && group[of].lower !== null && group[of].upper !== null ? [{ title: group.title, index: group[of] }] : []))
  const sorted = known.toSorted((a, b) => (b.index.value ?? 0) - (a.index.value ?? 0))
  const [best, worst] = [sorted[0], sorted.at(-1)]
  if (!best || !worst || best === worst) return []
  const certain = (best.index.lower ?? 0) > (worst.index.upper ?? 0)
  const text = certain
    ? { en: `${best.title.en} stands highest (${figure(best.index.value ?? 0, 'en', 1)}), ${worst.title.en} lowest (${figure(worst.index.value ?? 0, 'en', 1)})`, zh: `${best.title.zh}最高（${figure(best.index.value ?? 0, 'zh', 1)}），${worst.title.zh}最低（${figure(worst.index.value ?? 0, 'zh', 1)}）` }
    : { en: `The intervals of all groups (${by.title.en}) overlap`, zh: `各组（${by.title.zh}）的置信区间相互重叠` }
  return [{ kind: 'index-groups', tone: 'neutral', text, evidence: null }]
}
