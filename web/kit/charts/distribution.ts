/** How often each point of a scale was answered, and how that is said. */
import type { Speech, Words } from '../speech.ts'
import type { Column } from '../Table.tsx'

export type DistributionRow = {
  key: string
  label: Words
  /** One a point of the scale, lowest first. */
  counts: readonly number[]
  mean: number | null
  missing: number
}

export function totalOf(row: DistributionRow): number {
  return row.counts.reduce((sum, count) => sum + count, 0)
}

/** The share of a point, in [0, 1]; 0 where there are no answers. */
export function shareOf(row: DistributionRow, place: number): number {
  return (row.counts[place] ?? 0) / Math.max(totalOf(row), 1)
}

export function distributionSummary(row: DistributionRow, speech: Speech, points: readonly number[]): string {
  const shares = points.map((point, place) => `${point}: ${speech.percent(shareOf(row, place))}`)
  const said = shares.join(speech.say({ en: ', ', zh: '，' }))
  const n = speech.figure(totalOf(row))
  return speech.say({
    en: `${speech.say(row.label)}: ${said}; n ${n}`,
    zh: `${speech.say(row.label)}：${said}；n ${n}`,
  })
}

/** Highest point first, as on a thermometer. */
export function distributionTip(row: DistributionRow, speech: Speech, points: readonly number[]): [string, string][] {
  const { say, figure, percent } = speech
  const shares = points.map((point, place): [string, string] => [
    String(point),
    `${percent(shareOf(row, place))} · ${figure(row.counts[place] ?? 0)}`,
  ])
  return [
    ...shares.toReversed(),
    [say({ en: 'Mean', zh: '均值' }), meanOf(row, speech)],
    [say({ en: 'Missing', zh: '缺失' }), figure(row.missing)],
  ]
}

export function distributionColumns(speech: Speech, points: readonly number[]): Column<DistributionRow>[] {
  const { say, figure } = speech
  return [
    { key: 'label', header: { en: 'Item', zh: '题目' }, render: (row) => say(row.label) },
    ...points.map((point, place) => ({
      key: `point-${point}`,
      header: String(point),
      render: (row: DistributionRow) => figure(row.counts[place] ?? 0),
    })),
    { key: 'mean', header: { en: 'Mean', zh: '均值' }, render: (row) => meanOf(row, speech), sort: (row) => row.mean },
    { key: 'n', header: 'n', render: (row) => figure(totalOf(row)), sort: totalOf },
    {
      key: 'missing',
      header: { en: 'Missing', zh: '缺失' },
      render: (row) => figure(row.missing),
      sort: (row) => row.missing,
    },
  ]
}

function meanOf({ mean }: DistributionRow, { figure }: Speech): string {
  return mean === null ? '—' : figure(mean, 2)
}
