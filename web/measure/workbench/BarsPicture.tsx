import { aroundZero, axis } from '@gap5/contract/charts/axis.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
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

/** Figures from nought, each a bar with its interval; a dashed line to compare with. */
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
  const layout = rowsFor(bars.map(({ title }) => speech.say(title)), width, 62, 14)
  const values = [...bars.flatMap(({ value, lower, upper }) => [value, lower, upper]), reference?.value ?? null].filter((x) => x !== null)
  const x = axis(aroundZero(values), [layout.left, layout.right])
  const words = (value: number | null) => said(value, picture, speech)
  const shown = bars.findIndex(({ key }) => key === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} anchor={0} say={picture.unit === 'share' ? (value) => speech.percent(value) : undefined} />
        {bars.map((bar, index) => {
          const row = layout.rows[index]!
          const { key, title, value, lower, upper } = bar
          return (
            <g key={key} className="outline-none" {...mark(key, `${speech.say(title)}: ${words(value)} (${intervalWords(bar, words, speech)})`)}>
              <RowGround row={row} width={width} active={key === active} />
              <RowLabel row={row} beside={layout.beside} />
              {value !== null && <rect x={Math.min(x(0), x(value))} y={row.y - 7} width={Math.abs(x(value) - x(0))} height={14} rx={2} className="fill-band" />}
              {lower !== null && upper !== null && <Whisker from={x(lower)} to={x(upper)} y={row.y} standing="inside" capped />}
              {value !== null && <PointMark standing="inside" x={x(value)} y={row.y} size={4.5} />}
              <text x={width - 4} y={row.y + 4} textAnchor="end" fontSize={12} className="fill-ink">
                {words(value)}
              </text>
            </g>
          )
        })}
        {reference && <line x1={x(reference.value)} x2={x(reference.value)} y1={4} y2={layout.bottom} className="pointer-events-none stroke-ink/70 [stroke-dasharray:4_3]" />}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(bars[shown]!.value ?? 0)} y={layout.rows[shown]!.y + 8} width={width}>
          <TipLines title={speech.say(bars[shown]!.title)} lines={[[speech.say({ en: 'Value', zh: '数值' }), words(bars[shown]!.value)], [speech.say({ en: '95 % interval', zh: '95% 区间' }), intervalWords(bars[shown]!, words, speech)]]} />
        </ChartTip>
      )}
    </>
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
