/** When there is nothing to say yet, and when to read a score with care. */
import { figure } from '@gap5/contract/language.ts'
import type { Rule } from './facts.ts'
import { capitalised, countOf, dimensionNoun, inWords, named } from './wording.ts'

/** The only conclusion where there are no answers, or too few. */
export const tooFew: Rule = ({ responses, minimumN }) => {
  if (responses === 0) {
    return [{ kind: 'no-answers', tone: 'neutral', text: { en: 'No answers yet', zh: '还没有答卷' }, evidence: null }]
  }
  if (responses >= minimumN) return []
  const text = {
    en: `Too few answers to conclude from: ${figure(responses, 'en')} of at least ${figure(minimumN, 'en')}`,
    zh: `答卷太少，尚不能下结论：${figure(responses, 'zh')}份，至少需要${figure(minimumN, 'zh')}份`,
  }
  const evidence = {
    en: 'Figures appear as soon as there are enough.',
    zh: '数量足够后即显示结果。',
  }
  return [{ kind: 'too-few', tone: 'caution', text, evidence }]
}

/** Dimensions for which there are too few answers although the study as a whole has enough. */
export const thinDimensions: Rule = ({ gaps, minimumN }) => {
  const dimensions = gaps.filter((row) => row.level === 'dimension')
  const thin = dimensions.filter((row) => row.perception?.reason === 'below-minimum-n' || row.perception?.reason === 'no-answers')
  if (thin.length === 0) return []
  const which = thin.length === dimensions.length && thin.length > 1 ? { en: `all ${countOf(thin.length, dimensionNoun).en}`, zh: `${countOf(thin.length, dimensionNoun).zh}` } : named(thin.map((row) => row.title))
  const text = {
    en: `For ${which.en} too few customers answered enough statements`,
    zh: `${which.zh}${thin.length > 1 ? '的' : ''}有效答卷太少`,
  }
  const evidence = {
    en: `At least ${figure(minimumN, 'en')} are needed; there ${thin.length === 1 ? `are ${figure(thin[0]?.perception?.n ?? 0, 'en')}` : `are ${thin.map((row) => `${figure(row.perception?.n ?? 0, 'en')} for ${row.title.en}`).join(', ')}`}.`,
    zh: `至少需要${figure(minimumN, 'zh')}份；目前${thin.map((row) => `${row.title.zh}${figure(row.perception?.n ?? 0, 'zh')}份`).join('，')}。`,
  }
  return [{ kind: 'thin', tone: 'caution', text, evidence }]
}

/** Scales whose statements do not hang together. */
export const lowReliability: Rule = ({ reliability }) => {
  const low = reliability.filter((row) => row.of === 'perception' && row.alpha !== null && row.alpha < 0.7)
  if (low.length === 0) return []
  const names = named(low.map((row) => row.title))
  const text = {
    en: `Read ${names.en} with care: ${low.length === 1 ? 'its' : 'their'} statements do not hang together well`,
    zh: `解读${names.zh}时请谨慎：其题项的内部一致性偏低`,
  }
  const one = (title: string, alpha: number, language: 'en' | 'zh') => `${title} ${figure(alpha, language, 2).replace(/^(−?)0/, '$1')}`
  const evidence = {
    en: `Cronbach’s alpha below .7: ${low.map((row) => one(row.title.en, row.alpha ?? 0, 'en')).join(', ')}.`,
    zh: `克隆巴赫α系数低于0.7：${low.map((row) => `${row.title.zh}${figure(row.alpha ?? 0, 'zh', 2)}`).join('，')}。`,
  }
  return [{ kind: 'low-reliability', tone: 'caution', text, evidence }]
}

/** Points that were shared out to a total too far from 100. */
export const rejectedWeights: Rule = ({ weights }) => {
  const judged = weights.used + weights.rejected
  if (weights.rejected === 0 || weights.rejected < 0.05 * judged) return []
  const count = weights.rejected
  const text = {
    en: `${count <= 12 ? capitalised(inWords(count).en) : figure(count, 'en')} ${count === 1 ? 'customer' : 'customers'} shared out points that do not add up to 100`,
    zh: `${figure(count, 'zh')}位顾客分配的分数合计不是100`,
  }
  const evidence = {
    en: 'Totals outside 95 to 105 are left out of everything weighted; these customers still count in the unweighted figures.',
    zh: '合计不在95至105之间的不计入加权结果，但仍计入未加权结果。',
  }
  return [{ kind: 'rejected-weights', tone: 'caution', text, evidence }]
}
