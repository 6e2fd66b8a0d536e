import { probability } from '@gap5/contract/language.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { adequateAboveDesired, leftOutOf } from '@gap5/contract/measure/left-out.ts'
import type { Estimate, GapRow, StudyResult, TestResult } from '@gap5/contract/measure/results.ts'
import { valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Speech } from '../kit/language.tsx'
import { Switch } from '../kit/Switch.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { Tag, type TagTone } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { MethodNotes } from './MethodNotes.tsx'
import type { Format } from './words.ts'

type Row = GapRow & { alpha: number | null; alphaReason: string | null }

/** All figures of all dimensions, and of all statements where they are asked for. */
export function ResultTable({ result, format }: { result: StudyResult; format: Format }) {
  const speech = useLanguage()
  const { query, change } = useAddress()
  const dimensions = result.gaps.filter((row) => row.level === 'dimension')
  const withItems = valueOf(query, 'statements') === 'shown' || dimensions.length === 0
  const rows = orderedRows(result, withItems).map((row) => withAlpha(row, result))
  return (
    <Card
      title={{ en: 'Figures', zh: '数据表' }}
      actions={
        dimensions.length > 0 && (
          <Switch label={{ en: 'With statements', zh: '显示题项' }} checked={withItems} onCheckedChange={(on) => change({ statements: on ? 'shown' : null })} />
        )
      }
    >
      <Table
        caption={{ en: 'Figures by dimension', zh: '各维度数据' }}
        columns={columnsOf(result, format, speech, withItems)}
        rows={rows}
        rowKey={(row) => `${row.level} ${row.key}`}
        rowTone={(row) => toneOf(row, format)}
        footer={<Footer result={result} format={format} />}
      />
    </Card>
  )
}

/** Each dimension, its statements below it; statements of no dimension and the whole at the end. */
function orderedRows({ gaps }: StudyResult, withItems: boolean): GapRow[] {
  const items = withItems ? gaps.filter((row) => row.level === 'item') : []
  const dimensions = gaps.filter((row) => row.level === 'dimension')
  return [
    ...dimensions.flatMap((dimension) => [dimension, ...items.filter((item) => item.dimension === dimension.key)]),
    ...items.filter((item) => item.dimension === null),
    ...gaps.filter((row) => row.level === 'overall'),
  ]
}

function withAlpha(row: GapRow, { reliability }: StudyResult): Row {
  const own = row.level === 'dimension' ? reliability.find((r) => r.dimension === row.key && r.of === 'perception') : undefined
  return { ...row, alpha: own?.alpha ?? null, alphaReason: own?.reason ?? null }
}

function toneOf(row: GapRow, format: Format): 'below' | 'above' | undefined {
  if (format === 'zone') return row.zoneStatus === 'below' ? 'below' : row.zoneStatus === 'above' ? 'above' : undefined
  return undefined
}

function columnsOf(result: StudyResult, format: Format, speech: Speech, withItems: boolean): Column<Row>[] {
  const isWide = result.scale === null || result.scale.max - result.scale.min >= 6
  const decimals = isWide ? 1 : 2
  const parts = { zone: zoneColumns, gap: gapColumns, performance: performanceColumns }[format](decimals, speech)
  const name: Column<Row> = {
    key: 'name',
    header: withItems ? { en: 'Dimension and statement', zh: '维度与题项' } : { en: 'Dimension', zh: '维度' },
    render: (row) => <Name row={row} />,
  }
  const hasWeights = result.gaps.some((row) => row.weight !== null)
  const hasImportance = result.gaps.some((row) => row.importance !== null)
  return [
    name,
    ...(hasWeights ? [weightColumn(result, speech)] : []),
    ...(hasImportance ? [estimateColumn('importance', { en: 'Importance, rated', zh: '重要性评分' }, (row) => row.importance, decimals)] : []),
    ...parts,
    alphaColumn(speech),
    { key: 'n', header: 'n', render: (row) => <Count row={row} format={format} />, sort: (row) => basisOf(row, format)?.n ?? null },
    { key: 'missing', header: { en: 'Missing', zh: '缺失' }, hint: missingHint, render: (row) => <Missing row={row} format={format} />, sort: (row) => basisOf(row, format)?.missing ?? null },
    ...(withItems && result.gaps.some(leftOutOf) ? [{ key: 'left-out', header: { en: 'Left out', zh: '剔除' }, hint: adequateAboveDesired, render: (row: Row) => speech.figure(leftOutOf(row)), sort: (row: Row) => leftOutOf(row) }] : []),
  ]
}

