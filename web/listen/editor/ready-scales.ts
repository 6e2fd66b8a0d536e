import type { Text } from '@gap5/contract/language.ts'
import type { Scale } from '@gap5/contract/listen/instrument.ts'

const scale = (min: number, max: number, labels: Record<number, [string, string]>): Scale => ({
  min,
  max,
  lowIsGood: false,
  labels: Object.fromEntries(Object.entries(labels).map(([point, [en, zh]]) => [point, { en, zh }])),
})

/** Balanced scales that the field uses, to start from. */
export const readyScales: { key: string; title: Text; scale: Scale }[] = [
  { key: 'agreement', title: { en: 'Agreement, seven points', zh: '同意程度，七点' }, scale: scale(1, 7, { 1: ['Strongly disagree', '非常不同意'], 4: ['Neither', '一般'], 7: ['Strongly agree', '非常同意'] }) },
  { key: 'agreement', title: { en: 'Agreement, five points', zh: '同意程度，五点' }, scale: scale(1, 5, { 1: ['Strongly disagree', '非常不同意'], 2: ['Disagree', '不同意'], 3: ['Neither', '一般'], 4: ['Agree', '同意'], 5: ['Strongly agree', '非常同意'] }) },
  { key: 'satisfied', title: { en: 'Satisfaction, seven points', zh: '满意程度，七点' }, scale: scale(1, 7, { 1: ['Very dissatisfied', '非常不满意'], 4: ['Neither', '一般'], 7: ['Very satisfied', '非常满意'] }) },
  { key: 'satisfied', title: { en: 'Satisfaction, five points', zh: '满意程度，五点' }, scale: scale(1, 5, { 1: ['Very dissatisfied', '非常不满意'], 2: ['Dissatisfied', '不满意'], 3: ['Neither', '一般'], 4: ['Satisfied', '满意'], 5: ['Very satisfied', '非常满意'] }) },
  { key: 'likely', title: { en: 'Likelihood, 0 to 10 (NPS)', zh: '可能性，0 至 10（NPS）' }, scale: scale(0, 10, { 0: ['Not at all likely', '完全不可能'], 10: ['Extremely likely', '非常可能'] }) },
  { key: 'importance', title: { en: 'Importance, seven points', zh: '重要程度，七点' }, scale: scale(1, 7, { 1: ['Not at all important', '一点也不重要'], 4: ['Somewhat important', '一般'], 7: ['Extremely important', '极其重要'] }) },
  { key: 'level', title: { en: 'Level, nine points (zone of tolerance)', zh: '水平，九点（容忍区域）' }, scale: scale(1, 9, { 1: ['Low', '低'], 9: ['High', '高'] }) },
  { key: 'quality', title: { en: 'Quality, five points', zh: '质量，五点' }, scale: scale(1, 5, { 1: ['Very poor', '很差'], 2: ['Poor', '差'], 3: ['Fair', '一般'], 4: ['Good', '好'], 5: ['Very good', '很好'] }) },
  { key: 'confirmed', title: { en: 'Against expectation, five points', zh: '与期望相比，五点' }, scale: scale(1, 5, { 1: ['Far below what I expected', '远低于期望'], 2: ['Below what I expected', '低于期望'], 3: ['As I expected', '与期望相符'], 4: ['Above what I expected', '高于期望'], 5: ['Far above what I expected', '远高于期望'] }) },
  { key: 'feeling', title: { en: 'Feeling, five answers (Kano)', zh: '感受，五个答案（Kano）' }, scale: scale(1, 5, { 1: ['I like it', '很喜欢'], 2: ['I expect it', '理应如此'], 3: ['I do not care', '无所谓'], 4: ['I can live with it', '能忍受'], 5: ['I dislike it', '不喜欢'] }) },
  { key: 'ten', title: { en: 'Ten points (satisfaction index)', zh: '十点（满意度指数）' }, scale: scale(1, 10, { 1: ['Very low', '非常低'], 10: ['Very high', '非常高'] }) },
]
