/** What an inquiry is, and the parts every answer is made of. */
import { figure, type Text } from '@gap5/contract/language.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { BarsAxis, BenchAnswer, BenchTable, Inquiry, InquiryChoices, InquiryInput, InquiryKey, MethodCondition } from '@gap5/contract/measure/workbench.ts'
import type { Deletion, Interval, Reason, Result, Warning } from '@gap5/methods'
import type { BenchColumn, BenchData, BenchLabels } from './bench-data.ts'

/** Tells how far a long computation has come, as a share in [0, 1]. */
export type Progress = (share: number) => void

export type Definition = Pick<Inquiry, 'title' | 'use' | 'long' | 'group'> & {
  key: InquiryKey
  /** Why it cannot be asked of these data; null where it can. */
  unavailable: (data: BenchData) => Text | null
  inputs: (data: BenchData) => InquiryInput[]
  /** Columns it reads without their being chosen. */
  uses?: (data: BenchData) => BenchColumn[]
  answer: (data: BenchData, chosen: Chosen, progress: Progress) => Found
  /** What it finds of each respondent, a column a part, NaN for those left out; null where there is no answer. Missing where it tells nothing of single respondents. */
  scores?: (data: BenchData, chosen: Chosen) => readonly ScoreColumn[] | null
}

export type ScoreColumn = { id: string; title: Text; values: Float64Array }

/** What an inquiry finds; its key and title are put on by whoever asked. */
export type Found = Omit<BenchAnswer, 'inquiry' | 'title' | 'scored'>

/** The choices in force: those made, else those the inquiry makes itself. */
export type Chosen = {
  one: (input: string) => string
  several: (input: string) => string[]
  number: (input: string) => number
  /** The number of each option of `numbers`, as chosen or else as the inquiry has it. */
  numbers: (input: string) => Map<string, number>
}

export function chosenFrom(inputs: readonly InquiryInput[], choices: InquiryChoices): Chosen {
  const of = (key: string) => {
    const input = inputs.find((one) => one.key === key)
    return choices[key] ?? input?.chosen ?? []
  }
  const own = (key: string) => inputs.find((one) => one.key === key)?.chosen ?? []
  return {
    one: (key) => of(key)[0] ?? '',
    several: of,
    number: (key) => Number(of(key)[0] ?? Number.NaN),
    numbers: (key) => new Map([...own(key), ...(choices[key] ?? [])].map(numberOf)),
  }
}

/** `entrance=30` parted at its last sign of equality: options may hold one themselves. */
export function numberOf(written: string): [option: string, value: number] {
  const at = written.lastIndexOf('=')
  const digits = written.slice(at + 1).trim()
  return [written.slice(0, at), digits === '' ? Number.NaN : Number(digits)]
}

/** An input of numbers: rated questions, scores of dimensions, attributes. */
export function columnsInput(
  input: Pick<InquiryInput, 'key' | 'title' | 'hint' | 'least' | 'most'>,
  options: readonly BenchColumn[],
  chosen: readonly BenchColumn[],
): InquiryInput {
  return { ...input, kind: input.most === 1 ? 'one' : 'several', options: options.map(optionOf), chosen: chosen.map(({ id }) => id) }
}

function optionOf({ id, title }: BenchColumn) {
  return { value: id, title }
}

export function oneOf(key: string, title: Text, options: readonly { value: string; title: Text }[], chosen = options[0]?.value, hint?: Text): InquiryInput {
  return { key, title, kind: 'one', options: [...options], chosen: chosen === undefined ? [] : [chosen], least: 1, most: 1, ...(hint && { hint }) }
}

/** A number for each option; all of them have one. */
export function numbersInput(key: string, title: Text, options: readonly { value: string; title: Text; number: number }[], hint?: Text): InquiryInput {
  return { key, title, kind: 'numbers', options: options.map(({ value, title: name }) => ({ value, title: name })), chosen: options.map(({ value, number }) => `${value}=${number}`), least: 0, most: null, ...(hint && { hint }) }
}