const missingHint = { en: 'Respondents without enough answers here', zh: '此处有效回答不足的人数' }

function Name({ row }: { row: Row }) {
  const { say } = useLanguage()
  if (row.level === 'item' && row.dimension !== null) return <span className="block max-w-96 min-w-48 pl-4 text-[0.8125rem] text-body">{say(row.title)}</span>
  return <span className={row.level === 'overall' ? 'font-semibold' : undefined}>{say(row.title)}</span>
}

/** The estimate whose n stands for the row. */
function basisOf(row: GapRow, format: Format): Estimate | null {
  return { zone: row.adequacy ?? row.superiority, gap: row.gap, performance: row.perception }[format] ?? row.perception ?? row.importance
}

function Count({ row, format }: { row: Row; format: Format }) {
  const { figure } = useLanguage()
  const basis = basisOf(row, format)
  return basis ? figure(basis.n) : '—'
}

function Missing({ row, format }: { row: Row; format: Format }) {
  const { figure } = useLanguage()
  const basis = basisOf(row, format)
  if (!basis) return '—'
  return figure(basis.missing)
}

function weightColumn(result: StudyResult, speech: Speech): Column<Row> {
  const derived = result.weights.from === 'importance'
  return {
    key: 'weight',
    header: derived ? { en: 'Weight', zh: '权重' } : { en: 'Importance', zh: '重要性' },
    hint: derived
      ? { en: 'From rated importance: each respondent’s share of a dimension, out of 100', zh: '由重要性评分折算：每位受访者对该维度的份额，合计100' }
      : { en: 'Of 100 points that each respondent shared out', zh: '每位受访者分配的100分中所占分数' },
    render: (row) => said(row.weight?.value ?? null, speech, 0),
    sort: (row) => row.weight?.value ?? null,
  }
}

function estimateColumn(key: string, header: Column<Row>['header'], of: (row: Row) => Estimate | null, decimals: number): Column<Row> {
  return { key, header, render: (row) => <Figure estimate={of(row)} decimals={decimals} />, sort: (row) => of(row)?.value ?? null }
}

/** A figure, or in its place why there is none. */
function Figure({ estimate, decimals, write }: { estimate: Estimate | null; decimals: number; write?: 'signed' | 'percent' }) {
  const speech = useLanguage()
  if (estimate === null) return '—'
  if (estimate.value === null) return <span className="text-xs text-mute">{speech.say(reasonWords[estimate.reason ?? 'not-computable'])}</span>
  return <span title={intervalTitle(estimate, speech, decimals, write)}>{said(estimate.value, speech, decimals, write)}</span>
}

function intervalTitle(estimate: Estimate, speech: Speech, decimals: number, write?: 'signed' | 'percent'): string {
  const interval = intervalSaid(estimate, speech, write === 'percent' ? decimals : decimals + 1, write)
  return speech.say({ en: `95 % interval ${interval}`, zh: `95% 区间${interval}` })
}

/** A difference, set apart where it is more than chance. */
function Difference({ estimate, decimals, tone }: { estimate: Estimate | null; decimals: number; tone: TagTone | null }) {
  if (tone === null || estimate === null || estimate.value === null) return <Figure estimate={estimate} decimals={decimals} write="signed" />
  return (
    <Tag tone={tone}>
      <Figure estimate={estimate} decimals={decimals} write="signed" />
    </Tag>
  )
}

