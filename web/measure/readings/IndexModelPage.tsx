import { useQueryClient } from '@tanstack/react-query'
import { said } from '@gap5/contract/measure/charts/figures.ts'
import type { Bootstrap, IndexConstruct, IndexModelReading } from '@gap5/contract/measure/readings/index-model.ts'
import { constructWords } from '@gap5/contract/measure/readings/words.ts'
import { useEffect, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { IntervalPlot } from '../../kit/charts/IntervalPlot.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { Table } from '../../kit/Table.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { resultKey, type StudyPlace } from '../results.ts'
import { ChoiceSelect, Choices } from './choices.tsx'
import { Figure, figureColumn, intervalColumn, ReadingMethod } from './cells.tsx'
import { PathDiagram } from './PathDiagram.tsx'
import { ReadingPage, type ReadingProps } from './ReadingPage.tsx'
import { askedOf, askForBootstrap, cancelBootstrap } from './readingsData.ts'

const choices = ['model', 'scheme']

/** The satisfaction index by blocks. */
export function IndexModelPage() {
  return (
    <ReadingPage<IndexModelReading> of="index-model" name={{ en: 'Index by blocks', zh: '结构模型指数' }} choices={choices}>
      {(props) => <Finding {...props} />}
    </ReadingPage>
  )
}

const schemes = [
  { key: 'path', title: { en: 'Path weighting', zh: '路径加权' }, unfit: null },
  { key: 'centroid', title: { en: 'Centroid', zh: '形心' }, unfit: null },
  { key: 'factorial', title: { en: 'Factorial', zh: '因子' }, unfit: null },
]

function Finding({ reading, place }: ReadingProps<IndexModelReading>) {
  const { say } = useLanguage()
  return (
    <>
      {reading.refusal && <Callout tone="caution" title={{ en: 'There is no index yet', zh: '尚不能计算指数' }}>{say(reading.refusal)}</Callout>}
      <Card>
        <Choices>
          <ChoiceSelect label={{ en: 'Model', zh: '模型' }} param="model" value={reading.model} choices={reading.models} />
          <ChoiceSelect label={{ en: 'Inner weights', zh: '内部加权方案' }} param="scheme" value={reading.scheme} usual="path" choices={schemes} />
        </Choices>
        <PathDiagram reading={reading} />
        <div className="mt-4">
          <Intervals reading={reading} place={place} />
        </div>
      </Card>
      <Card>
        <IntervalPlot
          title={{ en: 'Index of each block, 0–100', zh: '各块指数（百分制）' }}
          rows={reading.constructs.map(({ key, index }) => ({ key, label: constructWords[key], estimate: index }))}
          scale={{ min: 0, max: 100 }}
        />
      </Card>
      <Blocks reading={reading} />
      <Paths reading={reading} />
    </>
  )
}

/** Asks for a bootstrap, shows how far it is, lets it be stopped; the figures come by themselves when it is done. */
function Intervals({ reading, place }: { reading: IndexModelReading; place: StudyPlace }) {
  const { say, figure } = useLanguage()
  const { query } = useAddress()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { bootstrap } = reading
  const isGuest = useGuest() !== null
  const isUnderWay = bootstrap?.state === 'waiting' || bootstrap?.state === 'running'
  useEffect(() => {
    if (!isUnderWay) return
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: [...resultKey({ org: place.org, study: place.study }), 'index-model'] }), 1_000)
    return () => clearInterval(timer)
  }, [client, isUnderWay, place.org, place.study])
  if (reading.constructs.every(({ index }) => index.value === null)) return null
  const doing = (work: Promise<Bootstrap>) => {
    setBusy(true)
    void work.then(() => client.invalidateQueries({ queryKey: [...resultKey(place), 'index-model'] })).finally(() => setBusy(false))
  }
  if (bootstrap && isUnderWay) {
    return (
      <Progress
        label={{ en: 'Working out the intervals', zh: '正在计算置信区间' }}
        share={bootstrap.state === 'waiting' ? null : bootstrap.done / bootstrap.total}
        detail={{ en: `${figure(bootstrap.done)} of ${figure(bootstrap.total)} resamples`, zh: `${figure(bootstrap.done)} / ${figure(bootstrap.total)} 次重抽样` }}
        {...(isGuest ? {} : { onCancel: () => doing(cancelBootstrap(place, bootstrap.id)) })}
      />
    )
  }
  if (bootstrap?.state === 'done') return <p className="text-mute">{say({ en: `Intervals from ${figure(bootstrap.total)} resamples, percentile, seed ${bootstrap.seed}.`, zh: `置信区间来自${figure(bootstrap.total)}次重抽样（百分位法，种子${bootstrap.seed}）。` })}</p>
  if (isGuest) return null
  return (
    <div className="unprinted flex flex-wrap items-center gap-3">
      <Button busy={busy} onClick={() => doing(askForBootstrap(place, askedOf(query, choices)))}>
        {say({ en: 'Work out intervals', zh: '计算置信区间' })}
      </Button>
      <span className="text-mute">
        {bootstrap?.state === 'cancelled' && say({ en: 'The last calculation was cancelled. ', zh: '上次计算已取消。' })}
        {bootstrap?.state === 'failed' && say({ en: 'The last calculation failed. ', zh: '上次计算失败。' })}
        {say({ en: 'By a bootstrap of 1,000 resamples, in the background.', zh: '在后台以1,000次重抽样（自助法）计算。' })}
      </span>
    </div>
  )
}

