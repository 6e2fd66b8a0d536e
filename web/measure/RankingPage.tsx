import { useQuery } from '@tanstack/react-query'
import { counted, probability } from '@gap5/contract/language.ts'
import { intervalSaid, plainInterval, said } from '@gap5/contract/measure/charts/figures.ts'
import type { RankedUnit, Ranking } from '@gap5/contract/measure/ranking.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { IntervalPlot } from '../kit/charts/IntervalPlot.tsx'
import { Combobox } from '../kit/Combobox.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { comparable } from './ComparisonCard.tsx'
import { FindingBody, FindingPage, type FindingProps } from './FindingPage.tsx'
import { findingQuery } from './findings.ts'
import { chosenMeasures } from './measureSets.ts'
import { selectionIn, type StudyPlace } from './results.ts'
import { inTable, unitManner } from './unitManner.ts'

/** Units in order, each held against the limits of its own size. */
export function RankingPage() {
  return <FindingPage>{(props) => <RankingFinding {...props} />}</FindingPage>
}

function RankingFinding({ place, result }: FindingProps) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const attributes = comparable(result).filter(({ type }) => type !== 'time')
  const attribute = attributes.find(({ key }) => key === valueOf(query, 'attribute')) ?? attributes.find(({ type }) => type === 'unit') ?? attributes[0]
  const [measure] = chosenMeasures([valueOf(query, 'measure') ?? ''], result)
  const asked = { ...selectionIn(query), attribute: attribute?.key ?? '', measure: measure ?? '' }
  const { data: ranking, isPlaceholderData } = useQuery(findingQuery<Ranking>(place, 'ranking', asked, attribute !== undefined && measure !== undefined))
  return (
    <FindingBody place={place} result={result} name={{ en: 'Units', zh: '单位排名' }} conclusion={ranking?.conclusion} view={{ page: 'ranking', asked }} isOld={isPlaceholderData}>
      {attribute === undefined ? (
        <Card>
          <EmptyState title={{ en: 'There are no units to compare', zh: '没有可比较的单位' }}>
            {say({ en: 'Give the study an attribute, such as the branch, and have it set by the link or the import.', zh: '请为调查添加属性（如网点），并由链接或导入设定。' })}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-3.5">
          <Card>
            <div className="unprinted mb-4 grid gap-3 sm:grid-cols-[1fr_2fr]">
              <Select label={{ en: 'Units by', zh: '按' }} value={attribute.key} onValueChange={(chosen) => change({ attribute: chosen })} options={attributes.map(({ key, title }) => ({ value: key, label: title }))} />
              <Combobox label={{ en: 'Figure', zh: '指标' }} value={measure ?? null} onValueChange={(chosen) => change({ measure: chosen })} options={result.measures.map(({ key, title }) => ({ value: key, label: title }))} />
            </div>
            {ranking === undefined ? <Skeleton lines={8} /> : <Picture ranking={ranking} />}
          </Card>
          {ranking && (
            <Card title={{ en: 'Figures', zh: '数据表' }}>
              <UnitTable ranking={ranking} place={place} />
              <Method ranking={ranking} />
            </Card>
          )}
        </div>
      )}
    </FindingBody>
  )
}

function Picture({ ranking }: { ranking: Ranking }) {
  const { units, centre, measureTitle, unit } = ranking
  const ends = units.flatMap(({ estimate, outer }) => [estimate.lower, estimate.upper, outer?.lower, outer?.upper]).filter((x) => typeof x === 'number')
  const range = unit === 'share' ? { min: 0, max: 1 } : { min: Math.floor(Math.min(0, ...ends)), max: Math.ceil(Math.max(1, ...ends)) }
  return (
    <IntervalPlot
      title={measureTitle}
      description={{ en: 'Each unit with its 95 % interval on the band in which a unit of its size lies by chance (99.8 %).', zh: '各单位及其95% 区间；底带为同等答卷数的单位因偶然所处的范围（99.8%）。' }}
      rows={units.map(({ value, title, estimate, outer, standing }) => ({
        key: value,
        label: title,
        estimate,
        ground: outer,
        standing: standing === 'below' ? 'below' : standing === 'above' ? 'above' : 'inside',
      }))}
      {...(centre === null ? {} : { reference: { value: centre, label: { en: 'the whole', zh: '总体' } } })}
      scale={ranking.scale && unit === 'level' ? ranking.scale : range}
      {...unitManner(unit)}
    />
  )
}

