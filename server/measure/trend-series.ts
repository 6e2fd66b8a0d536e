/** One line of a trend: its figures, limits, signals, slope and last change. */
import { measureKey, type Measure } from '@gap5/contract/measure/measures.ts'
import type { Estimate, Reason } from '@gap5/contract/measure/results.ts'
import type { Trend, TrendGrain, TrendPeriod, TrendSeries } from '@gap5/contract/measure/trend.ts'
import { controlChart, shareChart, trendSlope, type ControlChart } from '@gap5/methods'
import { differencesOf } from './cell-differences.ts'
import { seriesConclusion, signalSentence } from './conclusions/trend-rules.ts'
import { withheld } from './estimates.ts'
import { cellEstimate, shareOf, type Cell, type Unit } from './figures-by.ts'

export type SeriesInput = {
  measure: Measure
  group: string | null
  title: TrendSeries['title']
  unit: Unit
  scale: TrendSeries['scale']
  minimumN: number
  /** One a period. */
  cells: readonly Cell[]
}

/** Fewer whole periods say too little about what is usual, or about a direction. */
const leastPeriods = { chart: 6, slope: 8 }

export function trendSeries(inputs: readonly SeriesInput[], periods: readonly TrendPeriod[], baseline: Trend['baseline'], grain: TrendGrain): TrendSeries[] {
  const estimates = inputs.map(({ cells, unit, minimumN }) => cells.map((cell) => cellEstimate(cell, unit, minimumN)))
  const changes = changesOf(inputs, estimates, periods)
  return inputs.map((input, at) => {
    const own = estimates[at]!
    const whole = own.map((estimate, period) => (periods[period]?.partial ? Number.NaN : (estimate.value ?? Number.NaN)))
    const { kind, chart, reason } = chartOf(input, whole, baseline)
    const series = {
      measure: measureKey(input.measure),
      group: input.group,
      title: input.title,
      unit: input.unit,
      scale: input.scale,
      points: pointsOf(own, chart),
      chart: { kind, centre: chart?.centre ?? null, periods: basis(whole, baseline), reason },
      signals: (chart?.signals ?? []).map((signal) => ({ ...signal, text: signalSentence(signal, periods) })),
      slope: slopeOf(whole),
      change: changes[at] ?? null,
    }
    return { ...series, conclusion: seriesConclusion(series, input.measure.figure, periods, grain) }
  })
}

function basis(whole: readonly number[], baseline: Trend['baseline']): number {
  return whole.filter((value, at) => baseline !== null && at >= baseline.from && at <= baseline.to && !Number.isNaN(value)).length
}

function chartOf({ unit, cells }: SeriesInput, whole: readonly number[], baseline: Trend['baseline']) {
  const kind = unit === 'share' ? ('p' as const) : ('xmr' as const)
  const periods = basis(whole, baseline)
  if (baseline === null || periods < leastPeriods.chart) return { kind, chart: null, reason: periods === 0 ? ('no-answers' as const) : ('too-few-periods' as const) }
  const places = whole.flatMap((_, at) => (at >= baseline.from && at <= baseline.to ? [at] : []))
  const shares = () => cells.map((cell, at) => (Number.isNaN(whole[at]) ? { count: 0, n: 0 } : shareOf(cell)))
  return { kind, chart: unit === 'share' ? shareChart(shares(), { baseline: places }) : controlChart(whole, { baseline: places }), reason: null }
}

function pointsOf(estimates: readonly Estimate[], chart: ControlChart | null): TrendSeries['points'] {
  const limits = new Map(chart?.limits.map(({ at, lower, upper }) => [at, { lower, upper }]))
  return estimates.map((estimate, at) => ({ estimate, limits: limits.get(at) ?? null }))
}

function slopeOf(whole: readonly number[]): TrendSeries['slope'] {
  const periods = whole.filter((value) => !Number.isNaN(value)).length
  const none = (reason: Reason, lag = 0) => ({ perPeriod: withheld(reason, periods), p: null, lag, periods })
  if (periods < leastPeriods.slope) return none(periods === 0 ? 'no-answers' : 'too-few-periods')
  const { slope, interval, p, lag } = trendSlope(whole)
  if (slope === null || interval === null) return none('no-variance', lag)
  const perPeriod = { value: slope, lower: interval.lower, upper: interval.upper, sd: null, n: periods, missing: whole.length - periods, reason: null }
  return { perPeriod, p, lag, periods }
}

/** The last two whole periods that have a figure, in every series; one family. */
function changesOf(inputs: readonly SeriesInput[], estimates: readonly Estimate[][], periods: readonly TrendPeriod[]): TrendSeries['change'][] {
  const places = estimates.map((own) => own.flatMap((estimate, at) => (estimate.value !== null && !periods[at]?.partial ? [at] : [])).slice(-2))
  const tested = inputs.flatMap(({ cells, unit }, at) => {
    const [from, to] = places[at]!
    return from === undefined || to === undefined ? [] : [{ at, from, to, pair: { a: cells[to]!, b: cells[from]!, unit } }]
  })
  const differences = differencesOf(tested.map(({ pair }) => pair))
  const changes: TrendSeries['change'][] = inputs.map(() => null)
  for (const [i, { at, from, to }] of tested.entries()) changes[at] = { from, to, ...differences[i]! }
  return changes
}
