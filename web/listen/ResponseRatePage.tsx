import { markWords } from '@gap5/contract/listen/mark-words.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import type { Funnel, Rate, ResponseRate } from '@gap5/contract/listen/response-rate.ts'
import { api } from '../api.ts'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'
import { Table } from '../kit/Table.tsx'
import { lossWords, rateConclusion, stepWords, steps, visitReasons, type Step } from './responseRateWords.ts'
import { StudyHeader } from './StudyHeader.tsx'
import { collectorWords } from './studyWords.ts'
import { useStudy, useStudyPlace } from './studiesData.ts'
import { useValueWords } from './useValueWords.ts'

/** How many come how far from the invitation to the last page, and why the others do not. */
export function ResponseRatePage() {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const rate = useSuspenseQuery({
    queryKey: ['response rate', path],
    queryFn: ({ signal }) => api.get<ResponseRate>(`${path}/response-rate`, { signal }),
    refetchInterval: 10_000,
  }).data
  const isEmpty = rate.invited.invited === 0 && (rate.open.opened ?? 0) === 0 && rate.open.began === 0 && rate.losses.length === 0
  return (
    <>
      <StudyHeader page={{ en: 'Response rate', zh: '回收率' }} />
      {isEmpty ? (
        <Card>
          <EmptyState icon={<Users size={20} aria-hidden />} title={{ en: 'Nobody has come yet', zh: '尚无人到访' }}>
            {say({ en: 'Once people are invited or follow a link, this page shows how far they come and where they are lost.', zh: '发出邀请或有人打开链接后，这里会显示各环节的人数与流失原因。' })}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-3.5">
          <Card>
            <p className="text-base text-ink">{say(rateConclusion(rate))}</p>
          </Card>
          <div className="grid items-start gap-3.5 lg:grid-cols-2">
            {rate.invited.invited !== 0 && <FunnelCard title={{ en: 'With a link of their own', zh: '专属链接' }} caption={{ en: 'Steps of those invited', zh: '受邀者各环节人数' }} funnel={rate.invited} />}
            {((rate.open.opened ?? 0) > 0 || rate.open.began > 0) && <FunnelCard title={{ en: 'By a link for everybody', zh: '公开渠道' }} caption={{ en: 'Steps of those who came by a shared link', zh: '公开渠道各环节人数' }} funnel={rate.open} />}
            <Losses rate={rate} />
            <BrokeOff rate={rate} />
          </div>
          <Collectors rate={rate} />
          <Attributes rate={rate} />
          <Marked rate={rate} />
          <Method />
        </div>
      )}
    </>
  )
}

function FunnelCard({ title, caption, funnel }: { title: Words; caption: Words; funnel: Funnel }) {
  const { say, figure, percent } = useLanguage()
  const known = steps.filter((step) => funnel[step] !== null)
  const most = Math.max(1, ...known.map((step) => funnel[step]!))
  const rows = known.map((step, at) => ({ step, people: funnel[step]!, before: at === 0 ? null : funnel[known[at - 1]!]! }))
  const share = ({ people, before }: (typeof rows)[number]) => (before === null || before === 0 || people > before ? '' : percent(people / before))
  return (
    <Card title={title}>
      <Table<{ step: Step; people: number; before: number | null }>
        caption={caption}
        rows={rows}
        rowKey={({ step }) => step}
        columns={[
          { key: 'step', header: { en: 'Step', zh: '环节' }, render: ({ step }) => say(stepWords[step]) },
          { key: 'bar', header: { en: 'Picture', zh: '图示' }, align: 'start', className: 'w-1/2 min-w-24', render: ({ people }) => <span className="block h-3.5 rounded-sm bg-accent/75" style={{ width: `${(people / most) * 100}%`, minWidth: people > 0 ? 2 : 0 }} /> },
          { key: 'people', header: { en: 'Count', zh: '人数' }, render: ({ people }) => figure(people) },
          { key: 'share', header: { en: 'of the step before', zh: '占上一环节' }, render: share },
        ]}
      />
    </Card>
  )
}

function Losses({ rate: { losses } }: { rate: ResponseRate }) {
  const { say, figure } = useLanguage()
  if (losses.length === 0) return null
  return (
    <Card title={{ en: 'Why people were not reached or turned away', zh: '未触达或被婉拒的原因' }}>
      <Table
        caption={{ en: 'Reasons of loss', zh: '流失原因' }}
        rows={losses.toSorted((a, b) => b.people - a.people)}
        rowKey={({ reason }) => reason}
        columns={[
          { key: 'reason', header: { en: 'Reason', zh: '原因' }, render: ({ reason }) => say(lossWords[reason]) },
          { key: 'people', header: { en: 'Count', zh: '数量' }, render: ({ people }) => figure(people) },
          { key: 'unit', header: { en: 'of', zh: '单位' }, align: 'start', render: ({ reason }) => (visitReasons.has(reason) ? say({ en: 'visits', zh: '次到访' }) : say({ en: 'people', zh: '人' })) },
        ]}
      />
    </Card>
  )
}

