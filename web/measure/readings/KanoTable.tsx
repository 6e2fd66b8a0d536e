import { said } from '@gap5/contract/measure/charts/figures.ts'
import type { KanoFeature, KanoReading } from '@gap5/contract/measure/readings/kano.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { KanoCategory } from '@gap5/contract/measure/results.ts'
import { combinationSaid } from '@gap5/contract/measure/readings/words.ts'
import { useLanguage, type Speech } from '../../kit/language.tsx'
import { Table, type Column } from '../../kit/Table.tsx'
import { Tag, type TagTone } from '../../kit/Tag.tsx'
import { kanoAnswers, kanoWords } from '../words.ts'
import { countColumns, figureColumn, ReadingMethod } from './cells.tsx'

const categories: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']

/** The classification matrix: counts, category by three rules, coefficients, strengths. */
export function KanoTable({ reading }: { reading: KanoReading }) {
  const speech = useLanguage()
  return (
    <Table
      caption={{ en: 'Kano categories', zh: 'Kano分类' }}
      rows={reading.features}
      rowKey={(row) => row.item}
      columns={columnsOf(reading, speech)}
      footer={<Method reading={reading} />}
    />
  )
}

function columnsOf({ features }: KanoReading, speech: Speech): Column<KanoFeature>[] {
  const { say, figure } = speech
  const counts = categories.map((category): Column<KanoFeature> => ({
    key: category,
    header: category,
    hint: kanoWords[category],
    render: (row) => (row.counts ? figure(row.counts[category]) : '—'),
    sort: (row) => row.counts?.[category] ?? null,
  }))
  const share = (key: 'categoryStrength' | 'totalStrength', header: { en: string; zh: string }, hint: { en: string; zh: string }): Column<KanoFeature> => ({
    key,
    header,
    hint,
    render: (row) => said(row[key], speech, 0, 'percent'),
    sort: (row) => row[key],
  })
  return [
    { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => <span className="block min-w-36">{say(row.title)}</span>, sort: (row) => say(row.title) },
    { key: 'category', header: { en: 'Category', zh: '类别' }, align: 'start', render: (row) => <Category row={row} />, sort: (row) => row.combination },
    figureColumn('better', { en: 'Better', zh: '更好' }, (row) => row.better, 2, { hint: { en: 'How much presence adds to satisfaction, 0 to 1', zh: '具备时对满意的提升，0至1' } }),
    figureColumn('worse', { en: 'Worse', zh: '更差' }, (row) => row.worse, 2, { hint: { en: 'How much absence takes away, 0 to −1', zh: '不具备时对满意的减损，0至−1' } }),
    ...counts,
    { key: 'blauth', header: 'Blauth', hint: { en: 'If A + O + M outnumber I + R + Q, the largest of the former, else of the latter', zh: '若A + O + M多于I + R + Q则取前者中最大者，否则取后者' }, render: (row) => row.blauth ?? '—', sort: (row) => row.blauth },
    share('categoryStrength', { en: 'Category strength', zh: '类别强度' }, { en: 'Share of the first category minus that of the second; mixed at 6 % or less', zh: '第一类占比减第二类占比；不超过6%为混合' }),
    share('totalStrength', { en: 'Total strength', zh: '总强度' }, { en: 'Share of A + O + M: how many care', zh: 'A + O + M的占比：在意者的比例' }),
    ...(features.some(({ importance }) => importance !== null)
      ? [
          figureColumn<KanoFeature>('importance', { en: 'Importance', zh: '重要性' }, (row) => row.importance, 1),
          { key: 'priority', header: { en: 'Priority', zh: '优先度' }, hint: { en: 'Importance × the larger of better and |worse|', zh: '重要性 × 更好与|更差|中较大者' }, render: (row: KanoFeature) => said(row.priority, speech, 1), sort: (row: KanoFeature) => row.priority },
        ]
      : []),
    ...countColumns<KanoFeature>((row) => row),
  ]
}

const tones: Record<KanoCategory, TagTone> = { M: 'inside', O: 'inside', A: 'above', I: 'plain', R: 'below', Q: 'warn' }

function Category({ row }: { row: KanoFeature }) {
  const speech = useLanguage()
  if (row.reason !== null) return <span className="text-xs text-mute">{speech.say(reasonWords[row.reason])}</span>
  if (row.wording === 'withheld') return <Tag tone="warn">{speech.say({ en: 'Not reported', zh: '不予判定' })}</Tag>
  if (row.divided) return <Tag tone="warn">{speech.say({ en: 'By segment', zh: '分客群' })}</Tag>
  const tone = row.clear && row.category ? tones[row.category] : 'warn'
  return (
    <Tag tone={tone}>
      {combinationSaid(row.combination, speech)}
      {row.reversed && speech.say({ en: ' (swapped)', zh: '（已互换）' })}
    </Tag>
  )
}

function Method({ reading }: { reading: KanoReading }) {
  const { say } = useLanguage()
  const z = reading.fong === '95' ? '1.96' : '1.65'
  const lines = [
    { en: `Each pair of answers is looked up in the evaluation table (${reading.table === 'pouliot' ? 'Pouliot’s variant' : 'standard'}), below. The category is the most frequent one; ties go to M, O, A, I in this order.`, zh: `每对回答按下方评价表归类（${reading.table === 'pouliot' ? 'Pouliot变体' : '标准表'}）。类别取频数最高者，并列时依M、O、A、I。` },
    { en: `Fong’s test at ${reading.fong} %: where the first count exceeds the second by less than ${z} √((x₁ + x₂)(2n − x₁ − x₂) ÷ 2n), both are named.`, zh: `Fong检验（${reading.fong}%）：第一与第二之差小于${z} √((x₁ + x₂)(2n − x₁ − x₂) ÷ 2n)时，两类并列。` },
    { en: 'Better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ (A + O + M + I), with Wilson’s intervals.', zh: '更好 =（A + O）÷（A + O + M + I），更差 = −（O + M）÷（A + O + M + I），附Wilson区间。' },
    { en: 'Above 2 % of contradictions the wording should be checked; above 10 % no category is reported. Segments are compared by chi-square (R and Q counted as I where an expected count is below 5), Holm over the features.', zh: '自相矛盾的回答超过2%应检查措辞，超过10%不判定类别。客群间用卡方检验比较（期望频数小于5时R、Q并入I），按Holm法对各功能校正。' },
  ]
  return (
    <>
      <ReadingMethod lines={lines} source="Kano, Seraku, Takahashi & Tsuji (1984); Berger et al. (1993), CQM Journal 2(4); Fong (1996), CQM Journal 5; Lee & Newcomb (1997)" />
      <details className="mt-1">
        <summary className="py-0.5 hover:text-ink">{say({ en: 'Evaluation table', zh: '评价表' })}</summary>
        <div className="mt-1 max-w-md">
          <Table
            caption={{ en: 'Evaluation table: rows with the feature, columns without it', zh: '评价表：行为具备时，列为不具备时' }}
            rows={reading.evaluation.map((letters, at) => ({ letters, at }))}
            rowKey={({ at }) => String(at)}
            columns={[
              { key: 'with', header: { en: 'With it ↓, without it →', zh: '具备↓ 不具备→' }, render: ({ at }) => say(kanoAnswers[at] ?? '') },
              ...kanoAnswers.map((answer, column) => ({ key: String(column), header: answer, render: ({ letters }: { letters: string }) => letters[column] ?? '' })),
            ]}
          />
        </div>
      </details>
    </>
  )
}
