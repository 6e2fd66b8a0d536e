import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import type { KanoFeature, KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { combinationSaid } from '@gap5/contract/measure/readings/words.ts'
import { valueOf } from '../../kit/address.ts'
import { Card } from '../../kit/Card.tsx'
import { Scatter } from '../../kit/charts/Scatter.tsx'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { kanoWords } from '../words.ts'

/** One feature as each segment sees it, and the category of every feature in every segment with the test. */
export function KanoSegmentCard({ reading, by }: { reading: KanoReading; by: NonNullable<KanoReading['by']> }) {
  const { query, change } = useAddress()
  const usual = reading.features.find(({ divided }) => divided) ?? reading.features[0]
  const feature = reading.features.find(({ item }) => item === valueOf(query, 'feature')) ?? usual
  if (!feature) return null
  return (
    <Card title={{ en: `By ${by.title.en.toLowerCase()}`, zh: `按${by.title.zh}` }}>
      <div className="unprinted mb-3 max-w-md">
        <Select
          label={{ en: 'Feature', zh: '功能' }}
          value={feature.item}
          onValueChange={(item) => change({ feature: item })}
          options={reading.features.map(({ item, title }) => ({ value: item, label: title }))}
        />
      </div>
      <SegmentScatter feature={feature} reading={reading} />
      <div className="mt-4">
        <SegmentTable reading={reading} />
      </div>
    </Card>
  )
}

function SegmentScatter({ feature, reading }: { feature: KanoFeature; reading: KanoReading }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const shown = feature.segments.filter(({ better }) => better.value !== null)
  return (
    <Scatter
      title={{ en: `${feature.title.en}: what each segment wants`, zh: `${feature.title.zh}：各客群的要求` }}
      description={{ en: 'Up: presence adds satisfaction. Right: absence takes it away; 95 % intervals.', zh: '越上：具备时越满意。越右：不具备时越不满意；线段为95%区间。' }}
      points={shown.map((segment) => ({
        key: segment.value,
        label: segment.title,
        x: { ...segment.worse, value: 0 - (segment.worse.value ?? 0), lower: segment.worse.upper === null ? null : 0 - segment.worse.upper, upper: segment.worse.lower === null ? null : 0 - segment.worse.lower },
        y: segment.better,
        look: segment.clear ? 'solid' : 'hollow',
        summary: say({
          en: `${say(segment.title)}: ${segmentCategory(segment, speech)}, better ${said(segment.better.value, speech, 2)}, worse ${said(segment.worse.value, speech, 2)}; n ${figure(segment.n)}`,
          zh: `${say(segment.title)}：${segmentCategory(segment, speech)}，更好${said(segment.better.value, speech, 2)}，更差${said(segment.worse.value, speech, 2)}；n ${figure(segment.n)}`,
        }),
        tip: [
          [say({ en: 'Category', zh: '类别' }), segmentCategory(segment, speech)],
          [say({ en: 'Better', zh: '更好' }), `${said(segment.better.value, speech, 2)} (${intervalSaid(segment.better, speech, 2)})`],
          [say({ en: 'Worse', zh: '更差' }), `${said(segment.worse.value, speech, 2)} (${intervalSaid(segment.worse, speech, 2)})`],
          ['n', figure(segment.n)],
        ],
      }))}
      x={{ title: { en: 'Worse', zh: '更差系数（绝对值）' }, range: [0, 1], say: (value) => figure(-value, 1) }}
      y={{ title: { en: 'Better', zh: '更好系数' }, range: [0, 1], say: (value) => figure(value, 1) }}
      cross={{ x: -reading.cut.worse, y: reading.cut.better }}
      corners={{ topLeft: kanoWords.A, topRight: kanoWords.O, bottomLeft: kanoWords.I, bottomRight: kanoWords.M }}
      intervals
      table={{
        rows: feature.segments,
        rowKey: (row) => row.value,
        columns: [
          { key: 'segment', header: { en: 'Segment', zh: '客群' }, render: (row) => say(row.title) },
          { key: 'category', header: { en: 'Category', zh: '类别' }, align: 'start', render: (row) => segmentCategory(row, speech) },
          { key: 'better', header: { en: 'Better', zh: '更好' }, render: (row) => said(row.better.value, speech, 2), sort: (row) => row.better.value },
          { key: 'worse', header: { en: 'Worse', zh: '更差' }, render: (row) => said(row.worse.value, speech, 2), sort: (row) => row.worse.value },
          { key: 'n', header: 'n', render: (row) => figure(row.n), sort: (row) => row.n },
        ],
      }}
    />
  )
}

type Segment = KanoFeature['segments'][number]

function segmentCategory({ category, second, clear, reason }: Segment, speech: Speech): string {
  if (reason !== null) return speech.say(reasonWords[reason])
  if (category === null) return '—'
  return combinationSaid(clear === false && second ? `${category}/${second}` : category, speech)
}

function SegmentTable({ reading }: { reading: KanoReading }) {
  const speech = useLanguage()
  const [first] = reading.features
  const columns: Column<KanoFeature>[] = [
    { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => <span className="block min-w-36">{speech.say(row.title)}</span> },
    ...(first?.segments ?? []).map((segment, at): Column<KanoFeature> => ({
      key: segment.value,
      header: segment.title,
      align: 'start',
      render: (row) => (row.segments[at] ? segmentCategory(row.segments[at], speech) : '—'),
    })),
    { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, hint: { en: 'Chi-square of category by segment, Holm over the features', zh: '类别 × 客群的卡方检验，按Holm法对各功能校正' }, render: (row) => (row.segmentTest ? probability(row.segmentTest.adjustedP) : '—'), sort: (row) => row.segmentTest?.adjustedP ?? null },
    { key: 'divided', header: { en: 'Decide', zh: '决策' }, align: 'start', render: (row) => (row.divided ? <Tag tone="warn">{speech.say({ en: 'by segment', zh: '分客群' })}</Tag> : speech.say({ en: 'for all', zh: '统一' })) },
  ]
  return <Table caption={{ en: 'Category of each feature by segment', zh: '各客群的功能类别' }} rows={reading.features} rowKey={(row) => row.item} columns={columns} />
}
