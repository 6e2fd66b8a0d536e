import type { SatisfactionReading } from '@gap5/contract/measure/readings/satisfaction.ts'
import type { Estimate } from '@gap5/contract/measure/results.ts'
import { bandWords } from '@gap5/contract/measure/readings/words.ts'
import { Card } from '../../kit/Card.tsx'
import { IntervalPlot } from '../../kit/charts/IntervalPlot.tsx'
import { useLanguage, type Speech, type Words } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { BySelect, ChoiceSelect, Choices } from './choices.tsx'
import { countColumns, Figure, figureColumn, intervalColumn, IntervalText, ReadingMethod } from './cells.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'

/** The satisfaction index in its simple forms. */
export function SatisfactionPage() {
  return (
    <ReadingPage<SatisfactionReading> of="satisfaction" name={{ en: 'Satisfaction index', zh: '满意度指数' }} choices={['against', 'by']}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

function Finding({ reading, result }: ReadingProps<SatisfactionReading>) {
  return (
    <>
      <Card title={{ en: 'The index', zh: '指数' }}>
        <Choices>
          {reading.against !== null && <ChoiceSelect label={{ en: 'Effect divided by', zh: '实际效果除以' }} param="against" value={reading.against} choices={reading.bases} />}
          <BySelect label={{ en: 'Compared by', zh: '分组比较' }} value={reading.by?.key ?? null} result={result} withTime />
        </Choices>
        <IndexTable reading={reading} />
      </Card>
      {reading.by && reading.groups.length > 0 && <Groups reading={reading} by={reading.by} />}
      {reading.dimensions.length > 0 && <Dimensions reading={reading} />}
      {reading.weights.length > 0 && <Weights reading={reading} />}
    </>
  )
}

type IndexRow = { key: string; name: Words; estimate: Estimate; decimals: number; as: 'figure' | 'percent' | 'signed'; band: SatisfactionReading['band'] }

function rowsOf({ whole, band }: SatisfactionReading): IndexRow[] {
  const row = (key: string, name: Words, estimate: Estimate | null, more: Partial<IndexRow> = {}): IndexRow[] => (estimate ? [{ key, name, estimate, decimals: 1, as: 'figure', band: null, ...more }] : [])
  return [
    ...row('weighted', { en: 'Index weighted by importance, of 100', zh: '按重要性加权的指数（满分100）' }, whole.weighted, { band }),
    ...row('ratio', { en: 'Effect ÷ expectation, × 100', zh: '实际效果 ÷ 期望 × 100' }, whole.ratio),
    ...row('difference', { en: 'Effect − expectation, on 0–100', zh: '实际效果 − 期望（百分制）' }, whole.difference, { as: 'signed' }),
    ...row('overall', { en: 'Overall satisfaction, on 0–100', zh: '总体满意度（百分制）' }, whole.overall),
    ...row('topBox', { en: 'Share of the best answers', zh: '最好选项占比' }, whole.topBox, { decimals: 0, as: 'percent' }),
  ]
}

function IndexTable({ reading }: { reading: SatisfactionReading }) {
  const { say } = useLanguage()
  const columns: Column<IndexRow>[] = [
    { key: 'name', header: { en: 'Form', zh: '形式' }, render: ({ name }) => say(name) },
    { key: 'value', header: { en: 'Value', zh: '数值' }, render: ({ estimate, decimals, as }) => <Figure estimate={estimate} decimals={decimals} as={as} /> },
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: ({ estimate, decimals, as }) => <IntervalText estimate={estimate} decimals={decimals} as={as} /> },
    ...(reading.band ? [bandColumn(say)] : []),
    ...countColumns<IndexRow>(({ estimate }) => estimate),
  ]
  return <Table caption={{ en: 'Forms of the index', zh: '指数的各种形式' }} rows={rowsOf(reading)} rowKey={({ key }) => key} columns={columns} footer={<Method />} />
}

function bandColumn(say: Speech['say']): Column<IndexRow> {
  return { key: 'band', header: { en: 'In words', zh: '评语' }, align: 'start', render: ({ band }) => (band ? <Tag tone={band === 'very-satisfied' || band === 'satisfied' ? 'inside' : band === 'fairly' ? 'plain' : 'below'}>{say(bandWords[band])}</Tag> : '') }
}

/** The form of the index that groups are compared in: the first there is. */
function Groups({ reading, by }: { reading: SatisfactionReading; by: NonNullable<SatisfactionReading['by']> }) {
  const of = (['weighted', 'ratio', 'overall'] as const).find((key) => reading.whole[key] !== null)
  if (!of) return null
  const names = { weighted: { en: 'Index weighted by importance', zh: '按重要性加权的指数' }, ratio: { en: 'Effect ÷ expectation × 100', zh: '实际效果 ÷ 期望 × 100' }, overall: { en: 'Overall satisfaction, on 0–100', zh: '总体满意度（百分制）' } }
  const whole = reading.whole[of]?.value ?? null
  const rows = reading.groups.flatMap((group) => (group[of] ? [{ key: group.value, label: group.title, estimate: group[of] }] : []))
  const top = Math.max(100, ...rows.map(({ estimate }) => estimate.upper ?? 0))
  return (
    <Card>
      <IntervalPlot
        title={{ en: `${names[of].en}, by ${by.title.en.toLowerCase()}`, zh: `${names[of].zh}（按${by.title.zh}）` }}
        rows={rows}
        scale={{ min: 0, max: Math.ceil(top) }}
        {...(whole === null ? {} : { reference: { value: whole, label: { en: 'all together', zh: '全部' } } })}
      />
    </Card>
  )
}

type Dimension = SatisfactionReading['dimensions'][number]

function Dimensions({ reading }: { reading: SatisfactionReading }) {
  const { say } = useLanguage()
  const ratios = reading.dimensions.flatMap(({ key, title, ratio }) => (ratio ? [{ key, label: title, estimate: ratio }] : []))
  return (
    <Card title={{ en: 'By dimension', zh: '各维度' }}>
      <IntervalPlot
        title={{ en: 'Effect ÷ expectation × 100, by dimension', zh: '实际效果 ÷ 期望 × 100（按维度）' }}
        rows={ratios}
        scale={{ min: 0, max: Math.ceil(Math.max(100, ...ratios.map(({ estimate }) => estimate.upper ?? 0))) }}
        reference={{ value: 100, label: { en: 'effect equals expectation', zh: '实际效果等于期望' } }}
      />
      <Table
        caption={{ en: 'Effect and expectation by dimension', zh: '各维度的实际效果与期望' }}
        rows={reading.dimensions}
        rowKey={({ key }) => key}
        columns={[
          { key: 'name', header: { en: 'Dimension', zh: '维度' }, render: ({ title }) => say(title) },
          figureColumn<Dimension>('perceived', { en: 'Effect, 0–100', zh: '实际效果（百分制）' }, ({ perceived }) => perceived, 1),
          figureColumn<Dimension>('ratio', { en: 'Effect ÷ expectation × 100', zh: '实际效果 ÷ 期望 × 100' }, ({ ratio }) => ratio, 1),
          intervalColumn<Dimension>(({ ratio }) => ratio, 1),
          figureColumn<Dimension>('difference', { en: 'Difference', zh: '差值' }, ({ difference }) => difference, 1, { as: 'signed' }),
          ...countColumns<Dimension>(({ perceived }) => perceived),
        ]}
      />
    </Card>
  )
}

type Weight = SatisfactionReading['weights'][number]

function Weights({ reading }: { reading: SatisfactionReading }) {
  const { say, percent, figure } = useLanguage()
  return (
    <Card title={{ en: 'What the weighted index is made of', zh: '加权指数的构成' }}>
      <Table
        caption={{ en: 'Weights and parts', zh: '权重与构成' }}
        rows={reading.weights}
        rowKey={({ item }) => item}
        columns={[
          { key: 'item', header: { en: 'Statement', zh: '题项' }, render: ({ title }) => <span className="block max-w-96 min-w-40">{say(title)}</span> },
          figureColumn<Weight>('importance', { en: 'Importance', zh: '重要性' }, ({ importance }) => importance, 2),
          { key: 'share', header: { en: 'Weight', zh: '权重' }, render: ({ share }) => (share === null ? '—' : percent(share, 1)), sort: ({ share }) => share },
          figureColumn<Weight>('satisfaction', { en: 'Satisfaction', zh: '满意度' }, ({ satisfaction }) => satisfaction, 2),
          { key: 'part', header: { en: 'Part of the index', zh: '对指数的贡献' }, render: ({ part }) => (part === null ? '—' : figure(part, 1)), sort: ({ part }) => part },
        ]}
      />
    </Card>
  )
}

function Method() {
  return (
    <ReadingMethod
      lines={[
        { en: 'Effect ÷ expectation: mean perceived over mean expected, both on 0–100 by the ends of the scale, for respondents who gave both; a ratio of means, not a mean of ratios. Of the whole: every dimension counts alike, whatever its number of statements, for respondents who have all of them. 100 is as expected. Interval by the delta method.', zh: '实际效果 ÷ 期望：感知均值与期望均值之比，均按量表两端换算为百分制，仅含两者都作答者；为均值之比，不是比值的均值。总体：各维度权重相同（与题项多少无关），仅含各维度均有得分者。100即与期望相当。区间用delta法。' },
        { en: 'Weighted index: 100 × Σ weight × mean satisfaction ÷ highest point; weight = mean importance ÷ sum of mean importances. Interval by the delta method from each respondent’s influence.', zh: '加权指数：100 × Σ 权重 × 满意度均值 ÷ 量表最高分；权重 = 重要性均值 ÷ 各题重要性均值之和。区间用delta法（影响函数）。' },
        { en: 'In words: from 81 very satisfied, from 66 satisfied, from 51 fairly, from 35 less, below not satisfied. The words are a convention in use, not a test.', zh: '评语：81以上非常满意，66以上满意，51以上比较满意，35以上不太满意，以下不满意。评语为通行约定，并非检验。' },
        { en: 'Share of the best answers: the two best points on scales of five and more, else the best one; Wilson interval.', zh: '最好选项占比：五点及以上量表取最高两档，否则取最高一档；Wilson区间。' },
      ]}
      source="Cochran (1977), Sampling Techniques, chapter 6; Fornell et al. (1996), Journal of Marketing 60(4)"
    />
  )
}
