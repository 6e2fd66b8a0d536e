/** How a point of a trend is said: to screen readers, in a tip, in a table. */
import { intervalSaid } from '@gap5/contract/measure/charts/figures.ts'
import type { Speech } from '../speech.ts'
import type { Column } from '../Table.tsx'
import { columnsOf, summaryOf, tipOf, type Manner } from './labelled.ts'
import type { TrendPoint } from './TrendLine.tsx'

const partialWords = { en: 'period not whole', zh: '时段不完整' }

export function trendSummary(point: TrendPoint, speech: Speech, manner: Manner): string {
  const remarks = remarksOf(point, speech)
  return [summaryOf(point, speech, manner), ...remarks].join(speech.say({ en: '; ', zh: '；' }))
}

export function trendTip(point: TrendPoint, speech: Speech, manner: Manner): [string, string][] {
  const { say } = speech
  const limits: [string, string][] = point.limits ? [[say({ en: 'Limits', zh: '控制限' }), limitsSaid(point, speech, manner)]] : []
  const remark: [string, string][] = point.partial ? [[say({ en: 'Mind', zh: '注意' }), say(partialWords)]] : []
  return [...tipOf(point, speech, manner), ...limits, ...remark]
}

export function trendColumns(points: readonly TrendPoint[], speech: Speech, manner: Manner): Column<TrendPoint>[] {
  const hasLimits = points.some(({ limits }) => limits)
  const hasRemarks = points.some((point) => remarksOf(point, speech).length > 0)
  return [
    ...columnsOf({ en: 'Period', zh: '时段' }, speech, manner),
    ...(hasLimits ? [limitsColumn(speech, manner)] : []),
    ...(hasRemarks ? [{ key: 'remark', header: { en: 'Remark', zh: '说明' }, align: 'start' as const, render: (point: TrendPoint) => remarksOf(point, speech).join(' ') || '—' }] : []),
  ]
}

function limitsColumn(speech: Speech, manner: Manner): Column<TrendPoint> {
  return {
    key: 'limits',
    header: { en: 'Control limits', zh: '控制限' },
    render: (point) => limitsSaid(point, speech, manner),
    plain: [
      { header: { en: 'Lower limit', zh: '控制下限' }, value: ({ limits }) => limits?.lower ?? null },
      { header: { en: 'Upper limit', zh: '控制上限' }, value: ({ limits }) => limits?.upper ?? null },
    ],
  }
}

function limitsSaid({ limits, estimate }: TrendPoint, speech: Speech, { decimals, as }: Manner): string {
  return limits ? intervalSaid({ ...estimate, ...limits }, speech, decimals, as) : '—'
}

function remarksOf({ signal, partial }: TrendPoint, { say }: Speech): string[] {
  return [...(signal ? [say(signal)] : []), ...(partial ? [say(partialWords)] : [])]
}
