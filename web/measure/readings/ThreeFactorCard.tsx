import { aroundZero, axis } from '@gap5/contract/charts/axis.ts'
import { estimateSaid, extentOf } from '@gap5/contract/measure/charts/figures.ts'
import { rowsFor } from '@gap5/contract/charts/rows.ts'
import type { ImportanceReading, ThreeFactor } from '@gap5/contract/measure/readings/importance-performance.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { Card } from '../../kit/Card.tsx'
import { ChartFrame, Legend } from '../../kit/charts/ChartFrame.tsx'
import { ChartTip, TipLines } from '../../kit/charts/ChartTip.tsx'
import { Grid, gridFoot } from '../../kit/charts/Grid.tsx'
import { PointMark, Whisker } from '../../kit/charts/PointMark.tsx'
import { RowGround } from '../../kit/charts/RowGround.tsx'
import { RowLabel } from '../../kit/charts/RowLabel.tsx'
import { useMarks } from '../../kit/charts/useMarks.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { figureColumn, ReadingMethod } from './cells.tsx'

const factorWords: Record<NonNullable<ThreeFactor['factor']>, { en: string; zh: string }> = {
  basic: { en: 'Basic', zh: '基本因素' },
  performance: { en: 'Performance', zh: '绩效因素' },
  excitement: { en: 'Excitement', zh: '兴奋因素' },
  none: { en: 'No effect seen', zh: '未见影响' },
}

/** What poor performance costs and good performance brings. */
export function ThreeFactorCard({ found }: { found: NonNullable<ImportanceReading['threeFactors']> }) {
  const speech = useLanguage()
  const { say, figure } = speech
  if (found.rows.length === 0) {
    return (
      <Card title={{ en: 'What poor performance costs, what good brings', zh: '做差的损失与做好的收获' }}>
        <p className="text-mute">{say(reasonWords[found.reason ?? 'not-computable'])}</p>
      </Card>
    )
  }
  const factorColumn = { key: 'factor', header: { en: 'Factor', zh: '因素' }, align: 'start' as const, render: (row: ThreeFactor) => (row.factor ? say(factorWords[row.factor]) : say(reasonWords[row.reason ?? 'not-computable'])), sort: (row: ThreeFactor) => row.factor }
  return (
    <Card>
      <ChartFrame
        title={{ en: 'What poor performance costs, what good brings', zh: '做差的损失与做好的收获' }}
        description={{ en: 'Points of overall satisfaction, against middling performance, all statements together; 95 % intervals.', zh: '与中等绩效相比，总体满意度的增减（分），各题项同时纳入；线段为95%区间。' }}
        legend={<FactorLegend />}
        table={{
          rows: found.rows,
          rowKey: (row) => row.item,
          columns: [
            { key: 'item', header: { en: 'Statement', zh: '题项' }, render: (row) => say(row.title) },
            figureColumn<ThreeFactor>('penalty', { en: 'Poor', zh: '做差时' }, (row) => row.penalty, 2, { as: 'signed' }),
            figureColumn<ThreeFactor>('reward', { en: 'Good', zh: '做好时' }, (row) => row.reward, 2, { as: 'signed' }),
            factorColumn,
          ],
        }}
      >
        {(width, naming) => <Picture rows={found.rows} width={width} naming={naming} />}
      </ChartFrame>
      <div className="mt-3">
        <ReadingMethod
          lines={[
            { en: `Overall satisfaction regressed on two dummies a statement, low and high performance, all together, on complete answers (n ${figure(found.n)}, R² ${found.r2 === null ? '—' : figure(found.r2, 2)}).`, zh: `以每题的低、高绩效两个虚拟变量同时对总体满意度回归，仅用完整作答（n ${figure(found.n)}，R² ${found.r2 === null ? '—' : figure(found.r2, 2)}）。` },
            { en: 'Low: the lowest third of the scale (1–3 of 7 points); high: the uppermost sixth (6–7 of 7).', zh: '低：量表最低的三分之一（七点量表的1–3）；高：最高的六分之一（6–7）。' },
            { en: 'Basic where poor performance costs more than good brings and the intervals do not overlap; excitement the other way round; performance where they overlap; no effect where neither differs from nil.', zh: '做差的损失大于做好的收获且区间不重叠为基本因素，反之为兴奋因素，重叠为绩效因素，两者均不异于零则未见影响。' },
          ]}
          source="Brandt (1987), in Surprenant (ed.), Add Value to Your Service; Matzler & Sauerwein (2002), International Journal of Service Industry Management 13(4)"
        />
      </div>
    </Card>
  )
}

