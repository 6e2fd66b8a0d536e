import { useQuery } from '@tanstack/react-query'
import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, plainInterval, said } from '@gap5/contract/measure/charts/figures.ts'
import { byImportance, type MovedZone, type ZoneMovement } from '@gap5/contract/measure/zone-movement.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { ZoneOfToleranceChart } from '../kit/charts/ZoneOfToleranceChart.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { comparable } from './ComparisonCard.tsx'
import { FindingBody, FindingPage, type FindingProps } from './FindingPage.tsx'
import { findingQuery } from './findings.ts'
import { selectionIn, type StudyPlace } from './results.ts'

const nothing = 'nothing'

/** How the zone of tolerance moves with importance, segment and experience. */
export function ZoneMovementPage() {
  return <FindingPage>{(props) => <MovementFinding {...props} />}</FindingPage>
}

function MovementFinding({ place, result }: FindingProps) {
  const { query } = useAddress()
  const dimension = valueOf(query, 'dimension')
  const by = valueOf(query, 'by')
  const asked = { ...selectionIn(query), ...(dimension === null ? {} : { dimension }), ...(by === null ? {} : { by }) }
  const { data: movement, isPlaceholderData } = useQuery(findingQuery<ZoneMovement>(place, 'zone-movement', asked))
  return (
    <FindingBody place={place} result={result} name={{ en: 'Zone of tolerance', zh: '容忍区域' }} conclusion={movement?.conclusion} view={{ page: 'zoneMovement', asked }} isOld={isPlaceholderData}>
      <div className="grid gap-3.5">
        <Card>
          <Choices result={result} movement={movement} />
          {movement === undefined ? <Skeleton lines={8} /> : <Picture movement={movement} />}
        </Card>
        {movement && (
          <Card title={{ en: 'Figures', zh: '数据表' }}>
            <ZoneTable movement={movement} place={place} />
            <Pairs movement={movement} />
            <Method movement={movement} />
          </Card>
        )}
      </div>
    </FindingBody>
  )
}

function Choices({ result, movement }: { result: FindingProps['result']; movement: ZoneMovement | undefined }) {
  const { query, change } = useAddress()
  const attributes = comparable(result).filter(({ type }) => type !== 'time')
  const dimension = valueOf(query, 'dimension')
  const hasImportance = dimension !== null && movement?.importanceFrom != null
  return (
    <div className="unprinted mb-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-[1fr_1fr_2fr]">
      <Select
        label={{ en: 'Zone of', zh: '区域' }}
        value={dimension ?? nothing}
        onValueChange={(chosen) => change(chosen === nothing ? { dimension: null, ...(valueOf(query, 'by') === byImportance ? { by: null } : {}) } : { dimension: chosen, by: valueOf(query, 'by') ?? (movement?.importanceFrom ? byImportance : null) })}
        options={[{ value: nothing, label: { en: 'All dimensions', zh: '全部维度' } }, ...(movement?.dimensions ?? []).map(({ key, title }) => ({ value: key, label: title }))]}
      />
      <Select
        label={{ en: 'Moves with', zh: '随何变化' }}
        value={valueOf(query, 'by') ?? nothing}
        onValueChange={(chosen) => change({ by: chosen === nothing ? null : chosen })}
        options={[
          { value: nothing, label: dimension === null ? { en: 'Dimension, the most important first', zh: '维度（最重要的在前）' } : { en: 'Nothing: everybody together', zh: '不分组' } },
          ...(hasImportance ? [{ value: byImportance, label: { en: 'Importance to the person', zh: '对本人的重要性' } }] : []),
          ...attributes.map(({ key, title }) => ({ value: key, label: title })),
        ]}
      />
    </div>
  )
}

function Picture({ movement }: { movement: ZoneMovement }) {
  const { zones, scale, dimension, byTitle } = movement
  const of = dimension?.title ?? { en: 'All dimensions', zh: '全部维度' }
  return (
    <ZoneOfToleranceChart
      title={byTitle ? { en: `${of.en}, by ${byTitle.en.toLowerCase()}`, zh: `${of.zh}，按${byTitle.zh}` } : { en: 'Zones beside each other', zh: '各维度的容忍区域' }}
      description={{ en: 'Band from adequate to desired, with the perceived level and its 95 % interval.', zh: '底带为适当至理想水平，标记为感知水平及其95% 区间。' }}
      rows={zones.map(({ key, title, adequate, desired, perceived, status }) => ({ key, label: title, adequate: adequate.value, desired: desired.value, perceived, status }))}
      scale={scale ?? { min: 1, max: 9 }}
    />
  )
}

