/** How names, counts and figures are put into a sentence, in both languages. */
import { figure, percent, signed, type Language, type Text } from '@gap5/contract/language.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'

/** "A", "A and B", "A, B and C"; 「A、B和C」. */
export function named(titles: readonly Text[]): Text {
  return { en: joined(titles.map((t) => t.en), ', ', ' and '), zh: joined(titles.map((t) => t.zh), '、', '和') }
}

function joined(names: readonly string[], comma: string, and: string): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : names.slice(0, -1).join(comma) + and + last
}

/** Sentences one after the other; Chinese needs no space between. */
export function sentences(...parts: (Text | null)[]): Text {
  const there = parts.filter((part) => part !== null)
  return { en: there.map((t) => t.en).join(' '), zh: there.map((t) => t.zh).join('') }
}

/** Main clauses of one sentence, without its full stop. */
export function clauses(parts: readonly Text[]): Text {
  return { en: capitalised(parts.map((t) => t.en).join('; ')), zh: parts.map((t) => t.zh).join('；') }
}

export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

const englishNumbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const chineseNumbers = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** A count in words up to twelve, as before a noun: "five", 「五」, 「两」. */
export function inWords(count: number): Text {
  return { en: englishNumbers[count] ?? figure(count, 'en'), zh: chineseNumbers[count] ?? figure(count, 'zh') }
}

/** What the rows of a table are called: their noun, and the measure word Chinese counts them with. */
export type Noun = { one: string; many: string; zh: string; measureWord: string }

export const dimensionNoun: Noun = { one: 'dimension', many: 'dimensions', zh: '维度', measureWord: '个' }
export const itemNoun: Noun = { one: 'statement', many: 'statements', zh: '题项', measureWord: '个' }

/** "five dimensions", 「五个维度」. */
export function countOf(count: number, noun: Noun): Text {
  const words = inWords(count)
  return { en: `${words.en} ${count === 1 ? noun.one : noun.many}`, zh: `${words.zh}${noun.measureWord}${noun.zh}` }
}

type Range = { min: number; max: number } | null

/** One decimal on wide scales, two on narrow ones. */
export function usualDecimals(scale: Range): number {
  return scale !== null && scale.max - scale.min < 6 ? 2 : 1
}

/** Decimals that keep an estimate and the ends of its interval from being said as 0.0 when they are not. */
export function decimalsFor(estimate: Estimate, scale: Range): number {
  const said = [estimate.value, estimate.lower, estimate.upper].filter((x) => x !== null && x !== 0)
  const enough = (decimals: number) => said.every((x) => Number(Math.abs(x ?? 0).toFixed(decimals)) > 0)
  return firstThat(enough, usualDecimals(scale))
}

/** The same for a difference beside its two parts, so that the reader who subtracts gets the difference that is said. */
export function decimalsOfDifference(difference: Estimate, minuend: number | null, subtrahend: number | null, scale: Range): number {
  const least = decimalsFor(difference, scale)
  if (minuend === null || subtrahend === null || difference.value === null) return least
  const adds = (decimals: number) => {
    const [a, b, d] = [minuend, subtrahend, difference.value ?? 0].map((x) => Math.round(x * 10 ** decimals))
    return (a ?? 0) - (b ?? 0) === d
  }
  return adds(least) ? least : Math.min(3, least + 1)
}

function firstThat(holds: (decimals: number) => boolean, from: number): number {
  const most = 3
  for (let decimals = from; decimals < most; decimals++) if (holds(decimals)) return decimals
  return most
}

/** "95 % interval −0.6 to −0.2", 「95%置信区间−0.6至−0.2」; null where there is none. */
export function intervalOf(estimate: Estimate, decimals: number, write: typeof figure | typeof signed = figure): Text | null {
  const { lower, upper } = estimate
  if (lower === null || upper === null) return null
  return {
    en: `95 % interval ${write(lower, 'en', decimals)} to ${write(upper, 'en', decimals)}`,
    zh: `95%置信区间${write(lower, 'zh', decimals)}至${write(upper, 'zh', decimals)}`,
  }
}

/** The same in per cent: "95 % interval 61 % to 67 %". */
export function shareIntervalOf({ lower, upper }: Estimate): Text | null {
  if (lower === null || upper === null) return null
  return {
    en: `95 % interval ${percent(lower, 'en')} to ${percent(upper, 'en')}`,
    zh: `95%置信区间${percent(lower, 'zh')}至${percent(upper, 'zh')}`,
  }
}

/** A figure in the language; "–" where there is none. */
export function said(value: number | null, language: Language, decimals: number): string {
  return value === null ? '–' : figure(value, language, decimals)
}

export function quoted(title: Text): Text {
  return { en: `“${title.en}”`, zh: `“${title.zh}”` }
}
