import type { LevelsReading } from '@gap5/contract/measure/readings/others.ts'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { countColumns, figureColumn, ReadingMethod } from './cells.tsx'
import { LadderChart } from './LadderChart.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'

type Row = LevelsReading['rows'][number]

/** How far up the levels of expectation the service reaches. */
export function LevelsPage() {
  return (
    <ReadingPage<LevelsReading> of="levels" name={{ en: 'Levels of expectation', zh: '期望层次' }} choices={[]}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

function Finding({ reading }: ReadingProps<LevelsReading>) {
  const rows = reading.rows.filter(({ level }) => level !== 'item')
  return (
    <>
      <Card>
        <LadderChart rows={rows.length > 0 ? rows : reading.rows} scale={reading.scale} />
      </Card>
      <Card title={{ en: 'Figures', zh: '数据表' }}>
        <LevelsTable reading={reading} />
      </Card>
    </>
  )
}

function LevelsTable({ reading }: { reading: LevelsReading }) {
  const { say } = useLanguage()
  const [first] = reading.rows
  const columns: Column<Row>[] = [
    { key: 'name', header: { en: 'Dimension and statement', zh: '维度与题项' }, render: (row) => <span className={row.level === 'item' ? 'block max-w-96 min-w-40 pl-4 text-body' : 'font-semibold'}>{say(row.title)}</span> },
    ...(first?.steps ?? []).map((step) => figureColumn<Row>(step.role, step.title, (row) => row.steps.find(({ role }) => role === step.role)?.estimate ?? null, 2)),
    figureColumn<Row>('perception', { en: 'Perceived', zh: '感知' }, (row) => row.perception, 2),
    { key: 'reached', header: { en: 'Reaches', zh: '达到' }, align: 'start', render: (row) => <Reached row={row} /> },
    figureColumn<Row>('order', { en: 'Out of order', zh: '层次颠倒' }, (row) => row.outOfOrder, 0, { as: 'percent', hint: { en: 'Share of respondents who put a higher level below a lower one', zh: '把较高层次评得低于较低层次的受访者占比' } }),
    ...countColumns<Row>((row) => row.perception),
  ]
  return (
    <Table
      caption={{ en: 'Levels of expectation and what is perceived', zh: '期望层次与感知' }}
      rows={reading.rows}
      rowKey={(row) => `${row.level} ${row.key}`}
      columns={columns}
      footer={
        <ReadingMethod
          lines={[
            { en: 'Means of each level; a dimension’s score is the mean of a respondent’s statements, half of them at least; in the whole, dimensions count equally.', zh: '各层次取均值；维度得分为受访者所答题项的均值，至少答一半；总体中各维度等权。' },
            { en: 'Reaches: the highest level whose mean is not above the 95 % interval of perception.', zh: '“达到”指均值不高于感知95%区间上限的最高层次。' },
          ]}
          source={{ en: 'Zeithaml, Berry & Parasuraman (1993), Journal of the Academy of Marketing Science 21(1); levels after Miller (1977) and Tse & Wilton (1988)', zh: 'Zeithaml、Berry与Parasuraman（1993），Journal of the Academy of Marketing Science 21（1）；层次参照Miller（1977）、Tse与Wilton（1988）' }}
        />
      }
    />
  )
}

function Reached({ row }: { row: Row }) {
  const { say } = useLanguage()
  if (row.perception?.value == null) return '—'
  const step = row.steps.find(({ role }) => role === row.reached)
  return step ? <Tag tone="inside">{say(step.title)}</Tag> : <Tag tone="below">{say({ en: 'none', zh: '无' })}</Tag>
}
