import { useLanguage, type Speech, type Words } from '../language.tsx'
import type { Column } from '../Table.tsx'
import { axis } from './axis.ts'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import { RowLabel } from './RowLabel.tsx'
import { rowsFor } from './rows.ts'
import { useMarks } from './useMarks.ts'

/** How often each point of the scale was answered, lowest point first. */
export type DistributionRow = {
  key: string
  label: Words
  counts: readonly number[]
  mean: number | null
  missing: number
}

export type DistributionBarsProps = ChartProps & {
  rows: readonly DistributionRow[]
  /** All rows are on this scale; `counts` has one entry a point. */
  scale: { min: number; max: number }
  /** Low is good (effort): turns the colours round. */
  lowIsGood?: boolean
}

/** For each item one bar of 100 %, cut at the points of its scale. */
export function DistributionBars({ rows, scale, lowIsGood = false, ...frame }: DistributionBarsProps) {
  const speech = useLanguage()
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, place) => scale.min + place)
  const colours = points.map((_, place) => colour(place, points.length, lowIsGood))
  const entries = points.map((point, place) => ({
    mark: <rect x={4} y={0} width={14} height={12} rx={3} style={{ fill: colours[place] }} />,
    label: String(point),
  }))
  return (
    <ChartFrame
      {...frame}
      legend={<Legend entries={entries} />}
      table={{ columns: columns(speech, points), rows, rowKey: (row) => row.key }}
    >
      {(width, naming) => <Picture {...{ rows, points, colours, width, naming }} />}
    </ChartFrame>
  )
}

type PictureProps = {
  rows: readonly DistributionRow[]
  points: number[]
  colours: string[]
  width: number
  naming: object
}

function Picture({ rows, points, colours, width, naming }: PictureProps) {
  const speech = useLanguage()
  const { active, mark } = useMarks(rows.map((row) => row.key))
  const layout = rowsFor(
    rows.map((row) => speech.say(row.label)),
    width,
    62,
    20,
  )
  const shown = rows.findIndex((row) => row.key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + 4} className="block max-w-full" {...naming}>
        {rows.map((row, index) => {
          const place = layout.rows[index]!
          return (
            <g key={row.key} className="outline-none" {...mark(row.key, summary(row, speech, points))}>
              <rect
                x={0}
                y={place.top}
                width={width}
                height={place.height}
                rx={6}
                className={row.key === active ? 'fill-sunken/70' : 'fill-transparent'}
              />
              <RowLabel lines={place.lines} x={place.labelX} y={place.labelY} beside={layout.beside} />
              <Bar row={row} left={layout.left} right={layout.right} y={place.y} colours={colours} />
              <text x={width - 4} y={place.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
                {`n ${speech.figure(total(row))}`}
              </text>
            </g>
          )
        })}
      </svg>
      {shown >= 0 && (
        <ChartTip x={(layout.left + layout.right) / 2} y={layout.rows[shown]!.y + 10} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={tipLines(rows[shown]!, speech, points)} />
        </ChartTip>
      )}
    </>
  )
}

function Bar({
  row,
  left,
  right,
  y,
  colours,
}: {
  row: DistributionRow
  left: number
  right: number
  y: number
  colours: string[]
}) {
  const { say } = useLanguage()
  const all = total(row)
  if (all === 0)
    return (
      <text x={left} y={y + 4} fontSize={12} className="fill-mute">
        {say({ en: 'No answers', zh: '暂无答案' })}
      </text>
    )
  const x = axis([0, all], [left, right])
  return row.counts.map((count, place) => {
    if (count === 0) return null
    const before = row.counts.slice(0, place).reduce((sum, each) => sum + each, 0)
    const width = x(count) - left
    return (
      // A point of the scale has no identity but its place.
      // oxlint-disable-next-line react/no-array-index-key
      <g key={place}>
        <rect
          x={x(before)}
          y={y - 11}
          width={width}
          height={22}
          style={{ fill: colours[place] }}
          className="stroke-card"
        />
        {width > 26 && (
          <text x={x(before) + width / 2} y={y + 4} textAnchor="middle" fontSize={11} className="fill-ink">
            {Math.round((count / all) * 100)}
          </text>
        )}
      </g>
    )
  })
}

/** From brick over neutral to teal; faint enough that ink can be read on each. */
function colour(place: number, count: number, lowIsGood: boolean): string {
  const position = count < 2 ? 0 : (place / (count - 1)) * 2 - 1
  const end = position < 0 !== lowIsGood ? 'below' : 'accent'
  return `color-mix(in oklab, var(--color-${end}) ${Math.round(Math.abs(position) * 46)}%, var(--color-sunken))`
}

function total(row: DistributionRow): number {
  return row.counts.reduce((sum, count) => sum + count, 0)
}

function summary(row: DistributionRow, speech: Speech, points: number[]): string {
  const all = total(row)
  const shares = points
    .map((point, place) => `${point}: ${speech.percent(all === 0 ? 0 : (row.counts[place] ?? 0) / all)}`)
    .join(speech.say({ en: ', ', zh: '，' }))
  return speech.say({
    en: `${speech.say(row.label)}: ${shares}; n ${speech.figure(all)}`,
    zh: `${speech.say(row.label)}：${shares}；n ${speech.figure(all)}`,
  })
}

function tipLines(row: DistributionRow, speech: Speech, points: number[]): [string, string][] {
  const all = Math.max(total(row), 1)
  const { say, figure, percent } = speech
  return [
    ...points
      .map((point, place): [string, string] => [
        String(point),
        `${percent((row.counts[place] ?? 0) / all)} · ${figure(row.counts[place] ?? 0)}`,
      ])
      .toReversed(),
    [say({ en: 'Mean', zh: '均值' }), row.mean === null ? '—' : figure(row.mean, 2)],
    [say({ en: 'Missing', zh: '缺失' }), figure(row.missing)],
  ]
}

function columns(speech: Speech, points: number[]): Column<DistributionRow>[] {
  return [
    { key: 'label', header: { en: 'Item', zh: '题目' }, render: (row) => speech.say(row.label) },
    ...points.map((point, place) => ({
      key: `point-${point}`,
      header: String(point),
      render: (row: DistributionRow) => speech.figure(row.counts[place] ?? 0),
    })),
    {
      key: 'mean',
      header: { en: 'Mean', zh: '均值' },
      render: (row) => (row.mean === null ? '—' : speech.figure(row.mean, 2)),
      sort: (row) => row.mean,
    },
    { key: 'n', header: 'n', render: (row) => speech.figure(total(row)), sort: total },
    {
      key: 'missing',
      header: { en: 'Missing', zh: '缺失' },
      render: (row) => speech.figure(row.missing),
      sort: (row) => row.missing,
    },
  ]
}
