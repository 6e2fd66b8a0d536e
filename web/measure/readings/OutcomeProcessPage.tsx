import { estimateSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { OutcomeProcessReading } from '@gap5/contract/measure/readings/others.ts'
import { Card } from '../../kit/Card.tsx'
import { IntervalPlot } from '../../kit/charts/IntervalPlot.tsx'
import { Scatter } from '../../kit/charts/Scatter.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Table } from '../../kit/Table.tsx'
import { BySelect, Choices } from './choices.tsx'
import { countColumns, figureColumn, intervalColumn, ReadingMethod } from './cells.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'

/** Grönroos: outcome, process, image. */
export function OutcomeProcessPage() {
  return (
    <ReadingPage<OutcomeProcessReading> of="outcome-process" name={{ en: 'Outcome and process', zh: '结果质量与过程质量' }} choices={['by']}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

type Place = OutcomeProcessReading['whole']

function Finding({ reading, result }: ReadingProps<OutcomeProcessReading>) {
  return (
    <>
      <Card>
        <Choices>
          <BySelect label={{ en: 'Also placed by', zh: '分组标示' }} value={reading.by?.key ?? null} result={result} />
        </Choices>
        <Quadrants reading={reading} />
      </Card>
      <Card>
        <IntervalPlot
          title={{ en: 'The blocks, 0–100', zh: '各块得分（百分制）' }}
          rows={reading.blocks.map(({ key, title, estimate }) => ({ key, label: title, estimate }))}
          scale={{ min: 0, max: 100 }}
        />
      </Card>
      <Effects reading={reading} />
    </>
  )
}

function Quadrants({ reading }: { reading: OutcomeProcessReading }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const places = [reading.whole, ...reading.groups]
  const lines = (place: Place) => [
    [say({ en: 'Outcome', zh: '结果质量' }), estimateSaid(place.outcome, speech, 1)] as const,
    [say({ en: 'Process', zh: '过程质量' }), estimateSaid(place.process, speech, 1)] as const,
    ...(place.image ? [[say({ en: 'Image', zh: '企业形象' }), estimateSaid(place.image, speech, 1)] as const] : []),
    ['n', figure(place.n)] as const,
  ]
  return (
    <Scatter
      title={{ en: 'What they get, and how they get it', zh: '得到什么，如何得到' }}
      description={{ en: 'Right: better process. Up: better outcome, 0–100; lines at 50. The point of all is filled.', zh: '越右：过程越好。越上：结果越好（百分制），分界为50。实心为全体。' }}
      points={places.map((place) => ({
        key: place.value,
        label: place.title,
        x: place.process,
        y: place.outcome,
        look: place === reading.whole ? 'solid' : 'hollow',
        summary: `${say(place.title)}${say({ en: ': ', zh: '：' })}${lines(place).map(([name, value]) => `${name} ${value}`).join(say({ en: ', ', zh: '，' }))}`,
        tip: lines(place),
      }))}
      x={{ title: { en: 'Process quality', zh: '过程质量' }, range: [0, 100] }}
      y={{ title: { en: 'Outcome quality', zh: '结果质量' }, range: [0, 100] }}
      cross={{ x: 50, y: 50 }}
      diagonal
      intervals
      corners={{
        topLeft: { en: 'Good result, poor way', zh: '结果好、过程差' },
        topRight: { en: 'Both good', zh: '两者都好' },
        bottomLeft: { en: 'Both poor', zh: '两者都差' },
        bottomRight: { en: 'Nice way, poor result', zh: '过程好、结果差' },
      }}
      table={{
        rows: places,
        rowKey: ({ value }) => value,
        columns: [
          { key: 'group', header: { en: 'Group', zh: '组' }, render: ({ title }) => say(title) },
          { key: 'outcome', header: { en: 'Outcome', zh: '结果质量' }, render: ({ outcome }) => said(outcome.value, speech, 1), sort: ({ outcome }) => outcome.value },
          { key: 'process', header: { en: 'Process', zh: '过程质量' }, render: ({ process }) => said(process.value, speech, 1), sort: ({ process }) => process.value },
          { key: 'image', header: { en: 'Image', zh: '企业形象' }, render: ({ image }) => said(image?.value ?? null, speech, 1), sort: ({ image }) => image?.value ?? null },
          { key: 'n', header: 'n', render: ({ n }) => figure(n), sort: ({ n }) => n },
        ],
      }}
    />
  )
}

type Effect = { key: string; on: 'satisfaction' | 'image'; title: { en: string; zh: string }; estimate: Place['outcome'] }

function Effects({ reading }: { reading: OutcomeProcessReading }) {
  const { say, figure } = useLanguage()
  const rows: Effect[] = [
    ...(reading.effects?.rows.map((row) => ({ ...row, on: 'satisfaction' as const })) ?? []),
    ...(reading.filter?.rows.map((row) => ({ ...row, on: 'image' as const })) ?? []),
  ]
  if (rows.length === 0) return null
  const targets = { satisfaction: { en: 'overall satisfaction', zh: '总体满意度' }, image: { en: 'image', zh: '企业形象' } }
  const r2 = (found: { r2: number | null } | null) => (found?.r2 == null ? '—' : figure(found.r2, 2))
  return (
    <Card title={{ en: 'What goes with satisfaction, and what forms the image', zh: '与满意度的关系，以及形象的形成' }}>
      <Table
        caption={{ en: 'Standardised regression coefficients', zh: '标准化回归系数' }}
        rows={rows}
        rowKey={({ key, on }) => `${key} ${on}`}
        columns={[
          { key: 'path', header: { en: 'From → to', zh: '从 → 到' }, render: ({ title, on }) => `${say(title)} → ${say(targets[on])}` },
          figureColumn<Effect>('estimate', { en: 'Coefficient', zh: '系数' }, ({ estimate }) => estimate, 2),
          intervalColumn<Effect>(({ estimate }) => estimate, 2),
          ...countColumns<Effect>(({ estimate }) => estimate),
        ]}
        footer={
          <ReadingMethod
            lines={[
              { en: 'Block score: the mean of a respondent’s statements on 0–100, half of them at least.', zh: '分块得分：受访者所答题项的百分制均值，至少答一半。' },
              { en: `Least squares on complete answers, all blocks together: overall satisfaction on the blocks (R² ${r2(reading.effects)}), image on outcome and process (R² ${r2(reading.filter)}).`, zh: `最小二乘法，仅用完整作答，各块同时纳入：总体满意度对各块回归（R² ${r2(reading.effects)}），企业形象对结果与过程回归（R² ${r2(reading.filter)}）。` },
              { en: 'Coefficients say what goes together, not what causes what.', zh: '系数说明关联，不说明因果。' },
            ]}
            source="Grönroos (1984), European Journal of Marketing 18(4); Grönroos (2000), Service Management and Marketing"
          />
        }
      />
    </Card>
  )
}
