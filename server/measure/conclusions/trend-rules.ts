/** What a trend says: what lies outside of the usual, which way it goes, and what the last period changed. */
import type { Text } from '@gap5/contract/language.ts'
import type { Figure } from '@gap5/contract/measure/measures.ts'
import type { Conclusion } from '@gap5/contract/measure/results.ts'
import type { Trend, TrendGrain, TrendPeriod, TrendSeries, TrendSignal } from '@gap5/contract/measure/trend.ts'
import { equation, inTest } from './test-wording.ts'
import { distanceIn, figureIn, isBetterHigh } from './unit-wording.ts'
import { capitalised, inWords, named, sentences } from './wording.ts'

type Said = Omit<TrendSeries, 'conclusion'>

export const grainWords: Record<TrendGrain, { one: Text; many: Text }> = {
  week: { one: { en: 'week', zh: '周' }, many: { en: 'weeks', zh: '周' } },
  month: { one: { en: 'month', zh: '月' }, many: { en: 'months', zh: '个月' } },
  quarter: { one: { en: 'quarter', zh: '季度' }, many: { en: 'quarters', zh: '个季度' } },
}

/** "May 2026 lies below the limits." */
export function signalSentence({ rule, side, from, to }: Omit<TrendSignal, 'text'>, periods: readonly TrendPeriod[]): Text {
  const [first, last] = [periods[from]?.title ?? blank, periods[to]?.title ?? blank]
  const where = side === 'above' ? { en: 'above', zh: '高于' } : { en: 'below', zh: '低于' }
  switch (rule) {
    case 'outside':
      return { en: `${first.en} lies ${where.en} the limits.`, zh: `${first.zh}${where.zh}控制限。` }
    case 'two-of-three':
      return {
        en: `${first.en} and ${last.en} both lie far ${where.en} the centre, though within the limits.`,
        zh: `${first.zh}与${last.zh}虽在控制限内，但都明显${where.zh}中心线。`,
      }
    case 'run-of-eight':
      return { en: `From ${first.en} to ${last.en} every period lies ${where.en} the centre.`, zh: `${first.zh}至${last.zh}各时段均${where.zh}中心线。` }
    case 'six-in-one-direction':
      return {
        en: `From ${first.en} to ${last.en} it ${side === 'above' ? 'rose' : 'fell'} without a break.`,
        zh: `${first.zh}至${last.zh}连续${side === 'above' ? '上升' : '下降'}。`,
      }
  }
}

const blank: Text = { en: '–', zh: '–' }

/** One sentence about a series: its latest signal, else its direction, else its last change, else that it is steady. */
export function seriesConclusion(series: Said, of: Figure, periods: readonly TrendPeriod[], grain: TrendGrain): Conclusion {
  const shown = series.points.filter(({ estimate }) => estimate.value !== null).length
  if (shown < 2) return conclusion('too-short', 'neutral', tooShort(shown, grain), null)
  const evidence = sentences(chartSentence(series), slopeSentence(series, grain), changeSentence(series, periods))
  const signal = series.signals.at(-1)
  if (signal) {
    const { en, zh } = lately(series.signals, periods)
    return conclusion('signal', tone(of, signal.side === 'above'), { en: en.replace(/\.$/, ''), zh: zh.replace(/。$/, '') }, evidence)
  }
  if (series.slope.p !== null && series.slope.p < 0.05) {
    const rises = (series.slope.perPeriod.value ?? 0) > 0
    return conclusion('slope', tone(of, rises), direction(series, grain), evidence)
  }
  const { change, chart } = series
  // Where limits can be drawn, a step within them is what months do; it is told, but not made the headline.
  if (chart.reason && change?.test && change.test.adjustedP < 0.05) {
    const rises = (change.difference.value ?? 0) > 0
    const by = distanceIn(series.unit, Math.abs(change.difference.value ?? 0))
    const now = periods[change.to]?.title ?? blank
    const text = { en: `In ${now.en} it ${rises ? 'rose' : 'fell'} by ${by.en}`, zh: `${now.zh}${rises ? '上升' : '下降'}了${by.zh}` }
    return conclusion('change', tone(of, rises), text, evidence)
  }
  const text = chart.reason
    ? { en: 'No change beyond chance so far', zh: '目前没有超出偶然的变化' }
    : { en: `Steady, all whole ${grainWords[grain].many.en} within the limits`, zh: '平稳：各完整时段均在控制限内' }
  return conclusion('steady', 'neutral', text, evidence)
}

/** The latest signal; of points outside that follow each other, all of them. */
function lately(signals: readonly TrendSignal[], periods: readonly TrendPeriod[]): Text {
  const last = signals.findLast(({ rule }) => rule === 'outside') ?? signals.at(-1)!
  if (last.rule !== 'outside' || last.to < signals.at(-1)!.to) return signals.at(-1)!.text
  const outside = signals.filter(({ rule, side }) => rule === 'outside' && side === last.side)
  const places = new Set(outside.map(({ to }) => to))
  let from = last.to
  while (places.has(from - 1)) from--
  if (from === last.to) return last.text
  const [first, end] = [periods[from]?.title ?? blank, periods[last.to]?.title ?? blank]
  const where = last.side === 'above' ? { en: 'above', zh: '高于' } : { en: 'below', zh: '低于' }
  return { en: `From ${first.en} to ${end.en} all lie ${where.en} the limits.`, zh: `${first.zh}至${end.zh}均${where.zh}控制限。` }
}