function UnitTable({ ranking, place }: { ranking: Ranking; place: StudyPlace }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const { query } = useAddress()
  const { as, decimals } = inTable(ranking.unit)
  const responses = (unit: RankedUnit) => addressed(paths.responses(place.org, place.study), { ...selectionIn(query), [`a.${ranking.attribute}`]: unit.value, measure: ranking.measure })
  const columns: Column<RankedUnit>[] = [
    { key: 'unit', header: ranking.attributeTitle, render: (unit) => <Link to={responses(unit)}>{say(unit.title)}</Link> },
    {
      key: 'figure',
      header: { en: 'Figure', zh: '数值' },
      render: ({ estimate }) => (estimate.value === null ? <span className="text-xs text-mute">{say(reasonWords[estimate.reason ?? 'not-computable'])}</span> : said(estimate.value, speech, decimals, as)),
      sort: ({ estimate }) => estimate.value,
    },
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: ({ estimate }) => intervalSaid(estimate, speech, decimals, as), plain: plainInterval(({ estimate }) => estimate) },
    {
      key: 'rank',
      header: { en: 'Place', zh: '位次' },
      hint: { en: 'In brackets the places within chance', zh: '括号内为考虑抽样误差的范围' },
      render: ({ rank }) => (rank === null ? '—' : `${rank.place}${rank.best === rank.worst ? '' : ` (${rank.best}–${rank.worst})`}`),
      sort: ({ rank }) => rank?.place ?? null,
    },
    {
      key: 'standing',
      header: { en: 'Against the whole', zh: '与总体相比' },
      align: 'start',
      render: ({ standing }) =>
        standing === 'below' ? <Tag tone="below">{say({ en: 'below', zh: '低于' })}</Tag> : standing === 'above' ? <Tag tone="above">{say({ en: 'above', zh: '高于' })}</Tag> : standing === null ? '—' : say({ en: 'like the whole', zh: '与总体无异' }),
    },
    { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, render: ({ adjustedP }) => (adjustedP === null ? '—' : probability(adjustedP)), sort: ({ adjustedP }) => adjustedP },
    { key: 'shrunk', header: { en: 'Best guess', zh: '收缩估计' }, hint: { en: 'Drawn towards the whole, the more the fewer answers it rests on', zh: '向总体收缩，答卷越少收缩越多' }, render: ({ shrunk }) => said(shrunk, speech, decimals, as), sort: ({ shrunk }) => shrunk },
    { key: 'n', header: 'n', render: ({ estimate }) => figure(estimate.n), sort: ({ estimate }) => estimate.n },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: ({ estimate }) => figure(estimate.missing), sort: ({ estimate }) => estimate.missing },
  ]
  return (
    <Table<RankedUnit>
      caption={{ en: 'Units in order', zh: '单位排序' }}
      rows={ranking.units}
      rowKey={({ value }) => value}
      rowTone={({ standing }) => (standing === 'below' || standing === 'above' ? standing : undefined)}
      columns={columns}
      footer={
        ranking.withoutValue + ranking.notShown > 0 && (
          <>
            {ranking.withoutValue > 0 && <p>{say({ en: `${counted(ranking.withoutValue, 'response carries', 'responses carry')} no value.`, zh: `${figure(ranking.withoutValue)}份答卷没有该属性值。` })}</p>}
            {ranking.notShown > 0 && <p>{say({ en: `${counted(ranking.notShown, 'response is', 'responses are')} of units beyond those shown.`, zh: `${figure(ranking.notShown)}份答卷属于未显示的单位。` })}</p>}
          </>
        )
      }
    />
  )
}

function Method({ ranking }: { ranking: Ranking }) {
  const { say } = useLanguage()
  const lines = [
    ranking.unit === 'share'
      ? { en: 'Limits for a unit with n answers: p ± z √(p(1 − p)/n), p over all answers, z = 3.09 (99.8 %).', zh: '答卷数为n的单位的界限：p ± z √(p(1 − p)/n)，p为全部回答的占比，z = 3.09（99.8%）。' }
      : { en: 'Limits for a unit with n answers: mean ± z s/√n, s the spread within units, z = 3.09 (99.8 %). Small units stray far by chance, so their band is wide.', zh: '答卷数为n的单位的界限：均值 ± z s/√n，s为单位内离散程度，z = 3.09（99.8%）。小单位因偶然波动大，底带更宽。' },
    { en: 'Each unit is tested against the whole; p adjusted by Holm over the units. Places within chance: pairs by Games–Howell (shares: two proportions, Holm).', zh: '各单位与总体比较，p值按Holm法校正；位次范围按两两比较（Games–Howell；占比用两比例检验与Holm校正）。' },
    { en: 'Best guess: the figure drawn towards the whole by variance between units ÷ (that + s²/n), after DerSimonian and Laird.', zh: '收缩估计：按“单位间方差 ÷（单位间方差 + s²/n）”向总体收缩（DerSimonian与Laird）。' },
    { en: `Units below ${ranking.minimumN} answers show no number and take no part.`, zh: `少于${ranking.minimumN}份答卷的单位不显示数字，也不参与比较。` },
  ]
  return (
    <div className="mt-3">
      <MethodNote source={{ en: 'Spiegelhalter (2005), Statistics in Medicine 24; DerSimonian & Laird (1986), Controlled Clinical Trials 7; Games & Howell (1976), Journal of Educational Statistics 1(2)', zh: 'Spiegelhalter（2005），Statistics in Medicine 24；DerSimonian与Laird（1986），Controlled Clinical Trials 7；Games与Howell（1976），Journal of Educational Statistics 1(2)' }}>
        <ul className="list-disc pl-4.5">
          {lines.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </MethodNote>
    </div>
  )
}
