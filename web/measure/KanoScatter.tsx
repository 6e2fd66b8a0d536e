import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { kanoCorners, kanoLook, takenAway } from '@gap5/contract/measure/charts/kano.ts'
import type { KanoRow } from '@gap5/contract/measure/results.ts'
import { Scatter, type ScatterPoint, type ScatterProps } from '../kit/charts/Scatter.tsx'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { kanoWords } from './words.ts'

type Drawn = Pick<KanoRow, 'item' | 'title' | 'category' | 'clear' | 'better' | 'worse' | 'n'>

type KanoScatterProps<Row extends Drawn> = Pick<ScatterProps<Row>, 'hideTitle' | 'note' | 'cross' | 'intervals'> & {
  rows: readonly Row[]
  /** What a feature is called; its category alone unless told otherwise. */
  category?: (row: Row, speech: Speech) => string
}

/** Features by how much their presence adds (up) and how much their absence takes away (right), quadrants cut at one half. */
export function KanoScatter<Row extends Drawn>({ rows, category = categorySaid, cross = { x: 0.5, y: 0.5 }, ...scatter }: KanoScatterProps<Row>) {
  const speech = useLanguage()
  const shown = rows.filter((row) => row.better.value !== null && row.worse.value !== null)
  return (
    <Scatter
      title={{ en: 'Better and worse', zh: '更好—更差系数图' }}
      description={{ en: 'Up: presence adds satisfaction. Right: absence takes it away. Hollow: two categories cannot be told apart; triangle: most rather do without.', zh: '越上：具备时越满意。越右：不具备时越不满意。空心：两个类别尚不能区分；三角：多数人宁可不要。' }}
      points={shown.map((row) => pointOf(row, category(row, speech), speech))}
      x={{ title: { en: 'Worse: what absence takes away', zh: '更差系数（绝对值）' }, range: [0, 1], say: (value) => speech.figure(-value, 1) }}
      y={{ title: { en: 'Better: what presence adds', zh: '更好系数' }, range: [0, 1], say: (value) => speech.figure(value, 1) }}
      cross={cross}
      corners={kanoCorners}
      table={{
        rows: shown,
        rowKey: (row) => row.item,
        columns: [
          { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => speech.say(row.title) },
          { key: 'better', header: { en: 'Better', zh: '更好' }, render: (row) => said(row.better.value, speech, 2), sort: (row) => row.better.value },
          { key: 'worse', header: { en: 'Worse', zh: '更差' }, render: (row) => said(row.worse.value, speech, 2), sort: (row) => row.worse.value },
          { key: 'n', header: 'n', render: (row) => speech.figure(row.n), sort: (row) => row.n },
        ],
      }}
      {...scatter}
    />
  )
}

function categorySaid({ category }: Drawn, { say }: Speech): string {
  return category ? say(kanoWords[category]) : '—'
}

function pointOf(row: Drawn, category: string, speech: Speech): ScatterPoint {
  const { say, figure } = speech
  const [better, worse] = [said(row.better.value, speech, 2), said(row.worse.value, speech, 2)]
  return {
    key: row.item,
    label: row.title,
    x: takenAway(row.worse),
    y: row.better,
    look: kanoLook(row),
    summary: say({ en: `${say(row.title)}: ${category}, better ${better}, worse ${worse}; n ${figure(row.n)}`, zh: `${say(row.title)}：${category}，更好${better}，更差${worse}；n ${figure(row.n)}` }),
    tip: [
      [say({ en: 'Category', zh: '类别' }), category],
      [say({ en: 'Better', zh: '更好' }), `${better} (${intervalSaid(row.better, speech, 2)})`],
      [say({ en: 'Worse', zh: '更差' }), `${worse} (${intervalSaid(row.worse, speech, 2)})`],
      ['n', figure(row.n)],
    ],
  }
}
