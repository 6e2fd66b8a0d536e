import { usualMissing } from './missing.ts'

/** Answers in words, from the low end of the scale to the high one; `|` parts wordings of one point. */
const scales: readonly (readonly string[])[] = [
  ['非常不满意|很不满意|极不满意', '不满意|不太满意|比较不满意|较不满意', '一般|中立|普通', '满意|比较满意|较满意', '非常满意|很满意|十分满意'],
  ['非常不同意|很不同意|完全不同意', '不同意|不太同意|比较不同意', '一般|中立|不确定', '同意|比较同意', '非常同意|很同意|完全同意'],
  ['非常不重要|很不重要', '不重要|不太重要|比较不重要', '一般|中立', '重要|比较重要', '非常重要|很重要'],
  ['非常不符合|完全不符合', '不符合|不太符合|比较不符合', '一般|不确定', '符合|比较符合', '非常符合|完全符合'],
  ['非常不愿意', '不愿意|不太愿意', '一般|不确定', '愿意|比较愿意', '非常愿意'],
  ['很差|非常差|极差', '差|较差|比较差', '一般|中等', '好|较好|比较好', '很好|非常好|优秀'],
  ['从不', '很少', '有时', '经常', '总是'],
  ['strongly disagree', 'disagree', 'neutral|neither agree nor disagree|neither|undecided', 'agree', 'strongly agree'],
  [
    'strongly disagree', 'disagree|moderately disagree', 'somewhat disagree|slightly disagree',
    'neutral|neither agree nor disagree|neither', 'somewhat agree|slightly agree', 'agree|moderately agree', 'strongly agree',
  ],
  [
    'very dissatisfied|extremely dissatisfied|completely dissatisfied', 'dissatisfied|somewhat dissatisfied',
    'neutral|neither satisfied nor dissatisfied|neither|ok', 'satisfied|somewhat satisfied',
    'very satisfied|extremely satisfied|completely satisfied',
  ],
  ['very unimportant|not at all important', 'unimportant|slightly important', 'neutral|moderately important', 'important', 'very important|extremely important'],
  ['very poor|terrible', 'poor|bad', 'fair|average|neutral', 'good', 'very good|excellent'],
  ['very unlikely|extremely unlikely', 'unlikely|somewhat unlikely', 'neutral|neither likely nor unlikely', 'likely|somewhat likely', 'very likely|extremely likely'],
  ['never', 'rarely|seldom', 'sometimes', 'often|usually', 'always'],
  // Answers to Kano's pairs, numbered as the evaluation table does: 1 like … 5 dislike.
  ['喜欢|我喜欢这样|很喜欢', '理应如此|必须这样|必须如此|应该如此', '无所谓|中立', '勉强接受|能忍受|可以忍受|还能忍受', '不喜欢|我不喜欢这样|很不喜欢'],
  [
    'like|i like it|i like it that way', 'must-be|must be|expect it|it must be that way|i expect it', 'neutral|i am neutral',
    'live with|i can live with it|i can live with it that way|can tolerate', 'dislike|i dislike it|i dislike it that way',
  ],
]

const points = scales.map((scale) => new Map(scale.flatMap((words, i) => words.split('|').map((word) => [word, i + 1]))))

export type LabelledScale = { min: number; max: number; labels: Record<string, number> }

/** The scale that explains nine answers of ten given in words, or null. `values` are the different answers with counts. */
export function labelledScale(values: readonly { value: string; count: number }[]): LabelledScale | null {
  const total = values.reduce((sum, { count }) => sum + count, 0)
  for (const [index, scale] of points.entries()) {
    const known = values.filter(({ value }) => scale.has(wordOf(value)))
    const covered = known.reduce((sum, { count }) => sum + count, 0)
    if (known.length < 2 || covered < total * 0.9) continue
    const labels = Object.fromEntries(known.map(({ value }) => [value, scale.get(wordOf(value))!]))
    return { min: 1, max: scales[index]!.length, labels }
  }
  return null
}

const no = new Set(['no', 'n', 'false', '否', '没有', '未做到', '不是', '✗', '×'])
const yes = new Set(['yes', 'y', 'true', '是', '有', '做到', '✓', '√'])

/** The points of a checklist answered by no and yes; cells that mean "no answer" are not looked at. Null where there is anything else. */
export function yesOrNo(values: readonly { value: string }[]): LabelledScale | null {
  const said = values.filter(({ value }) => !(wordOf(value) in usualMissing))
  if (said.length === 0 || said.some(({ value }) => !no.has(wordOf(value)) && !yes.has(wordOf(value)))) return null
  return { min: 0, max: 1, labels: Object.fromEntries(said.map(({ value }) => [value, yes.has(wordOf(value)) ? 1 : 0])) }
}

function wordOf(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/[.。!]$/, '').trim()
}

/** The whole set of answers in words that a column's labels belong to, so that a rarer one is understood as well. */
export function pointOf(value: string, labels: Record<string, number>): number | null {
  if (Object.hasOwn(labels, value)) return labels[value]!
  const word = wordOf(value)
  const folded = Object.entries(labels).find(([label]) => wordOf(label) === word)
  return folded?.[1] ?? null
}
