import { axis, reach } from '@gap5/contract/charts/axis.ts'
import { estimateSaid, extentOf, said } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
import type { LevelsReading } from '@gap5/contract/measure/readings/others.ts'
import { ChartFrame, Legend } from '../../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../../kit/charts/ChartTip.tsx'
import { Grid, gridFoot } from '../../kit/charts/Grid.tsx'
import { PointMark, Whisker } from '../../kit/charts/PointMark.tsx'
import { RowGround } from '../../kit/charts/RowGround.tsx'
import { RowLabel } from '../../kit/charts/RowLabel.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'

type Row = LevelsReading['rows'][number]

/** The levels of expectation as rungs, from the lowest at the left to the highest at the right, and what is perceived on them. */
export function LadderChart({ rows, scale }: { rows: readonly Row[]; scale: LevelsReading['scale'] }) {
  const speech = useLanguage()
  const [first] = rows
  const steps = first?.steps ?? []
  return (
    <ChartFrame
      title={{ en: 'The ladder of expectations', zh: '期望阶梯' }}
      description={{ en: `Rungs are the mean levels, numbered from the highest (1); the mark is what is perceived with its 95 % interval.`, zh: '刻度为各层次的均值，从最高层（1）起编号；标记为感知及其95%区间。' }}
      legend={
        <>
          <Legend entries={[{ mark: <><Whisker from={2} to={20} y={6} standing="inside" /><PointMark standing="inside" x={11} y={6} size={5} /></>, label: { en: 'perceived', zh: '感知' } }]} />
          <ol data-key className="mt-1 flex flex-wrap gap-x-5 text-xs text-mute">
            {steps.map((step, at) => (
              <li key={step.role}>{`${at + 1} ${speech.say(step.title)}`}</li>
            ))}
          </ol>
        </>
      }
      table={{
        rows,
        rowKey: (row) => `${row.level} ${row.key}`,
        columns: [
          { key: 'name', header: { en: 'Dimension', zh: '维度' }, render: (row) => speech.say(row.title) },
          ...steps.map((step, at) => ({ key: step.role, header: step.title, render: (row: Row) => said(row.steps[at]?.estimate.value ?? null, speech, 2), sort: (row: Row) => row.steps[at]?.estimate.value ?? null })),
          { key: 'perception', header: { en: 'Perceived', zh: '感知' }, render: (row) => said(row.perception?.value ?? null, speech, 2), sort: (row) => row.perception?.value ?? null },
        ],
      }}
    >
      {(width, naming) => <Picture rows={rows} scale={scale} width={width} naming={naming} />}
    </ChartFrame>
  )
}

function Picture({ rows, scale, width, naming }: { rows: readonly Row[]; scale: LevelsReading['scale']; width: number; naming: object }) {
  const speech = useLanguage()
  const keyOf = (row: Row) => `${row.level} ${row.key}`
  const { active, mark } = useMarks(rows.map(keyOf))
  const layout = rowsFor(rows.map((row) => speech.say(row.title)), width, 44, 16)
  const values = extentOf(rows.flatMap((row) => [...row.steps.map(({ estimate }) => estimate), ...(row.perception ? [row.perception] : [])]))
  const x = axis(scale ? reach(values, scale) : [Math.min(...values), Math.max(...values)], [layout.left, layout.right])
  const shown = rows.findIndex((row) => keyOf(row) === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} />
        {rows.map((row, index) => (
          <g key={keyOf(row)} className="outline-none" {...mark(keyOf(row), summaryOf(row, speech))}>
            <RowGround row={layout.rows[index]!} width={width} active={keyOf(row) === active} />
            <RowLabel row={layout.rows[index]!} beside={layout.beside} />
            <Rungs row={row} y={layout.rows[index]!.y} x={x} />
            <text x={width - 4} y={layout.rows[index]!.y + 4} textAnchor="end" fontSize={12} className={row.reached === null ? 'fill-below font-bold' : 'fill-ink'}>
              {said(row.perception?.value ?? null, speech, 1)}
            </text>
          </g>
        ))}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(rows[shown]!.perception?.value ?? x.from)} y={layout.rows[shown]!.y + 12} width={width}>
          <TipLines title={speech.say(rows[shown]!.title)} lines={tipOf(rows[shown]!, speech)} />
        </ChartTip>
      )}
    </>
  )
}

function Rungs({ row, y, x }: { row: Row; y: number; x: ReturnType<typeof axis> }) {
  const known = row.steps.flatMap(({ estimate }, at) => (estimate.value === null ? [] : [{ at, left: x(estimate.value) }]))
  const { value, lower, upper } = row.perception ?? { value: null, lower: null, upper: null }
  const standing = row.reached === null ? 'below' : row.reached === row.steps[0]?.role ? 'above' : 'inside'
  return (
    <>
      {known.length > 1 && <line x1={known.at(-1)!.left} x2={known[0]!.left} y1={y} y2={y} className="stroke-band" strokeWidth={8} />}
      {known.map(({ at, left }) => (
        <g key={at}>
          <line x1={left} x2={left} y1={y - 8} y2={y + 8} className="stroke-band-edge" strokeWidth={2} />
          <text x={left} y={y - 10} textAnchor="middle" fontSize={10} className="fill-mute">{at + 1}</text>
        </g>
      ))}
      {lower !== null && upper !== null && <Whisker from={x(lower)} to={x(upper)} y={y} standing={standing} />}
      {value !== null && <PointMark standing={standing} x={x(value)} y={y} />}
    </>
  )
}

function tipOf(row: Row, speech: Speech): [string, string][] {
  return [
    ...row.steps.map((step): [string, string] => [speech.say(step.title), said(step.estimate.value, speech, 2)]),
    [speech.say({ en: 'Perceived', zh: '感知' }), row.perception ? estimateSaid(row.perception, speech, 2) : '—'],
  ]
}

function summaryOf(row: Row, speech: Speech): string {
  const reached = row.steps.find(({ role }) => role === row.reached)
  const perceived = row.perception ? estimateSaid(row.perception, speech, 2) : '—'
  return speech.say({
    en: `${speech.say(row.title)}: perceived ${perceived}, reaches ${reached ? speech.say(reached.title) : 'none of the levels'}`,
    zh: `${speech.say(row.title)}：感知${perceived}，${reached ? `达到“${speech.say(reached.title)}”` : '未达到任何层次'}`,
  })
}
