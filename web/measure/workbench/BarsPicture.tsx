import { aroundZero, axis, gridMarks, ratioAxis, ratioMarks, scaleMarks, type Axis } from '@gap5/contract/charts/axis.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Picture } from '@gap5/contract/measure/workbench.ts'
import { ChartFrame, Legend } from '../../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../../kit/charts/ChartTip.tsx'
import { Grid, gridFoot } from '../../kit/charts/Grid.tsx'
import { PointMark, Whisker } from '../../kit/charts/PointMark.tsx'
import { RowGround } from '../../kit/charts/RowGround.tsx'
import { RowLabel } from '../../kit/charts/RowLabel.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'

type Bars = Extract<Picture, { kind: 'bars' }>
type Bar = Bars['bars'][number]

/** Figures with their intervals: bars from nought where nought is the absence of what is told, else dots on their scale; a dashed line to compare with. */
export function BarsPicture({ picture }: { picture: Bars }) {
  const speech = useLanguage()
  const { say } = speech
  const words = (value: number | null) => said(value, picture, speech)
  return (
    <ChartFrame
      title={picture.title}
      legend={<BarsLegend picture={picture} />}
      table={{
        columns: [
          { key: 'title', header: { en: 'Row', zh: '项目' }, render: (bar: Bar) => say(bar.title) },
          { key: 'value', header: { en: 'Value', zh: '数值' }, render: (bar) => words(bar.value), sort: (bar) => bar.value, plain: [{ header: { en: 'Value', zh: '数值' }, value: (bar) => bar.value }] },
          {
            key: 'interval',
            header: { en: '95 % interval', zh: '95% 区间' },
            render: (bar) => intervalWords(bar, words, speech),
            plain: [
              { header: { en: '95 % lower', zh: '95% 下限' }, value: (bar) => bar.lower },
              { header: { en: '95 % upper', zh: '95% 上限' }, value: (bar) => bar.upper },
            ],
          },
          ...(picture.bars.some(({ n }) => n !== undefined) ? [{ key: 'n', header: { en: 'n', zh: 'n' }, render: (bar: Bar) => (bar.n === undefined ? '–' : speech.figure(bar.n)), sort: (bar: Bar) => bar.n ?? null }] : []),
        ],
        rows: picture.bars,
        rowKey: (bar) => bar.key,
      }}
    >
      {(width, naming) => <Drawing picture={picture} width={width} naming={naming} />}
    </ChartFrame>
  )
}

function Drawing({ picture, width, naming }: { picture: Bars; width: number; naming: object }) {
  const speech = useLanguage()
  const { bars, reference } = picture
  const { active, mark } = useMarks(bars.map(({ key }) => key))
  const counts = bars.some(({ n }) => n !== undefined)
  const layout = rowsFor(bars.map(({ title }) => speech.say(title)), width, counts ? 106 : 62, 14)
  const { x, marks, isLength, ends } = groundOf(picture, [layout.left, layout.right])
  const valueAt = width - (counts ? 58 : 4)
  const words = (value: number | null) => said(value, picture, speech)
  const shown = bars.findIndex(({ key }) => key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot + (ends ? 15 : 0)} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} marks={marks} say={picture.unit === 'share' ? (value) => speech.percent(value) : undefined} />
        {ends && <EndWords x={x} y={layout.bottom + 31} words={ends} />}
        {bars.map((bar, index) => {
          const row = layout.rows[index]!
          const { key, title, value, lower, upper } = bar
          return (
            <g key={key} className="outline-none" {...mark(key, `${speech.say(title)}: ${words(value)} (${intervalWords(bar, words, speech)})`)}>
              <RowGround row={row} width={width} active={key === active} />
              <RowLabel row={row} beside={layout.beside} />
              {isLength && value !== null && <rect x={Math.min(x(0), x(value))} y={row.y - 7} width={Math.abs(x(value) - x(0))} height={14} rx={2} className="fill-band" />}
              {lower !== null && upper !== null && <Whisker from={x(lower)} to={x(upper)} y={row.y} standing="inside" capped />}
              {value !== null && <PointMark standing="inside" x={x(value)} y={row.y} size={4.5} />}
              <text x={valueAt} y={row.y + 4} textAnchor="end" fontSize={12} className="fill-ink">
                {words(value)}
              </text>
              {bar.n !== undefined && (
                <text x={width - 4} y={row.y + 4} textAnchor="end" fontSize={11} className="fill-mute">
                  {`n ${speech.figure(bar.n)}`}
                </text>
              )}
            </g>
          )
        })}
        {reference && <line x1={x(reference.value)} x2={x(reference.value)} y1={4} y2={layout.bottom} className="pointer-events-none stroke-ink/70 [stroke-dasharray:4_3]" />}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(bars[shown]!.value ?? x.from)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(bars[shown]!.title)} lines={[[speech.say({ en: 'Value', zh: '数值' }), words(bars[shown]!.value)], [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalWords(bars[shown]!, words, speech)]]} />
        </ChartTip>
      )}
    </>
  )
}

type Ground = { x: Axis; marks: readonly number[]; isLength: boolean; ends: readonly [Text, Text] | null }

function groundOf({ axis: on, bars, reference }: Bars, ends: readonly [number, number]): Ground {
  const values = [...bars.flatMap(({ value, lower, upper }) => [value, lower, upper]), reference?.value ?? null].filter((value) => value !== null)
  if (on === 'ratio') {
    const x = ratioAxis(values, ends)
    return { x, marks: ratioMarks(x), isLength: false, ends: null }
  }
  if (on === 'nil') {
    const x = axis(aroundZero(values), ends)
    return { x, marks: gridMarks(x, 0), isLength: true, ends: null }
  }
  // An interval of a mean near an end may reach past it.
  const x = axis([Math.min(on.min, ...values), Math.max(on.max, ...values)], ends)
  return { x, marks: scaleMarks(on, x(on.max) - x(on.min)), isLength: false, ends: [on.low, on.high] }
}

/** What the ends of the scale mean, under their figures. */
function EndWords({ x, y, words: [low, high] }: { x: Axis; y: number; words: readonly [Text, Text] }) {
  const { say } = useLanguage()
  return (
    <g aria-hidden fontSize={11} className="fill-mute">
      <text x={x(x.from) - 4} y={y}>
        {say(low)}
      </text>
      <text x={x(x.to) + 4} y={y} textAnchor="end">
        {say(high)}
      </text>
    </g>
  )
}

function said(value: number | null, { unit, decimals }: Bars, { figure, percent }: Speech): string {
  if (value === null) return '–'
  return unit === 'share' ? percent(value, decimals) : figure(value, decimals)
}

function intervalWords({ lower, upper }: Bar, words: (value: number | null) => string, { say }: Speech): string {
  return lower === null || upper === null ? '–' : say({ en: `${words(lower)} to ${words(upper)}`, zh: `${words(lower)} 至 ${words(upper)}` })
}

function BarsLegend({ picture: { bars, reference } }: { picture: Bars }) {
  const entries = [
    ...(bars.some(({ lower }) => lower !== null)
      ? [
          {
            mark: (
              <>
                <Whisker from={2} to={20} y={6} standing="inside" capped />
                <PointMark standing="inside" x={11} y={6} size={4.5} />
              </>
            ),
            label: { en: 'value with its 95 % interval', zh: '数值及其 95% 区间' },
          },
        ]
      : []),
    ...(reference ? [{ mark: <line x1={11} x2={11} y1={0} y2={12} className="stroke-ink [stroke-dasharray:3_2]" />, label: reference.title }] : []),
  ]
  return entries.length === 0 ? null : <Legend entries={entries} />
}
