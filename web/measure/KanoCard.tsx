import { said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { KanoCategory, KanoRow, StudyResult } from '@gap5/contract/measure/results.ts'
import { addressed } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { useGuest } from '../kit/guest.ts'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { KanoScatter } from './KanoScatter.tsx'
import { selectionIn, type StudyPlace } from './results.ts'
import { kanoWords } from './words.ts'

const categories: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']

/** Features by their Kano category: the picture of better and worse, and the counts. */
export function KanoCard({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const speech = useLanguage()
  const { query } = useAddress()
  const isGuest = useGuest() !== null
  const { say, figure } = speech
  const counts: Column<KanoRow>[] = categories.map((category) => ({
    key: category,
    header: category,
    hint: kanoWords[category],
    render: (row) => (row.counts ? figure(row.counts[category]) : '—'),
    sort: (row) => row.counts?.[category] ?? null,
  }))
  return (
    <div className="grid items-start gap-3.5 min-[96rem]:grid-cols-[1fr_1.6fr]">
      <Card>
        <KanoScatter rows={result.kano} />
      </Card>
      <Card
        title={{ en: 'Features by category', zh: '功能分类' }}
        actions={isGuest ? null : <Link to={addressed(paths.reading(place.org, place.study, 'kano'), selectionIn(query))}>{say({ en: 'Kano’s analysis in full', zh: '完整的Kano分析' })}</Link>}
      >
        <Table
          caption={{ en: 'Kano categories', zh: 'Kano分类' }}
          rows={result.kano}
          rowKey={(row) => row.item}
          columns={[
            { key: 'feature', header: { en: 'Feature', zh: '功能' }, render: (row) => <span className="block min-w-36">{say(row.title)}</span>, sort: (row) => say(row.title) },
            { key: 'category', header: { en: 'Category', zh: '类别' }, align: 'start', render: (row) => <Category row={row} />, sort: (row) => row.category },
            { key: 'better', header: { en: 'Better', zh: '更好' }, hint: { en: 'How much presence adds to satisfaction, 0 to 1', zh: '具备时对满意的提升，0至1' }, render: (row) => said(row.better.value, speech, 2), sort: (row) => row.better.value },
            { key: 'worse', header: { en: 'Worse', zh: '更差' }, hint: { en: 'How much absence takes away, 0 to −1', zh: '不具备时对满意的减损，0至−1' }, render: (row) => said(row.worse.value, speech, 2), sort: (row) => row.worse.value },
            ...counts,
            { key: 'n', header: 'n', render: (row) => figure(row.n), sort: (row) => row.n },
            { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: (row) => figure(row.missing) },
          ]}
          footer={<Method />}
        />
      </Card>
    </div>
  )
}

function Category({ row }: { row: KanoRow }) {
  const { say } = useLanguage()
  if (row.category === null) return <span className="text-xs text-mute">{say(reasonWords[row.reason ?? 'not-computable'])}</span>
  const own = say(kanoWords[row.category])
  if (row.runnerUp === null) return <Tag tone={row.category === 'R' ? 'below' : row.category === 'A' ? 'above' : 'inside'}>{own}</Tag>
  const other = say(kanoWords[row.runnerUp])
  return <Tag tone="warn">{say({ en: `${own} or ${other.toLowerCase()}`, zh: `${own}或${other}` })}</Tag>
}

function Method() {
  const { say } = useLanguage()
  return (
    <MethodNote source="Kano, Seraku, Takahashi & Tsuji (1984); Berger et al. (1993), CQM Journal 2(4); Fong (1996), CQM Journal 5">
      <p>
        {say({
          en: 'Each pair of answers is looked up in the evaluation table of Berger et al. The category is the most frequent one (ties: must-be, one-dimensional, attractive, indifferent); where its count cannot be told from the second (Fong’s test, 90 %) both are named. Better = (A + O) ÷ (A + O + M + I), worse = −(O + M) ÷ (A + O + M + I).',
          zh: '每对回答按Berger等人的评价表归类。类别取频数最高者（并列时依次为必备、一元、魅力、无差异）；若与第二类之差未超出偶然（Fong检验，90%），则并列给出。更好 =（A + O）÷（A + O + M + I），更差 = −（O + M）÷（A + O + M + I）。',
        })}
      </p>
    </MethodNote>
  )
}
