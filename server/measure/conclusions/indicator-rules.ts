/** What the figures that stand alone say: recommendation, effort, overall satisfaction, intention. */
import { figure, percent, signed, type Text } from '@gap5/contract/language.ts'
import type { Conclusion, Estimate, Indicator } from '@gap5/contract/measure/results.ts'
import type { Rule } from './facts.ts'
import { decimalsFor, inWords, intervalOf, quoted, sentences, shareIntervalOf } from './wording.ts'

export const indicators: Rule = ({ indicators }) => {
  const severalAskSatisfaction = indicators.filter(({ role }) => role === 'satisfaction').length > 1
  return indicators.flatMap((indicator) => conclude(indicator, severalAskSatisfaction))
}

function conclude(indicator: Indicator, severalAskSatisfaction: boolean): Conclusion[] {
  if (indicator.estimate.value === null) return []
  if (indicator.kind === 'nps') return [promoters(indicator)]
  if (indicator.kind === 'effort') return [ease(indicator)]
  return indicator.role === 'satisfaction' ? [satisfaction(indicator, severalAskSatisfaction)] : []
}

function promoters({ estimate, parts, key }: Indicator): Conclusion {
  const score = signed(estimate.value ?? 0, 'en', 0)
  const lead = (estimate.lower ?? 0) > 0 ? 'good' : (estimate.upper ?? 0) < 0 ? 'bad' : 'neutral'
  const text = {
    good: { en: `More customers recommend than advise against: NPS ${score}`, zh: `推荐者多于贬损者：净推荐值${score}` },
    bad: { en: `More customers advise against than recommend: NPS ${score}`, zh: `贬损者多于推荐者：净推荐值${score}` },
    neutral: {
      en: `Customers who recommend and those who advise against balance out: NPS ${score}`,
      zh: `推荐者与贬损者大致相抵：净推荐值${score}`,
    },
  }[lead]
  return { kind: `nps-${key}`, tone: lead, text, evidence: npsEvidence(estimate, parts) }
}

function partsOf(parts: Indicator['parts']): Text {
  const one = (language: 'en' | 'zh') => parts.map(({ title, share }) => (language === 'en' ? `${percent(share.value ?? 0, 'en')} ${title.en.toLowerCase()}` : `${title.zh}${percent(share.value ?? 0, 'zh')}`))
  return { en: `${one('en').join(', ')}.`, zh: `${one('zh').join('，')}。` }
}

/** "NPS +21 (95 % interval +12 to +30), n 345: 45 % promoters, 31 % passives, 24 % detractors." */
function npsEvidence(estimate: Estimate, parts: Indicator['parts']): Text {
  const interval = intervalOf(estimate, 0, signed)
  const shares = partsOf(parts)
  return {
    en: `NPS ${signed(estimate.value ?? 0, 'en', 0)}${interval ? ` (${interval.en})` : ''}, n ${figure(estimate.n, 'en')}: ${shares.en}`,
    zh: `净推荐值${signed(estimate.value ?? 0, 'zh', 0)}${interval ? `（${interval.zh}）` : ''}，n = ${figure(estimate.n, 'zh')}：${shares.zh}`,
  }
}

function ease({ estimate, parts, scale, key }: Indicator): Conclusion {
  const easy = parts.find((part) => part.key === 'easy')?.share
  const share = percent(easy?.value ?? 0, 'en')
  const verdict = (easy?.lower ?? 0) > 0.5 ? 'good' : (easy?.upper ?? 1) < 0.5 ? 'bad' : 'neutral'
  const text = {
    good: { en: `Most customers found it easy (${share})`, zh: `多数顾客觉得办事轻松（${percent(easy?.value ?? 0, 'zh')}）` },
    bad: { en: `Fewer than half of the customers found it easy (${share})`, zh: `不到一半的顾客觉得办事轻松（${percent(easy?.value ?? 0, 'zh')}）` },
    neutral: { en: `About half of the customers found it easy (${share})`, zh: `约一半顾客觉得办事轻松（${percent(easy?.value ?? 0, 'zh')}）` },
  } as const
  return { kind: `effort-${key}`, tone: verdict, text: text[verdict], evidence: meanSentence(estimate, scale) }
}

function satisfaction({ estimate, parts, scale, key, title }: Indicator, isOneOfSeveral: boolean): Conclusion {
  const top = parts.find((part) => part.key === 'top')?.share
  const verdict = (top?.lower ?? 0) > 0.5 ? 'good' : (top?.upper ?? 1) < 0.5 ? 'caution' : 'neutral'
  const best = scale.max - scale.min >= 4 ? 2 : 1
  const answers = best === 1 ? { en: 'the best answer', zh: '最好的一档' } : { en: `one of the ${inWords(best).en} best answers`, zh: `最好的${inWords(best).zh}档` }
  const what = isOneOfSeveral ? quoted(title) : { en: 'overall satisfaction', zh: '总体满意度' }
  const range = top && shareIntervalOf(top)
  const text = {
    en: `${percent(top?.value ?? 0, 'en')} of customers chose ${answers.en} for ${what.en}`,
    zh: `${percent(top?.value ?? 0, 'zh')}的顾客在${what.zh}上选择了${answers.zh}`,
  }
  const shareSaid = range && {
    en: `Share ${percent(top?.value ?? 0, 'en')} (${range.en}).`,
    zh: `占比${percent(top?.value ?? 0, 'zh')}（${range.zh}）。`,
  }
  return { kind: `satisfaction-${key}`, tone: verdict, text, evidence: sentences(shareSaid ?? null, meanSentence(estimate, scale)) }
}

function meanSentence(estimate: Estimate, scale: Indicator['scale']): Text | null {
  if (estimate.value === null) return null
  const decimals = decimalsFor(estimate, scale)
  const interval = intervalOf(estimate, decimals)
  return {
    en: `Mean ${figure(estimate.value, 'en', decimals)} on ${scale.min} to ${scale.max}${interval ? ` (${interval.en})` : ''}, n ${figure(estimate.n, 'en')}.`,
    zh: `均值${figure(estimate.value, 'zh', decimals)}（量表${scale.min}至${scale.max}${interval ? `，${interval.zh}` : ''}），n = ${figure(estimate.n, 'zh')}。`,
  }
}
