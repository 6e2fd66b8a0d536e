/** What the result page calls things. */
import type { Text } from '@gap5/contract/language.ts'
import type { ReliabilityRow } from '@gap5/contract/measure/results.ts'
import type { MarkPolicy } from '@gap5/contract/measure/selection.ts'

export const policyWords: Record<MarkPolicy, { label: Text; hint: Text }> = {
  usual: {
    label: { en: 'Leave out what is no customer’s answer', zh: '剔除非顾客作答' },
    hint: { en: 'Machines, duplicates, failed attention checks', zh: '机器填写、重复、未通过注意力检查' },
  },
  clean: {
    label: { en: 'Leave out careless answers too', zh: '同时剔除敷衍作答' },
    hint: { en: 'Also very fast ones and those with the same answer throughout', zh: '另剔除作答过快和全部同一选项' },
  },
  all: { label: { en: 'Count every response', zh: '全部计入' }, hint: { en: 'Quality marks or not', zh: '不论有无质量标记' } },
}

export const reliabilityOf: Record<ReliabilityRow['of'], Text> = {
  perception: { en: 'Perceived', zh: '感知' },
  expectation: { en: 'Expected', zh: '期望' },
  adequate: { en: 'Adequate', zh: '适当水平' },
  desired: { en: 'Desired', zh: '理想水平' },
  importance: { en: 'Importance', zh: '重要性' },
  gap: { en: 'Perceived − expected', zh: '感知 − 期望' },
  adequacy: { en: 'Perceived − adequate', zh: '感知 − 适当' },
  superiority: { en: 'Perceived − desired', zh: '感知 − 理想' },
}

export { kanoWords } from '@gap5/contract/measure/kano-words.ts'

/** What the points 1 to 5 of a Kano question say. */
export const kanoAnswers: readonly Text[] = [
  { en: '1 like', zh: '1 很喜欢' },
  { en: '2 expect', zh: '2 理应如此' },
  { en: '3 do not care', zh: '3 无所谓' },
  { en: '4 can live with', zh: '4 能忍受' },
  { en: '5 dislike', zh: '5 不喜欢' },
]

export { formatOf, type Format } from '@gap5/contract/measure/format.ts'

export function isNarrowed(query: object): boolean {
  return Object.keys(query).length > 0
}