function BrokeOff({ rate: { brokeOff } }: { rate: ResponseRate }) {
  const { say, figure } = useLanguage()
  if (brokeOff.length === 0) return null
  return (
    <Card title={{ en: 'Where people stop', zh: '中断位置' }} description={{ en: 'Began and have not finished, by the page they reached last.', zh: '已开始但未完成者，按最后到达的页面统计。' }}>
      <Table
        caption={{ en: 'Pages at which people stopped', zh: '中断的页面' }}
        rows={brokeOff}
        rowKey={({ page }) => String(page)}
        initialSort={{ key: 'people', descending: true }}
        columns={[
          { key: 'page', header: { en: 'Page', zh: '页面' }, sort: ({ page }) => page, render: ({ page, question }) => <span className="block"><span className="text-mute">{figure(page)}</span> {question && say(question)}</span> },
          { key: 'people', header: { en: 'People', zh: '人数' }, sort: ({ people }) => people, render: ({ people }) => figure(people) },
        ]}
      />
    </Card>
  )
}

function Collectors({ rate: { collectors } }: { rate: ResponseRate }) {
  const { say, figure } = useLanguage()
  const said = (count: number | null) => (count === null ? '–' : figure(count))
  if (collectors.length === 0) return null
  return (
    <Card title={{ en: 'By the way they came', zh: '按收集渠道' }}>
      <Table
        caption={{ en: 'Funnel by collector', zh: '各渠道的环节人数' }}
        rows={collectors}
        rowKey={({ id }) => id}
        columns={[
          { key: 'title', header: { en: 'Way', zh: '渠道' }, render: ({ title, kind }) => <span className="block">{title}<span className="block text-xs text-mute">{say(collectorWords[kind])}</span></span> },
          ...steps.map((step) => ({ key: step, header: stepWords[step], render: (row: ResponseRate['collectors'][number]) => said(row[step]) })),
          { key: 'response', header: { en: 'Response rate', zh: '回收率' }, render: ({ response }) => <RateCell rate={response} /> },
          { key: 'completion', header: { en: 'Completion', zh: '完成率' }, render: ({ completion }) => <RateCell rate={completion} /> },
        ]}
      />
    </Card>
  )
}

/** A share with its interval beside it. */
export function RateCell({ rate }: { rate: Rate }) {
  const { percent, say } = useLanguage()
  if (rate === null) return <span className="text-mute">–</span>
  return (
    <span className="whitespace-nowrap">
      {percent(rate.share)} <span className="text-xs text-mute">{say({ en: `${percent(rate.low)} to ${percent(rate.high)}`, zh: `${percent(rate.low)} 至 ${percent(rate.high)}` })}</span>
    </span>
  )
}

function Attributes({ rate: { attributes } }: { rate: ResponseRate }) {
  const { say, figure } = useLanguage()
  const study = useStudy()
  const wordsOf = useValueWords()
  if (attributes.length === 0) return null
  return (
    <Card title={{ en: 'By attribute of those invited', zh: '按受邀者属性' }}>
      <Table
        caption={{ en: 'Response rate by attribute', zh: '各属性的回收率' }}
        rows={attributes}
        rowKey={({ key, value }) => `${key} ${value}`}
        columns={[
          { key: 'value', header: { en: 'Who', zh: '人群' }, render: ({ key, value }) => <span><span className="text-mute">{say(study.attributes.find((one) => one.key === key)?.title ?? key)}: </span>{say(wordsOf(key, value))}</span> },
          { key: 'invited', header: stepWords.invited, render: ({ invited }) => figure(invited) },
          { key: 'finished', header: stepWords.finished, render: ({ finished }) => figure(finished) },
          { key: 'rate', header: { en: 'Finished of invited', zh: '完成 / 受邀' }, render: ({ response }) => <RateCell rate={response} /> },
        ]}
      />
    </Card>
  )
}

function Marked({ rate: { marked } }: { rate: ResponseRate }) {
  const { say, figure } = useLanguage()
  if (marked.length === 0) return null
  return (
    <Card title={{ en: 'Came in, but marked', zh: '已收到但被标记' }} description={{ en: 'They count unless you leave them out of a result.', zh: '默认计入结果，可在结果页排除。' }}>
      <Table
        caption={{ en: 'Marked answers', zh: '被标记的答卷' }}
        rows={marked}
        rowKey={({ mark }) => mark}
        columns={[
          { key: 'mark', header: { en: 'Mark', zh: '标记' }, render: ({ mark }) => say(markWords[mark]) },
          { key: 'responses', header: { en: 'Answers', zh: '答卷' }, render: ({ responses }) => figure(responses) },
        ]}
      />
    </Card>
  )
}

function Method() {
  const { say } = useLanguage()
  return (
    <MethodNote source={{ en: 'Wilson (1927), Journal of the American Statistical Association 22', zh: 'Wilson (1927)，《美国统计学会杂志》22' }}>
      {say({
        en: 'Response rate: finished of those to whom an invitation was delivered, with Wilson’s 95 % interval. Delivered means that the mail server took it; a link handed over by yourself counts as delivered. Opened counts people where each has a link of their own (some mail programs open links by themselves), and page views where all share one: who comes twice counts twice, who reads a copy kept for a minute not at all. Began and finished are exact. Nothing is kept of who opened a shared link: no cookie, no address. Whoever has not touched an unfinished answer for 30 days has it forgotten, and only the page is counted.',
        zh: '回收率：完成人数占已送达邀请人数的比例，附 Wilson 95% 区间。“送达”指邮件服务器已接收；由您自行转交的链接视为已送达。“打开页面”在专属链接中按人计（部分邮件程序会自动打开链接），在公开链接中按页面浏览次数计：同一人两次打开计两次，一分钟内的缓存副本不计。“开始”与“完成”为精确数字。对打开公开链接的人不保留任何标识：无 Cookie，无地址。未完成的答卷 30 天未更新即被清除，仅保留中断页面的计数。',
      })}
    </MethodNote>
  )
}
