/** A named estimate, and how charts say it: to screen readers, in a tip, in a table. */
import { estimateSaid, intervalSaid, plainInterval, said, type Interval, type Saying } from '@gap5/contract/measure/charts/figures.ts'
import type { Speech, Words } from '../speech.ts'
import type { Column } from '../Table.tsx'

export type Labelled = { key: string; label: Words; estimate: Interval }

/** How the figures of a chart are said. `figureName` is what the value is: mean, difference. */
export type Manner = { decimals: number; as: Saying; figureName: Words }

export function summaryOf({ label, estimate }: Labelled, speech: Speech, { decimals, as }: Manner): string {
  const figure = estimateSaid(estimate, speech, decimals, as)
  const n = speech.figure(estimate.n)
  return speech.say({ en: `${speech.say(label)}: ${figure}; n ${n}`, zh: `${speech.say(label)}：${figure}；n ${n}` })
}

/** One decimal more than the picture shows. */
export function tipOf(
  { estimate }: Labelled,
  speech: Speech,
  { decimals, as, figureName }: Manner,
): [string, string][] {
  return [
    [speech.say(figureName), said(estimate.value, speech, decimals + 1, as)],
    [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalSaid(estimate, speech, decimals + 1, as)],
    ['n', speech.figure(estimate.n)],
    [speech.say({ en: 'Missing', zh: '缺失' }), speech.figure(estimate.missing)],
  ]
}

export function columnsOf(rowName: Words, speech: Speech, { decimals, as, figureName }: Manner): Column<Labelled>[] {
  return [
    { key: 'label', header: rowName, render: (row) => speech.say(row.label) },
    {
      key: 'value',
      header: figureName,
      render: (row) => said(row.estimate.value, speech, decimals, as),
      sort: (row) => row.estimate.value,
    },
    {
      key: 'interval',
      header: { en: '95 % interval', zh: '95% 区间' },
      render: (row) => intervalSaid(row.estimate, speech, decimals, as),
      plain: plainInterval((row) => row.estimate),
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(row.estimate.n), sort: (row) => row.estimate.n },
    {
      key: 'missing',
      header: { en: 'Missing', zh: '缺失' },
      render: (row) => speech.figure(row.estimate.missing),
      sort: (row) => row.estimate.missing,
    },
  ]
}