type ItemRow = IndexConstruct['items'][number] & { construct: IndexConstruct; isFirst: boolean }

function Blocks({ reading }: { reading: IndexModelReading }) {
  const speech = useLanguage()
  const { say } = speech
  const rows: ItemRow[] = reading.constructs.flatMap((construct) => construct.items.map((item, at) => ({ ...item, construct, isFirst: at === 0 })))
  const once = (row: ItemRow, text: string) => (row.isFirst ? text : '')
  return (
    <Card title={{ en: 'Blocks and their questions', zh: '各块与题目' }}>
      <Table
        caption={{ en: 'Indices, weights and loadings', zh: '指数、权重与载荷' }}
        rows={rows}
        rowKey={(row) => `${row.construct.key} ${row.item}`}
        columns={[
          { key: 'item', header: { en: 'Question', zh: '题目' }, render: (row) => <span className="block max-w-96 min-w-40">{say(row.title)}</span> },
          { key: 'block', header: { en: 'Block', zh: '分块' }, align: 'start', render: (row) => (row.isFirst ? <strong>{say(constructWords[row.construct.key])}</strong> : <span className="text-mute">{say(constructWords[row.construct.key])}</span>) },
          { key: 'share', header: { en: 'Weight', zh: '权重' }, render: (row) => said(row.share, speech, 1, 'percent') },
          { key: 'loading', header: { en: 'Loading', zh: '载荷' }, render: (row) => said(row.loading, speech, 2) },
          { key: 'index', header: { en: 'Index', zh: '指数' }, render: (row) => (row.isFirst ? <Figure estimate={row.construct.index} decimals={1} /> : '') },
          { key: 'equal', header: { en: 'Equal weights', zh: '等权' }, render: (row) => once(row, said(row.construct.unweighted, speech, 1)) },
          { key: 'alpha', header: 'Alpha', render: (row) => once(row, said(row.construct.alpha, speech, 2)) },
          { key: 'ave', header: 'AVE', render: (row) => once(row, said(row.construct.ave, speech, 2)) },
          { key: 'r2', header: 'R²', render: (row) => once(row, said(row.construct.r2, speech, 2)) },
        ]}
      />
    </Card>
  )
}

function Paths({ reading }: { reading: IndexModelReading }) {
  const speech = useLanguage()
  const { say } = speech
  type Path = IndexModelReading['paths'][number]
  return (
    <Card title={{ en: 'Paths', zh: '路径' }}>
      <Table
        caption={{ en: 'Path coefficients', zh: '路径系数' }}
        rows={reading.paths}
        rowKey={({ from, to }) => `${from} ${to}`}
        columns={[
          { key: 'path', header: { en: 'From → to', zh: '从 → 到' }, render: ({ from, to }) => `${say(constructWords[from])} → ${say(constructWords[to])}` },
          figureColumn<Path>('estimate', { en: 'Direct', zh: '直接' }, ({ estimate }) => estimate, 2),
          intervalColumn<Path>(({ estimate }) => estimate, 2),
          { key: 'total', header: { en: 'Total', zh: '总效应' }, hint: { en: 'Direct and by way of other blocks', zh: '直接加间接' }, render: ({ total }) => said(total, speech, 2), sort: ({ total }) => total },
        ]}
        footer={
          <ReadingMethod
            lines={[
              { en: `Partial least squares on complete answers (n ${speech.figure(reading.n)}, ${speech.figure(reading.missing)} left out), items standardised, blocks reflective (mode A). Path coefficients are standardised.`, zh: `偏最小二乘法，仅用完整作答（n ${speech.figure(reading.n)}，剔除${speech.figure(reading.missing)}份），题目标准化，反映型（模式A）。路径系数为标准化值。` },
              { en: 'Index = 100 × (Σ w x̄ − Σ w·min) ÷ Σ w·(max − min), w the unstandardised outer weights. An index whose weights are not all above nil is refused.', zh: '指数 = 100 ×（Σ w x̄ − Σ w·最小值）÷ Σ w·（最大值 − 最小值），w为未标准化外部权重。权重不全为正时不给出指数。' },
              { en: 'Intervals: bootstrap of respondents, sign aligned by block, percentiles.', zh: '置信区间：对受访者自助重抽样，按块统一符号，百分位法。' },
            ]}
            source="Fornell, Johnson, Anderson, Cha & Bryant (1996), Journal of Marketing 60(4); Tenenhaus et al. (2005), CSDA 48; GB/T 19038-2009, GB/T 19039-2009"
          />
        }
      />
    </Card>
  )
}
