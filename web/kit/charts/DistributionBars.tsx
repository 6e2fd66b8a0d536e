import { axis } from '@gap5/contract/charts/axis.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
import { useLanguage, type Words } from '../language.tsx'
import { ChartFrame, Legend, type ChartProps } from './ChartFrame.tsx'
import { ChartTip, TipLines } from './ChartTip.tsx'
import {
  distributionColumns,
  distributionSummary,
  distributionTip,
  shareOf,
  totalOf,
  type DistributionRow,
} from './distribution.ts'
import { RowGround } from './RowGround.tsx'
import { RowLabel } from './RowLabel.tsx'
import { useMarks } from './useMarks.ts'

export type { DistributionRow } from './distribution.ts'

export type DistributionBarsProps = ChartProps & {
  rows: readonly DistributionRow[]
  /** All rows are on this scale; `counts` has one entry a point. */
  scale: { min: number; max: number }
  /** Low is good (effort, “I like it” first): turns the colours round. */
  lowIsGood?: boolean
  /** What the points are called, lowest first; else their numbers. */
  pointWords?: readonly Words[]
}

/** For each item one bar of 100 %, cut at the points of its scale. */
export function DistributionBars({ rows, scale, lowIsGood = false, pointWords, ...frame }: DistributionBarsProps) {
  const speech = useLanguage()
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, place) => scale.min + place)
  const colours = points.map((_, place) => colour(place, points.length, lowIsGood))
  const entries = points.map((point, place) => ({
    mark: <rect x={4} y={0} width={14} height={12} rx={3} style={{ fill: colours[place] }} />,
    label: pointWords?.[place] ?? String(point),
  }))
  return (
    <ChartFrame
      {...frame}
      legend={<Legend entries={entries} />}
      table={{ columns: distributionColumns(speech, points), rows, rowKey: (row) => row.key }}
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
        {rows.map((item, index) => {
          const row = layout.rows[index]!
          return (
            <g key={item.key} className="outline-none" {...mark(item.key, distributionSummary(item, speech, points))}>
              <RowGround row={row} width={width} active={item.key === active} />
              <RowLabel row={row} beside={layout.beside} />
              <Bar item={item} left={layout.left} right={layout.right} y={row.y} colours={colours} />
              <text x={width - 4} y={row.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
                {`n ${speech.figure(totalOf(item))}`}
              </text>
            </g>
          )
        })}
      </svg>
      {shown >= 0 && (
        <ChartTip x={(layout.left + layout.right) / 2} y={layout.rows[shown]!.y + 10} width={width}>
          <TipLines title={speech.say(rows[shown]!.label)} lines={distributionTip(rows[shown]!, speech, points)} />
        </ChartTip>
      )}
    </>
  )
}

type BarProps = { item: DistributionRow; left: number; right: number; y: number; colours: string[] }

function Bar({ item, left, right, y, colours }: BarProps) {
  const { say } = useLanguage()
  if (totalOf(item) === 0)
    return (
      <text x={left} y={y + 4} fontSize={12} className="fill-mute">
        {say({ en: 'No answers yet', zh: '暂无答案' })}
      </text>
    )
  const x = axis([0, totalOf(item)], [left, right])
  return item.counts.map((count, place) => {
    const before = item.counts.slice(0, place).reduce((sum, each) => sum + each, 0)
    const segment = { x: x(before), width: Math.max(0, x(count) - left), fill: colours[place] ?? '', share: shareOf(item, place) }
    // A point of the scale has no identity but its place.
    // oxlint-disable-next-line react/no-array-index-key
    return count === 0 ? null : <Segment key={place} {...segment} y={y} />
  })
}

/** One point's share; its percentage stands in it where there is room. */
function Segment({ x, width, y, fill, share }: { x: number; width: number; y: number; fill: string; share: number }) {
  return (
    <>
      <rect x={x} y={y - 11} width={width} height={22} style={{ fill }} className="stroke-card" />
      {width > 26 && (
        <text x={x + width / 2} y={y + 4} textAnchor="middle" fontSize={11} className="fill-ink">
          {Math.round(share * 100)}
        </text>
      )}
    </>
  )
}

/** From brick over neutral to teal; faint enough that ink can be read on each. */
function colour(place: number, count: number, lowIsGood: boolean): string {
  const position = count < 2 ? 0 : (place / (count - 1)) * 2 - 1
  const end = position < 0 !== lowIsGood ? 'below' : 'accent'
  return `color-mix(in oklab, var(--color-${end}) ${Math.round(Math.abs(position) * 46)}%, var(--color-sunken))`
}
