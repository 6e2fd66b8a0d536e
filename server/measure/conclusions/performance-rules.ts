/** What perception alone says (SERVPERF): who is strongest, who weakest, and whether that is more than chance. */
import { figure, probability, type Text } from '@gap5/contract/language.ts'
import type { GapRow } from '@gap5/contract/measure/results.ts'
import { ascending, differ, spokenRows, valueOf, type Facts, type Rule } from './facts.ts'
import { countOf, decimalsFor, intervalOf, named, said, sentences } from './wording.ts'

export const performanceHeadline: Rule = (facts) => {
  if (facts.gaps.some((row) => row.gap || row.adequacy || row.superiority)) return []
  const { rows, noun } = spokenRows(facts, (row) => valueOf(row.perception) !== null)
  const ordered = ascending(rows, (row) => row.perception)
  const weakest = ordered[0]
  const strongest = ordered.at(-1)
  if (!weakest || !strongest || !facts.scale) return []
  if (ordered.length === 1) return [{ kind: 'performance', tone: 'neutral', text: ratedOf(weakest, facts), evidence: evidenceOf(weakest, facts) }]
  const isDimension = noun.one === 'dimension'
  if (isDimension && !differ(facts, 'perception', weakest.key, strongest.key)) {
    const counted = countOf(ordered.length, noun)
    const text = { en: `The ${counted.en} are rated about alike`, zh: `${counted.zh}的评价大致相同` }
    return [{ kind: 'performance', tone: 'neutral', text, evidence: sentences(rangeOf(weakest, strongest, facts), testOf(weakest, strongest, facts)) }]
  }
  const alike = (pole: GapRow) => ordered.filter((row) => row === pole || (isDimension && !differ(facts, 'perception', row.key, pole.key)))
  const top = alike(strongest).toReversed()
  const bottom = alike(weakest).filter((row) => !top.includes(row))
  const high = ratingsOf(top, facts)
  const low = ratingsOf(bottom, facts)
  const [best, worst] = [named(top.map((row) => row.title)), named(bottom.map((row) => row.title))]
  const text = {
    en: `${best.en} ${top.length === 1 ? 'is' : 'are'} rated highest (${high.en}), ${worst.en} lowest (${low.en})`,
    zh: `${best.zh}评价最高（${high.zh}），${worst.zh}最低（${low.zh}）`,
  }
  return [{ kind: 'performance', tone: 'neutral', text, evidence: sentences(isDimension ? testOf(weakest, strongest, facts) : untested, indexOf(facts)) }]
}

const untested: Text = { en: 'Means of single statements, not tested against each other.', zh: '单个题项的均值，未相互检验。' }

/** Of several that are alike from the lowest to the highest, so that no value is taken for everybody's. */
function ratingsOf(rows: readonly GapRow[], facts: Facts): Text {
  const ordered = ascending(rows, (row) => row.perception)
  const [lowest, highest] = [ratingOf(ordered[0]!, facts), ratingOf(ordered.at(-1)!, facts)]
  if (lowest.en === highest.en) return lowest
  return { en: `${lowest.en} to ${highest.en}`, zh: `${lowest.zh}至${highest.zh}` }
}

function ratingOf(row: GapRow, facts: Facts): Text {
  const decimals = row.perception ? decimalsFor(row.perception, facts.scale) : 1
  const write = (language: 'en' | 'zh') => said(valueOf(row.perception), language, decimals)
  return { en: write('en'), zh: write('zh') }
}

function ratedOf(row: GapRow, facts: Facts): Text {
  const rating = ratingOf(row, facts)
  const { min, max } = facts.scale ?? { min: 0, max: 0 }
  return { en: `${row.title.en} is rated ${rating.en} on a scale of ${min} to ${max}`, zh: `${row.title.zh}的评分为${rating.zh}（${min}至${max}分）` }
}

function evidenceOf(row: GapRow, facts: Facts): Text | null {
  const interval = row.perception && intervalOf(row.perception, decimalsFor(row.perception, facts.scale))
  if (!interval || !row.perception) return null
  return { en: `Mean ${ratingOf(row, facts).en} (${interval.en}), n ${figure(row.perception.n, 'en')}.`, zh: `均值${ratingOf(row, facts).zh}（${interval.zh}），n = ${figure(row.perception.n, 'zh')}。` }
}

function rangeOf(weakest: GapRow, strongest: GapRow, facts: Facts): Text {
  const [low, high] = [ratingOf(weakest, facts), ratingOf(strongest, facts)]
  return {
    en: `From ${low.en} (${weakest.title.en}) to ${high.en} (${strongest.title.en}).`,
    zh: `从${low.zh}（${weakest.title.zh}）到${high.zh}（${strongest.title.zh}）。`,
  }
}

function testOf(weakest: GapRow, strongest: GapRow, facts: Facts): Text | null {
  const contrast = facts.contrasts.find(
    ({ of, a, b }) => of === 'perception' && [a, b].includes(weakest.key) && [a, b].includes(strongest.key),
  )
  if (!contrast?.test || contrast.difference.value === null) return null
  const decimals = decimalsFor(contrast.difference, facts.scale)
  const p = probability(contrast.test.adjustedP)
  const pSaid = p.startsWith('<') ? `p ${p}` : `p = ${p}`
  const distance = Math.abs(contrast.difference.value)
  const beyond = contrast.test.adjustedP < 0.05
  return {
    en: `Their difference of ${figure(distance, 'en', decimals)} is ${beyond ? 'beyond' : 'within'} chance (paired t test, adjusted ${pSaid}).`,
    zh: `两者相差${figure(distance, 'zh', decimals)}，${beyond ? '超出' : '未超出'}偶然范围（配对t检验，校正后${pSaid}）。`,
  }
}

function indexOf({ servperf }: Facts): Text | null {
  const index = servperf?.index100.value
  if (index === null || index === undefined) return null
  return { en: `As a whole ${figure(index, 'en')} of 100.`, zh: `总体折合${figure(index, 'zh')}分（满分100）。` }
}