/** Groups of respondents to divide by; `least` 0 where it may be left out. */
export function labelInput(input: Pick<InquiryInput, 'key' | 'title' | 'least'> & { hint?: Text }, labels: readonly BenchLabels[], chosen: readonly BenchLabels[]): InquiryInput {
  return { ...input, kind: 'one', options: labels.map(({ id, title }) => ({ value: id, title })), chosen: chosen.map(({ id }) => id), most: 1 }
}

export function numberInput(key: string, title: Text, chosen: number, hint?: Text): InquiryInput {
  return { key, title, kind: 'number', options: [], chosen: [String(chosen)], least: 1, most: 1, ...(hint && { hint }) }
}

export function condition(holds: boolean | null, text: Text, detail: Text | null = null): MethodCondition {
  return { text, holds: holds === null ? 'unsure' : holds ? 'yes' : 'no', detail }
}

/** So many cases for each of so many things, as a rule of thumb asks for. */
export function enoughCases(n: number, wanted: number, text: Text): MethodCondition {
  return condition(n >= wanted, text, { en: `${figure(n, 'en')} here; ${figure(wanted, 'en')} wanted`, zh: `现有${figure(n, 'zh')}份；宜有${figure(wanted, 'zh')}份` })
}

type Cell = BenchTable['rows'][number][number]
type Kind = BenchTable['columns'][number]['kind']

export function words(en: string, zh: string): BenchTable['columns'][number] {
  return { title: { en, zh }, kind: 'words', decimals: 0 }
}

export function numbers(en: string, zh: string, decimals = 2, kind: Kind = 'number'): BenchTable['columns'][number] {
  return { title: { en, zh }, kind, decimals }
}

export function tableOf(title: Text, columns: BenchTable['columns'], rows: readonly (readonly Cell[])[], note: Text | null = null): BenchTable {
  return { title, columns, rows: rows.map((row) => [...row]), note }
}

/** Means on the scale they were answered on; figures without a scale from nil. */
export function onScale({ scale }: Pick<BenchColumn, 'scale'>): BarsAxis {
  return scale ? { ...scale, low: { en: 'lowest', zh: '最低' }, high: { en: 'highest', zh: '最高' } } : 'nil'
}

export const onHundred = onScale({ scale: { min: 0, max: 100 } })

export function ends(interval: Interval | null | undefined): { lower: number | null; upper: number | null } {
  return { lower: interval?.lower ?? null, upper: interval?.upper ?? null }
}

export function conclusion(tone: Conclusion['tone'], text: Text, evidence: Text | null = null): Conclusion {
  return { kind: 'workbench', tone, text, evidence }
}

/** An answer without figures: what stood in the way, and what to do. */
export function noAnswer(result: Pick<Result, 'n' | 'missing' | 'deletion' | 'reason'>, method: Found['method'], script: string): Found {
  return {
    n: result.n,
    missing: result.missing,
    deletion: deletionWords[result.deletion],
    conclusion: conclusion('caution', reasonWords[result.reason ?? 'not-applicable']),
    conditions: [],
    pictures: [],
    tables: [],
    warnings: [],
    method,
    script,
  }
}

/** An answer to choices that cannot be computed on: what to choose otherwise. */
export function unfit(method: Found['method'], why: Text): Found {
  return { ...noAnswer({ n: 0, missing: 0, deletion: 'none', reason: 'not-applicable' }, method, ''), conclusion: conclusion('caution', why) }
}

export const deletionWords: Record<Deletion, Text> = {
  available: { en: 'each figure uses the answers there are', zh: '逐项使用现有作答' },
  pairwise: { en: 'both of a pair must be answered', zh: '成对完整' },
  listwise: { en: 'every question used must be answered', zh: '所用题目须全部作答' },
  'half-rule': { en: 'at least half of a dimension’s questions must be answered', zh: '每个维度至少答一半题目' },
  none: { en: 'nothing could be missing', zh: '不涉及缺失' },
}