function zoneColumns(decimals: number): Column<Row>[] {
  return [
    estimateColumn('adequate', { en: 'Adequate', zh: '适当水平' }, (row) => row.adequate, decimals),
    estimateColumn('desired', { en: 'Desired', zh: '理想水平' }, (row) => row.desired, decimals),
    estimateColumn('perceived', { en: 'Perceived', zh: '感知' }, (row) => row.perception, decimals),
    {
      key: 'adequacy',
      header: { en: 'Perceived − adequate', zh: '感知 − 适当' },
      hint: { en: 'Measure of service adequacy (MSA); below zero: under the zone', zh: '服务适当性（MSA）；小于零即低于容忍区域' },
      render: (row) => <Difference estimate={row.adequacy} decimals={decimals} tone={row.zoneStatus === 'below' ? 'below' : null} />,
      sort: (row) => row.adequacy?.value ?? null,
    },
    {
      key: 'superiority',
      header: { en: 'Perceived − desired', zh: '感知 − 理想' },
      hint: { en: 'Measure of service superiority (MSS); above zero: over the zone', zh: '服务优越性（MSS）；大于零即高于容忍区域' },
      render: (row) => <Difference estimate={row.superiority} decimals={decimals} tone={row.zoneStatus === 'above' ? 'above' : null} />,
      sort: (row) => row.superiority?.value ?? null,
    },
    {
      key: 'inside',
      header: { en: 'Inside zone', zh: '区域内占比' },
      hint: { en: 'Share of respondents whose perceived level lies from adequate to desired', zh: '感知水平处在适当与理想之间的受访者占比' },
      render: (row) => <Figure estimate={row.shareInside} decimals={0} write="percent" />,
      sort: (row) => row.shareInside?.value ?? null,
    },
  ]
}

function gapColumns(decimals: number, speech: Speech): Column<Row>[] {
  return [
    estimateColumn('expected', { en: 'Expected', zh: '期望' }, (row) => row.expectation, decimals),
    estimateColumn('perceived', { en: 'Perceived', zh: '感知' }, (row) => row.perception, decimals),
    {
      key: 'gap',
      header: { en: 'Gap', zh: '差距' },
      hint: { en: 'Perceived − expected; coloured where the adjusted p is below .05', zh: '感知 − 期望；校正后p小于0.05时着色' },
      render: (row) => <Difference estimate={row.gap} decimals={Math.max(decimals, 2)} tone={gapTone(row)} />,
      sort: (row) => row.gap?.value ?? null,
    },
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: (row) => (row.gap ? intervalSaid(row.gap, speech, 2, 'signed') : '—') },
    { key: 'p', header: { en: 'Adjusted p', zh: '校正后p' }, hint: { en: 'Paired t test, Holm over all dimensions (or statements)', zh: '配对t检验，按Holm法对全部维度（或题项）校正' }, render: (row) => pSaid(row.gapTest), sort: (row) => row.gapTest?.adjustedP ?? null },
  ]
}

function gapTone({ gap, gapTest }: Row): TagTone | null {
  if (!gapTest || gapTest.adjustedP >= 0.05 || gap === null) return null
  return (gap.value ?? 0) < 0 ? 'below' : 'inside'
}

function performanceColumns(decimals: number, speech: Speech): Column<Row>[] {
  return [
    estimateColumn('perceived', { en: 'Perceived', zh: '感知' }, (row) => row.perception, Math.max(decimals, 2)),
    { key: 'interval', header: { en: '95 % interval', zh: '95% 区间' }, render: (row) => (row.perception ? intervalSaid(row.perception, speech, 2) : '—') },
    estimateColumn('index', { en: '0–100', zh: '百分制' }, (row) => row.perception100, 0),
  ]
}

function pSaid(test: TestResult | null): string {
  return test ? probability(test.adjustedP) : '—'
}

function alphaColumn(speech: Speech): Column<Row> {
  return {
    key: 'alpha',
    header: 'Alpha',
    hint: { en: 'Cronbach’s alpha of the perceived statements: how well they hang together; .70 is the usual floor', zh: '感知题项的克隆巴赫α系数：内部一致性；通常不低于0.70' },
    render: (row) => (row.alpha === null ? '—' : speech.figure(row.alpha, 2).replace(/^(−?)0\./, '$1.')),
    sort: (row) => row.alpha,
  }
}

function Footer({ result, format }: { result: StudyResult; format: Format }) {
  const { say, percent } = useLanguage()
  const { minimumAnswered } = result.conventions
  const rule =
    minimumAnswered === 0.5
      ? { en: 'Means of respondents who answered at least half of a dimension’s statements.', zh: '取对该维度至少回答了一半题项的受访者的均值。' }
      : { en: `Means of respondents who answered at least ${percent(minimumAnswered)} of a dimension’s statements.`, zh: `取对该维度至少回答了${percent(minimumAnswered)}题项的受访者的均值。` }
  return (
    <div className="grid gap-1">
      <p>{say(rule)}</p>
      <MethodNotes result={result} format={format} />
    </div>
  )
}
