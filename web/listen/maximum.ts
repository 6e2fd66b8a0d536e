import type { Words } from '../kit/language.tsx'

/** Field → what is wrong with a maximum of answers as it was typed. */
export function maximumFaults(maximum: number | null): { maximumResponses?: Words } {
  if (maximum === null || (Number.isInteger(maximum) && maximum >= 1)) return {}
  return { maximumResponses: { en: 'Enter a whole number from 1, or leave it empty.', zh: '请输入不小于 1 的整数，或留空。' } }
}
