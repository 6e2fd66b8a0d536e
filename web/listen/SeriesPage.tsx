import { useSuspenseQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { proportion } from '@gap5/methods'
import { counted } from '@gap5/contract/language.ts'
import type { Rate } from '@gap5/contract/listen/response-rate.ts'
import type { SeriesWithWaves, Wave } from '@gap5/contract/listen/waves.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Card } from '../kit/Card.tsx'
import { DateField } from '../kit/DateField.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Select } from '../kit/Select.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { RateCell } from './ResponseRatePage.tsx'
import { studiesKey } from './studiesData.ts'
import { standingOf } from './studyWords.ts'

/** A study that is repeated: its waves beside each other, and when the next ones are made. */
export function SeriesPage() {
  const { say, figure, day } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const { series: id = '' } = useParams({ strict: false })
  const path = `/api/o/${org}/series/${id}`
  const series = useSuspenseQuery({ queryKey: [...studiesKey(org), 'series', id], queryFn: ({ signal }) => api.get<SeriesWithWaves>(path, { signal }), refetchInterval: 15_000 }).data
  return (
    <>
      <PageHeader title={series.title} back={{ to: paths.studies(org), label: { en: 'Studies', zh: '调查' } }} under={say({ en: `Series of ${counted(series.waves.length, 'wave', 'waves')}`, zh: `系列调查，共 ${figure(series.waves.length)} 轮` })} />
      <div className="grid gap-3.5">
        <Card>
          <p className="text-base text-ink">{say(conclusionOf(series))}</p>
        </Card>
        <Card title={{ en: 'Waves', zh: '各轮调查' }}>
          <Table<Wave>
            caption={{ en: 'All waves', zh: '各轮一览' }}
            rows={series.waves}
            rowKey={({ study }) => study.id}
            rowLink={({ study }) => paths.study(org, study.handle)}
            columns={[
              { key: 'wave', header: { en: 'Wave', zh: '轮次' }, render: ({ study }) => `${study.wave} · ${say(study.title)}` },
              { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: ({ study }) => <Status doing={standingOf(study).doing}>{standingOf(study).words}</Status> },
              { key: 'opens', header: { en: 'Open', zh: '开放时间' }, align: 'start', render: ({ study }) => [study.opensAt ?? study.publishedAt, study.closesAt ?? study.closedAt].map((at) => (at === null ? '…' : day(at, organisation.timeZone))).join(' – ') },
              { key: 'n', header: { en: 'Answers', zh: '答卷' }, render: ({ study }) => figure(study.responses) },
              { key: 'rate', header: { en: 'Response rate', zh: '回收率' }, hint: { en: 'Answers of those invited by a link of their own', zh: '专属链接受邀者中的作答比例' }, render: (wave) => <RateCell rate={rateOf(wave)} /> },
              { key: 'version', header: { en: 'Version', zh: '问卷版本' }, render: ({ study }) => figure(study.instrumentVersion) },
            ]}
          />
        </Card>
        {may('studies:write') && <Schedule key={JSON.stringify(series.schedule)} series={series} path={path} />}
      </div>
    </>
  )
}

function rateOf({ invited, answeredOfInvited }: Wave): Rate {
  const { value, interval } = proportion(answeredOfInvited, invited)
  return value === null || interval === null ? null : { share: value, low: interval.lower, high: interval.upper, n: invited }
}

/** What the last wave with answers says beside the one before. */
function conclusionOf({ waves, schedule }: SeriesWithWaves): Words {
  const [last, before] = waves.filter(({ study }) => study.responses > 0).toReversed()
  if (last === undefined) return { en: 'No wave has an answer yet.', zh: '各轮均尚无答卷。' }
  const difference = before === undefined ? null : last.study.responses - before.study.responses
  const compared =
    difference === null ? { en: '', zh: '' }
    : difference === 0 ? { en: ', as many as the wave before', zh: '，与上一轮相同' }
    : { en: `, ${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} than the wave before`, zh: `，比上一轮${difference > 0 ? '多' : '少'} ${Math.abs(difference)} 份` }
  const next = schedule === null ? { en: '', zh: '' } : { en: ` The next opens on ${schedule.next}.`, zh: `下一轮将于 ${schedule.next} 开放。` }
  return {
    en: `Wave ${last.study.wave} has ${counted(last.study.responses, 'answer', 'answers')}${compared.en}.${next.en}`,
    zh: `第 ${last.study.wave} 轮有 ${last.study.responses} 份答卷${compared.zh}。${next.zh}`,
  }
}

const never = 'never'
const rhythms = [
  { value: never, label: { en: 'By hand', zh: '手动' } },
  { value: 'month', label: { en: 'Every month', zh: '每月' } },
  { value: 'quarter', label: { en: 'Every quarter', zh: '每季度' } },
] as const

function Schedule({ series, path }: { series: SeriesWithWaves; path: string }) {
  const { say } = useLanguage()
  const { org, organisation } = useOrganisation()
  const queries = useQueryClient()
  const { schedule } = series
  const form = useForm({
    initial: {
      title: series.title,
      every: (schedule?.every ?? never) as (typeof rhythms)[number]['value'],
      next: schedule?.next ?? '',
      daysOpen: (schedule?.daysOpen ?? 14) as number | null,
      instrument: schedule?.instrument ?? ('same' as const),
    },
    send: ({ title, every, next, daysOpen, instrument }) => api.patch(path, { title, schedule: every === never ? null : { every, next, daysOpen, instrument } }),
    sent: async () => {
      await queries.invalidateQueries({ queryKey: studiesKey(org) })
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ every, next, daysOpen }) => ({
      ...(every !== never && !/-(0[1-9]|1\d|2[0-8])$/.test(next) && { 'schedule.next': { en: 'Choose a day from the 1st to the 28th, which every month has.', zh: '请选择 1 日至 28 日之间的日期（每个月都有）。' } }),
      ...(every !== never && daysOpen === null && { 'schedule.daysOpen': { en: 'Enter a number from 1 to 92.', zh: '请输入 1 至 92 的数字。' } }),
    }),
  })
  const isRepeated = form.values.every !== never
  return (
    <Card
      title={{ en: 'Repeat by itself', zh: '自动重复' }}
      description={{ en: 'Each wave is made a week before it opens, with the attributes, quotas and ways of collecting of the wave before; printed codes lead on to it.', zh: '每轮会在开放前一周自动建立，沿用上一轮的分组属性、配额和收集渠道；已印制的二维码会自动指向新一轮。' }}
    >
      <Form form={form}>
        <BilingualField label={{ en: 'Title of the series', zh: '系列标题' }} maxLength={200} {...form.field('title')} />
        <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <Select label={{ en: 'New waves', zh: '新一轮' }} options={rhythms} {...form.field('every')} />
          {isRepeated && (
            <>
              <DateField label={{ en: 'Next first day', zh: '下一轮首日' }} hint={{ en: `Begins at midnight, ${organisation.timeZone}.`, zh: `当天零点开始（${organisation.timeZone}）。` }} {...form.field('next')} name="schedule.next" />
              <NumberField label={{ en: 'Open for', zh: '开放天数' }} min={1} max={92} unit={{ en: 'days', zh: '天' }} {...form.field('daysOpen')} name="schedule.daysOpen" />
              <Select
                label={{ en: 'Questionnaire', zh: '问卷版本' }}
                options={[
                  { value: 'same', label: { en: 'Same version', zh: '沿用上一轮版本' } },
                  { value: 'newest', label: { en: 'Newest version', zh: '使用最新版本' } },
                ]}
                {...form.field('instrument')}
              />
            </>
          )}
        </div>
        {isRepeated && form.values.instrument === 'newest' && <p className="text-mute">{say({ en: 'A changed question compares only with itself: trends begin anew where wording or scale differ.', zh: '题目或量表变更后，前后结果不可直接比较。' })}</p>}
      </Form>
    </Card>
  )
}