function ZoneTable({ movement, place }: { movement: ZoneMovement; place: StudyPlace }) {
  const speech = useLanguage()
  const { say, figure } = speech
  const { query } = useAddress()
  const isAttribute = movement.by !== null && movement.by !== byImportance
  const title = (zone: MovedZone) =>
    isAttribute ? <Link to={addressed(paths.responses(place.org, place.study), { ...selectionIn(query), [`a.${movement.by}`]: zone.key })}>{say(zone.title)}</Link> : say(zone.title)
  const level = (key: 'adequate' | 'desired' | 'perceived', header: { en: string; zh: string }): Column<MovedZone> => ({ key, header, render: (zone) => said(zone[key].value, speech, 2), sort: (zone) => zone[key].value })
  const columns: Column<MovedZone>[] = [
    { key: 'zone', header: movement.byTitle ?? { en: 'Dimension', zh: '维度' }, render: title },
    ...(movement.importanceFrom ? [{ key: 'importance', header: { en: 'Importance', zh: '重要性' }, render: ({ importance }: MovedZone) => said(importance?.value ?? null, speech, 1), sort: ({ importance }: MovedZone) => importance?.value ?? null }] : []),
    level('adequate', { en: 'Adequate', zh: '适当水平' }),
    level('desired', { en: 'Desired', zh: '理想水平' }),
    { key: 'width', header: { en: 'Width', zh: '区域宽度' }, hint: { en: 'desired − adequate, a person at a time', zh: '逐人计算的理想 − 适当' }, render: ({ width }) => <b>{said(width.value, speech, 2)}</b>, sort: ({ width }) => width.value },
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: ({ width }) => intervalSaid(width, speech, 2), plain: plainInterval(({ width }) => width) },
    level('perceived', { en: 'Perceived', zh: '感知' }),
    { key: 'n', header: 'n', render: ({ width }) => figure(width.n), sort: ({ width }) => width.n },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, render: ({ width }) => figure(width.missing), sort: ({ width }) => width.missing },
  ]
  return <Table<MovedZone> caption={{ en: 'Zones and their widths', zh: '容忍区域及宽度' }} rows={movement.zones} rowKey={({ key }) => key} columns={columns} />
}

function Pairs({ movement }: { movement: ZoneMovement }) {
  const speech = useLanguage()
  const { say } = speech
  const { pairs, zones } = movement
  if (pairs.length === 0) return null
  const titleOf = (key: string) => say(zones.find((zone) => zone.key === key)?.title ?? key)
  return (
    <div className="mt-3">
      <MethodNote summary={{ en: 'Differences of width', zh: '宽度差异' }}>
        <Table
          caption={{ en: 'Differences of width', zh: '宽度差异' }}
          rows={pairs}
          rowKey={({ a, b }) => `${a} ${b}`}
          columns={[
            { key: 'pair', header: { en: 'Pair', zh: '比较' }, render: ({ a, b }) => `${titleOf(a)} − ${titleOf(b)}` },
            { key: 'difference', header: { en: 'Difference', zh: '差值' }, render: ({ difference }) => said(difference.value, speech, 2, 'signed'), sort: ({ difference }) => difference.value },
            { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: ({ difference }) => intervalSaid(difference, speech, 2, 'signed') },
            { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, render: ({ test }) => probability(test.adjustedP), sort: ({ test }) => test.adjustedP },
          ]}
        />
      </MethodNote>
    </div>
  )
}

function Method({ movement }: { movement: ZoneMovement }) {
  const { say } = useLanguage()
  const lines = [
    { en: 'The width is each person’s own: mean desired − mean adequate over the valid triples of the dimension. Over all dimensions: the person’s mean, for those who have them all.', zh: '宽度逐人计算：该维度有效题项的理想均值 − 适当均值；全部维度时取本人各维度的均值，仅含各维度齐全者。' },
    { en: 'Between groups of persons: Welch’s analysis of variance of the widths (two groups: Welch’s t), pairs by Games–Howell.', zh: '不同人群之间：对宽度作Welch方差分析（两组用Welch t检验），两两比较用Games–Howell。' },
    { en: 'By importance: thirds of the persons by the points (or rating) they gave the dimension; who gave the same stays together.', zh: '按重要性：按受访者给该维度的分数（或评分）分为三份，同分者在同一组。' },
    { en: 'Across dimensions: each person’s slope of width on importance over her own dimensions, then the mean of these slopes with a t test. So persons who find everything important cannot make it.', zh: '跨维度：先计算每位受访者在各维度上宽度对重要性的斜率，再对斜率均值作t检验，避免“什么都重要”的人造成假象。' },
    { en: `Below ${movement.minimumN} answers no figure is shown.`, zh: `少于${movement.minimumN}份答卷不显示数字。` },
  ]
  return (
    <div className="mt-3">
      <MethodNote source={{ en: 'Zeithaml, Berry & Parasuraman (1993), Journal of the Academy of Marketing Science 21(1); Matthews et al. (1990), BMJ 300', zh: 'Zeithaml、Berry与Parasuraman（1993），Journal of the Academy of Marketing Science 21(1)；Matthews等（1990），BMJ 300' }}>
        <ul className="list-disc pl-4.5">
          {lines.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </MethodNote>
    </div>
  )
}
