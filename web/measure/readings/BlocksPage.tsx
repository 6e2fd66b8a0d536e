import { probability } from '@gap5/contract/language.ts'
import type { BlocksReading } from '@gap5/contract/measure/readings/others.ts'
import { Card } from '../../kit/Card.tsx'
import { IntervalPlot } from '../../kit/charts/IntervalPlot.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Table } from '../../kit/Table.tsx'
import { countColumns, figureColumn, intervalColumn, ReadingMethod } from './cells.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'

/** Six needs, levels of value, or the dimensions of any instrument, on one scale. */
export function BlocksPage() {
  return (
    <ReadingPage<BlocksReading> of="blocks" name={{ en: 'Block by block', zh: '分块对比' }} choices={[]}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

function Finding({ reading }: ReadingProps<BlocksReading>) {
  return (
    <>
      <Card>
        <IntervalPlot
          title={{ en: 'The blocks, 0–100', zh: '各块得分（百分制）' }}
          rows={reading.blocks.map(({ key, title, estimate }) => ({ key, label: title, estimate }))}
          scale={{ min: 0, max: 100 }}
        />
      </Card>
      <Figures reading={reading} />
      <Pairs reading={reading} />
    </>
  )
}

type Row = { key: string; title: { en: string; zh: string }; isItem: boolean; estimate: BlocksReading['blocks'][number]['estimate'] }

function Figures({ reading }: { reading: BlocksReading }) {
  const { say } = useLanguage()
  const rows: Row[] = reading.blocks.flatMap(({ key, title, estimate, items }) => [
    { key, title, estimate, isItem: false },
    ...items.map((item) => ({ key: `${key} ${item.item}`, title: item.title, estimate: item.estimate, isItem: true })),
  ])
  return (
    <Card title={{ en: 'Figures', zh: '数据表' }}>
      <Table
        caption={{ en: 'Blocks and statements, 0–100', zh: '各块与题项（百分制）' }}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: 'name', header: { en: 'Block and statement', zh: '分块与题项' }, render: ({ title, isItem }) => <span className={isItem ? 'block max-w-96 min-w-40 pl-4 text-body' : 'font-semibold'}>{say(title)}</span> },
          figureColumn<Row>('value', { en: '0–100', zh: '百分制' }, ({ estimate }) => estimate, 1),
          intervalColumn<Row>(({ estimate }) => estimate, 1),
          ...countColumns<Row>(({ estimate }) => estimate),
        ]}
        footer={
          <ReadingMethod
            lines={[
              { en: 'Each statement on 0–100 by the ends of its scale; a block’s score is the mean of a respondent’s statements, half of them at least; t intervals.', zh: '各题项按量表两端换算为百分制；分块得分为受访者所答题项的均值，至少答一半；t区间。' },
              { en: 'Two blocks are compared on the respondents who have both: paired t test, Holm over all pairs.', zh: '两块之间对两者都有得分的受访者作配对t检验，按Holm法对全部比较校正。' },
            ]}
            source={{ en: 'Six needs and levels of value as block means; paired tests after Student (1908) and Holm (1979)', zh: '六个基本需求与价值层次取分块均值；配对检验参照Student（1908）与Holm（1979）' }}
          />
        }
      />
    </Card>
  )
}

function Pairs({ reading }: { reading: BlocksReading }) {
  const { say } = useLanguage()
  if (reading.contrasts.length === 0) return null
  const name = (key: string) => say(reading.blocks.find((block) => block.key === key)?.title ?? key)
  type Contrast = BlocksReading['contrasts'][number]
  return (
    <Card title={{ en: 'Each pair of blocks', zh: '两两比较' }}>
      <Table
        caption={{ en: 'Differences between blocks', zh: '分块之间的差值' }}
        rows={reading.contrasts}
        rowKey={({ a, b }) => `${a} ${b}`}
        columns={[
          { key: 'pair', header: { en: 'Pair', zh: '比较' }, render: ({ a, b }) => `${name(a)} − ${name(b)}` },
          figureColumn<Contrast>('difference', { en: 'Difference', zh: '差值' }, ({ difference }) => difference, 1, { as: 'signed' }),
          intervalColumn<Contrast>(({ difference }) => difference, 1, 'signed'),
          { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, render: ({ test }) => (test ? probability(test.adjustedP) : '—'), sort: ({ test }) => test?.adjustedP ?? null },
        ]}
      />
    </Card>
  )
}