function FactorLegend() {
  return (
    <Legend
      entries={[
        { mark: <PointMark standing="below" x={11} y={6} size={5} />, label: { en: 'poor performance', zh: '做差时' } },
        { mark: <PointMark standing="above" x={11} y={6} size={5} />, label: { en: 'good performance', zh: '做好时' } },
      ]}
    />
  )
}

function Picture({ rows, width, naming }: { rows: readonly ThreeFactor[]; width: number; naming: object }) {
  const speech = useLanguage()
  const { say } = speech
  const { active, mark } = useMarks(rows.map((row) => row.item))
  const layout = rowsFor(rows.map((row) => say(row.title)), width, 92, 14)
  const x = axis(aroundZero(extentOf(rows.flatMap(({ penalty, reward }) => [penalty, reward]))), [layout.left, layout.right])
  const shown = rows.findIndex((row) => row.item === active)
  return (
    <>
      <svg width={width} height={layout.bottom + gridFoot} className="block max-w-full" {...naming}>
        <Grid x={x} top={4} bottom={layout.bottom} anchor={0} />
        <line x1={x(0)} x2={x(0)} y1={4} y2={layout.bottom} className="stroke-axis" />
        {rows.map((row, index) => {
          const { y } = layout.rows[index]!
          return (
            <g key={row.item} className="outline-none" {...mark(row.item, summaryOf(row, speech))}>
              <RowGround row={layout.rows[index]!} width={width} active={row.item === active} />
              <RowLabel row={layout.rows[index]!} beside={layout.beside} />
              {([['penalty', 'below', -4], ['reward', 'above', 4]] as const).map(([part, standing, shift]) => {
                const { value, lower, upper } = row[part]
                if (value === null || lower === null || upper === null) return null
                return (
                  <g key={part}>
                    <Whisker from={x(lower)} to={x(upper)} y={y + shift} standing={standing} />
                    <PointMark standing={standing} x={x(value)} y={y + shift} size={5} />
                  </g>
                )
              })}
              <text x={width - 4} y={y + 4} textAnchor="end" fontSize={11} className="fill-body">
                {row.factor ? say(factorWords[row.factor]) : '—'}
              </text>
            </g>
          )
        })}
      </svg>
      {shown >= 0 && (
        <ChartTip x={x(0)} y={layout.rows[shown]!.y + 10} width={width}>
          <TipLines title={say(rows[shown]!.title)} lines={tipOf(rows[shown]!, speech)} />
        </ChartTip>
      )}
    </>
  )
}

function tipOf({ penalty, reward }: ThreeFactor, speech: Speech): [string, string][] {
  return [
    [speech.say({ en: 'Poor', zh: '做差时' }), estimateSaid(penalty, speech, 2, 'signed')],
    [speech.say({ en: 'Good', zh: '做好时' }), estimateSaid(reward, speech, 2, 'signed')],
  ]
}

function summaryOf(row: ThreeFactor, speech: Speech): string {
  const lines = tipOf(row, speech).map(([name, value]) => `${name} ${value}`)
  const factor = row.factor ? speech.say(factorWords[row.factor]) : ''
  return speech.say({ en: `${speech.say(row.title)}: ${[...lines, factor].join(', ')}`, zh: `${speech.say(row.title)}：${[...lines, factor].join('，')}` })
}