export const reasonWords: Record<Reason, Text> = {
  'no-answers': { en: 'Nobody answered all of the questions chosen. Choose fewer of them, or widen the selection.', zh: '没有人答全所选题目。请减少题目或放宽筛选。' },
  'too-few': { en: 'There are fewer answers than the method needs. Collect more, or ask less of them.', zh: '作答份数少于该方法所需。请继续收集，或减少所选内容。' },
  'no-variance': { en: 'Something chosen is the same for everybody, so nothing can be told from it.', zh: '所选内容中有一项人人相同，无从分析。' },
  'single-item': { en: 'One question alone cannot show how questions hang together.', zh: '只有一道题，无法分析题目之间的关系。' },
  'empty-group': { en: 'One of the groups has no answers.', zh: '其中一组没有作答。' },
  'one-group': { en: 'There is one group only, and nothing to compare it with.', zh: '只有一个组，无可比较。' },
  'all-tied': { en: 'All answers are the same.', zh: '所有作答都相同。' },
  'zone-without-width': { en: 'The desired level is not above the adequate one.', zh: '理想水平不高于适当水平。' },
  'no-weights': { en: 'No usable weights were given.', zh: '没有可用的权重。' },
  'not-applicable': { en: 'These answers do not lend themselves to this method.', zh: '这些作答不适用该方法。' },
  singular: { en: 'Some of what was chosen follows from the rest. Leave one of the overlapping questions out.', zh: '所选内容之间可以互相推出。请去掉重复的题目。' },
  'not-converged': { en: 'The search for a solution did not settle. The model asks more than these answers can tell.', zh: '求解未收敛：模型超出了数据所能回答的范围。' },
  improper: { en: 'The solution cannot be true (a negative variance, or a correlation above one).', zh: '所得的解不可能成立（负方差，或相关大于一）。' },
  'out-of-range': { en: 'A weight is not positive, so that an index would have no meaning.', zh: '有权重不为正，指数没有意义。' },
}

/** Warnings of methods as sentences; those that need none are left out. */
export function warningWords(warnings: readonly Warning[], titleOf: (id: string) => Text): Text[] {
  const all = new Map(warnings.flatMap((warning) => wordsOf(warning, titleOf)).map((words) => [words.en, words]))
  return [...all.values()]
}

function wordsOf({ code, detail }: Warning, titleOf: (id: string) => Text): Text[] {
  const named = (key: string) => titleOf(String(detail[key] ?? ''))
  if (code === 'collinear') {
    const it = named('predictor')
    return [{ en: `“${it.en}” overlaps much with the others; its own part is unsure.`, zh: `“${it.zh}”与其他因素重叠较多，其单独作用难以确定。` }]
  }
  if (code === 'small-sample') return [{ en: 'Few answers for so many figures; read the intervals, not the points.', zh: '数据偏少：请看区间，不要只看数值。' }]
  if (code === 'improper') {
    if (detail['fault'] === 'correlation-above-one') {
      const [one, two] = [named('first'), named('second')]
      return [{ en: `“${one.en}” and “${two.en}” come out as more than the same (a correlation above one); do not rest a decision on their difference.`, zh: `“${one.zh}”与“${two.zh}”的相关估计超过一，解不合理，请勿据其差别决策。` }]
    }
    if (detail['fault'] === 'latent-covariances') return [{ en: 'The relations between the dimensions contradict each other; the model asks more than these answers can tell.', zh: '各维度之间的关系互相矛盾：模型超出了数据所能回答的范围。' }]
    const it = named(['item', 'variable', 'at'].find((key) => detail[key] !== undefined) ?? 'at')
    return [{ en: `The solution for “${it.en}” cannot be true (Heywood case); do not rest a decision on it.`, zh: `“${it.zh}”的解不合理（Heywood现象），请勿据此决策。` }]
  }
  if (code === 'resamples-failed') {
    const failed = Number(detail['failed'] ?? 0)
    return [{ en: `${figure(failed, 'en')} resamples could not be computed and were left out.`, zh: `有${figure(failed, 'zh')}次重抽样无法计算，已剔除。` }]
  }
  if (code === 'groups-dropped') return [{ en: 'Groups with too few answers were left out.', zh: '作答过少的组已剔除。' }]
  if (code === 'approximate') return [{ en: 'Few groups: tests of effects are approximate.', zh: '组数较少，检验为近似结果。' }]
  return []
}