function tooShort(shown: number, grain: TrendGrain): Text {
  const { one } = grainWords[grain]
  if (shown === 0) return { en: `No ${one.en} has enough answers`, zh: `没有一个${one.zh}的答卷足够` }
  return { en: `Only one ${one.en} has enough answers`, zh: `只有一个${one.zh}的答卷足够` }
}

function tone(of: Figure, high: boolean): Conclusion['tone'] {
  return isBetterHigh(of) ? (high ? 'good' : 'bad') : 'neutral'
}

function direction({ slope, unit }: Said, grain: TrendGrain): Text {
  const value = slope.perPeriod.value ?? 0
  const by = distanceIn(unit, Math.abs(value))
  const { one } = grainWords[grain]
  return { en: `It ${value > 0 ? 'rises' : 'falls'} by ${by.en} a ${one.en}`, zh: `平均每${one.zh}${value > 0 ? '上升' : '下降'}${by.zh}` }
}

function chartSentence({ chart, unit, points }: Said): Text | null {
  if (chart.centre === null) return null
  const centre = figureIn(unit, chart.centre)
  const limits = points.findLast((point) => point.limits !== null)?.limits
  if (!limits) return null
  const [lower, upper] = [figureIn(unit, limits.lower), figureIn(unit, limits.upper)]
  const name = chart.kind === 'p' ? { en: 'p chart, limits by n', zh: 'p控制图，控制限随n变化' } : { en: 'XmR chart', zh: 'XmR控制图' }
  return {
    en: `Centre ${centre.en}, limits ${lower.en} to ${upper.en} (${name.en}).`,
    zh: `中心线${centre.zh}，控制限${lower.zh}至${upper.zh}（${name.zh}）。`,
  }
}

function slopeSentence(series: Said, grain: TrendGrain): Text | null {
  const { perPeriod, p } = series.slope
  if (perPeriod.lower === null || perPeriod.upper === null || p === null) return null
  const write = (x: number) => figureIn(series.unit === 'level' ? 'difference' : series.unit, x, 2)
  const [value, lower, upper] = [write(perPeriod.value ?? 0), write(perPeriod.lower), write(perPeriod.upper)]
  const { one } = grainWords[grain]
  return {
    en: `Slope ${value.en} a ${one.en} (95 % interval ${lower.en} to ${upper.en}, ${equation(p)}).`,
    zh: `斜率每${one.zh}${value.zh}（95%置信区间${lower.zh}至${upper.zh}，${equation(p)}）。`,
  }
}

function changeSentence({ change, unit }: Said, periods: readonly TrendPeriod[]): Text | null {
  if (!change?.test || change.difference.value === null) return null
  const [before, now] = [periods[change.from]?.title ?? blank, periods[change.to]?.title ?? blank]
  const by = figureIn(unit === 'level' ? 'difference' : unit, change.difference.value, 2)
  const test = inTest(change.test)
  return { en: `${now.en} against ${before.en}: ${by.en} (${test.en}).`, zh: `${now.zh}与${before.zh}相比：${by.zh}（${test.zh}）。` }
}

/** Of one series its own sentence; of several, which of them show something. */
export function trendConclusion({ series }: Pick<Trend, 'series'>): Conclusion {
  const [only, ...others] = series
  if (!only) return conclusion('nothing', 'neutral', { en: 'Nobody answered in this period', zh: '该时段没有答卷' }, null)
  if (others.length === 0) return { ...only.conclusion, text: about(only.title, only.conclusion.text) }
  const speaking = series.filter(({ conclusion: { kind } }) => kind === 'trend-signal' || kind === 'trend-slope' || kind === 'trend-change')
  const [first] = speaking
  if (!first) return conclusion('steady', 'neutral', { en: 'No series shows more than noise', zh: '各序列均未超出正常波动' }, null)
  if (speaking.length === 1) return { ...first.conclusion, text: about(first.title, first.conclusion.text) }
  const [count, all] = [inWords(speaking.length), inWords(series.length)]
  const names = named(speaking.slice(0, 4).map(({ title }) => title))
  const text = { en: `${capitalised(count.en)} of ${all.en} series show more than noise`, zh: `${all.zh}个序列中有${count.zh}个超出正常波动` }
  const more = speaking.length > 4 ? { en: ' and others', zh: '等' } : { en: '', zh: '' }
  return conclusion('signal', 'neutral', text, { en: `${names.en}${more.en}.`, zh: `${names.zh}${more.zh}。` })
}

function about(title: Text, sentence: Text): Text {
  return { en: `${title.en}: ${sentence.en}`, zh: `${title.zh}：${sentence.zh}` }
}

function conclusion(kind: string, tone: Conclusion['tone'], text: Text, evidence: Text | null): Conclusion {
  return { kind: `trend-${kind}`, tone, text, evidence: evidence?.en === '' ? null : evidence }
}
