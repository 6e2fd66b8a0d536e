import { Download, Inbox } from 'lucide-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { marks } from '@gap5/contract/listen/answers.ts'
import { markWords } from '@gap5/contract/listen/mark-words.ts'
import type { DeadLettersPage, Response } from '@gap5/contract/listen/responses.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { useKeyPages } from '../kit/useKeyPages.ts'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { narrowingIn, ResponseNarrowing } from './ResponseNarrowing.tsx'
import { useCollectors, useStudy, useStudyPlace } from './studiesData.ts'
import { StudyHeader } from './StudyHeader.tsx'
import { useValueWords } from './useValueWords.ts'

const all = 'all'

/** With the person's own score in a figure, where the list came from one. */
type Scored = Response & { score?: number | null }

/** The answers of a study one by one, the last first, without words and names. */
export function ResponsesPage() {
  const { query, change } = useAddress()
  const collectors = useCollectors()
  const [mark, collector] = [valueOf(query, 'mark'), valueOf(query, 'collector')]
  const narrowing = narrowingIn(query)
  const isNarrowed = Object.keys(narrowing).length > 0
  return (
    <>
      <StudyHeader page={{ en: 'Answers', zh: '答卷' }} actions={<Take />} />
      <Rejected />
      <ResponseNarrowing />
      {!isNarrowed && <div className="mb-4 grid gap-2.5 sm:grid-cols-[14rem_14rem]">
        <Select
          label={{ en: 'Quality marks', zh: '质量标记' }}
          hideLabel
          value={mark ?? all}
          onValueChange={(chosen) => change({ mark: chosen === all ? null : chosen })}
          options={[
            { value: all, label: { en: 'With and without marks', zh: '全部（含标记）' } },
            { value: 'none', label: { en: 'Without marks', zh: '无标记' } },
            { value: 'any', label: { en: 'With any mark', zh: '有标记' } },
            ...marks.map((each) => ({ value: each, label: markWords[each] })),
          ]}
        />
        <Select
          label={{ en: 'Came by', zh: '来源' }}
          hideLabel
          value={collector ?? all}
          onValueChange={(chosen) => change({ collector: chosen === all ? null : chosen })}
          options={[{ value: all, label: { en: 'From anywhere', zh: '全部来源' } }, ...collectors.map(({ id, title }) => ({ value: id, label: title }))]}
        />
      </div>}
      <Card flush>
        <Responses key={JSON.stringify([mark, collector, narrowing])} asked={isNarrowed ? narrowing : { mark, collector }} isNarrowed={isNarrowed} />
      </Card>
    </>
  )
}

/** Leads to where answers are taken away as a file, which is where they are narrowed. */
function Take() {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const { handle, responses } = useStudy()
  if (!may('answers:export') || responses === 0) return null
  return (
    <ButtonLink to={addressed(paths.results(org, handle), { export: 'answers' })} icon={<Download size={15} aria-hidden />}>
      {say({ en: 'Export', zh: '导出' })}
    </ButtonLink>
  )
}

/** Leads to what came in and was not accepted, when there is any. */
function Rejected() {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const { handle, path } = useStudyPlace()
  const letters = useQuery({
    queryKey: ['dead letters', path, 'any'],
    queryFn: ({ signal }) => api.get<DeadLettersPage>(`${path}/dead-letters?limit=1`, { signal }),
    enabled: may('responses:write'),
    throwOnError: false,
  }).data?.letters
  if (!letters?.length) return null
  return (
    <div className="mb-4">
      <Callout
        tone="caution"
        title={{ en: 'Some answers came in and were not accepted', zh: '有答卷未能接收' }}
        action={<ButtonLink to={paths.deadLetters(org, handle)}>{say({ en: 'Look at them', zh: '查看' })}</ButtonLink>}
      >
        {say({ en: 'They are kept as they came and wait to be mended.', zh: '原始内容已保留，等待处理。' })}
      </Callout>
    </div>
  )
}

/** `isNarrowed`: as a result is, with the person’s score where one is asked for. */
function Responses({ asked, isNarrowed }: { asked: Record<string, string | string[] | null>; isNarrowed: boolean }) {
  const { say, figure, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const { path, handle } = useStudyPlace()
  const study = useStudy()
  const wordsOf = useValueWords()
  const pages = useKeyPages()
  const { after } = pages
  const page = useQuery({
    queryKey: ['responses', path, isNarrowed, asked, after],
    queryFn: ({ signal }) => api.get<{ responses: Scored[]; next: string | null }>(addressed(`${path}/${isNarrowed ? 'results/responses' : 'responses'}`, { ...asked, after }), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: after === undefined ? 5_000 : false,
  })
  if (page.data === undefined) return <Skeleton lines={8} />
  const { responses, next } = page.data
  const attributes = study.attributes.slice(0, 3)
  return (
    <div className="px-4 py-1 sm:px-5">
      <Table<Scored>
        caption={{ en: 'Answers', zh: '答卷' }}
        rows={responses}
        rowKey={({ id }) => id}
        rowLink={({ id }) => paths.response(org, handle, id)}
        empty={
          <EmptyState icon={<Inbox size={20} aria-hidden />} title={study.responses === 0 ? { en: 'No answers yet', zh: '还没有答卷' } : next !== null ? { en: 'None of these answers fits', zh: '这一段没有符合条件的答卷' } : { en: 'No answer fits', zh: '没有符合条件的答卷' }}>
            {next !== null && say({ en: 'Five thousand answers were looked through. Older ones may fit.', zh: '已查看五千份答卷，更早的答卷可能符合条件。' })}
            {study.responses === 0 && say({ en: 'They appear here within seconds of being sent.', zh: '提交后几秒内即显示在这里。' })}
          </EmptyState>
        }
        columns={[
          { key: 'at', header: { en: 'Answered', zh: '作答时间' }, className: 'whitespace-nowrap', render: ({ submittedAt }) => moment(submittedAt, organisation.timeZone) },
          ...attributes.map(({ key, title }) => ({
            key: `attribute ${key}`,
            header: title,
            align: 'start' as const,
            render: (response: Scored) => {
              const value = response.attributes[key]
              return value === undefined ? '–' : say(wordsOf(key, value))
            },
          })),
          ...(asked['measure'] ? [{ key: 'score', header: { en: 'Score', zh: '得分' }, render: ({ score }: Scored) => (score == null ? '—' : figure(score, Number.isInteger(score) ? 0 : 2)), sort: ({ score }: Scored) => score ?? null }] : []),
          { key: 'by', header: { en: 'Came by', zh: '来源' }, align: 'start', render: ({ collector }) => collector.title },
          {
            key: 'marks',
            header: { en: 'Marks', zh: '标记' },
            align: 'start',
            render: (response) => (
              <span className="flex flex-wrap gap-1">
                {response.marks.map((each) => (
                  <Tag key={each} tone="warn">
                    {say(markWords[each])}
                  </Tag>
                ))}
                {response.erasedAt && <Tag>{say({ en: 'Person erased', zh: '已清除个人信息' })}</Tag>}
              </span>
            ),
          },
        ]}
      />
      {(responses.length > 0 || next !== null || pages.back !== null) && (
        <div className="pb-3">
          <KeyPagination
            {...(isNarrowed ? {} : { summary: { en: `${figure(study.responses)} in all`, zh: `共 ${figure(study.responses)} 份` } })}
            pages={pages}
            next={next}
            busy={page.isPlaceholderData}
          />
        </div>
      )}
    </div>
  )
}
