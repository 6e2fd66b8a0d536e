import { ClipboardList, Plus, Upload } from 'lucide-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { studyStates, type Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { valueOf } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { useKeyPages } from '../kit/useKeyPages.ts'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { SearchBar } from './SearchBar.tsx'
import { studiesQuery } from './studiesData.ts'
import { standingOf, stateWords } from './studyWords.ts'

/** All studies of the organisation, the newest first. */
export function StudiesPage() {
  const { query } = useAddress()
  const state = valueOf(query, 'state')
  const search = valueOf(query, 'search')
  const { org } = useOrganisation()
  const isNarrowed = state !== null || search !== null
  const { data: whole } = useQuery({ ...studiesQuery(org, {}), placeholderData: keepPreviousData })
  const isEmpty = whole?.studies.length === 0
  return (
    <>
      <PageHeader
        title={{ en: 'Studies', zh: '调查' }}
        under={{ en: 'What you ask your customers, and what they answer.', zh: '您向顾客提出的问题，以及他们的回答。' }}
        actions={!isEmpty && <Ways />}
      />
      {!isEmpty && <Narrowing key={search ?? ''} state={state} search={search} />}
      <Card flush>
        {isEmpty && !isNarrowed ? <First /> : <Studies key={`${state} ${search}`} state={state} search={search} />}
      </Card>
    </>
  )
}

function Ways() {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  return (
    <>
      {may('responses:write') && (
        <ButtonLink to={paths.newImport(org)} icon={<Upload size={16} aria-hidden />}>
          {say({ en: 'Import answers', zh: '导入答卷' })}
        </ButtonLink>
      )}
      {may('studies:write') && (
        <ButtonLink to={paths.newStudy(org)} look="primary" icon={<Plus size={16} aria-hidden />}>
          {say({ en: 'New study', zh: '新建调查' })}
        </ButtonLink>
      )}
    </>
  )
}

function First() {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  return (
    <EmptyState icon={<ClipboardList size={20} aria-hidden />} title={{ en: 'No studies yet', zh: '还没有调查' }} action={<Ways />}>
      {may('studies:write')
        ? say({
            en: 'A study asks one questionnaire of one service for a while. Choose a ready questionnaire, share its link, and see within minutes where service falls short. Or bring answers you already have.',
            zh: '一项调查，就是在一段时间内用一份问卷了解一项服务。选一份现成的问卷，分享链接，几分钟内就能看到服务差在哪里；也可以导入已有的答卷。',
          })
        : say({ en: 'Studies appear here once a researcher or manager of the organisation has made one.', zh: '研究员或经理建立调查后，将显示在这里。' })}
    </EmptyState>
  )
}

function Narrowing({ state, search }: { state: string | null; search: string | null }) {
  return (
    <SearchBar
      label={{ en: 'Search studies', zh: '搜索调查' }}
      placeholder={{ en: 'Search by title, then Enter', zh: '按标题搜索，回车确认' }}
      search={search}
      by={{
        key: 'state',
        label: { en: 'State', zh: '状态' },
        value: state,
        everything: { en: 'Any state', zh: '全部状态' },
        options: studyStates.map((each) => ({ value: each, label: stateWords[each] })),
      }}
    />
  )
}

function Studies({ state, search }: { state: string | null; search: string | null }) {
  const { say, figure, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const { clear } = useAddress()
  const pages = useKeyPages()
  const page = useQuery(studiesQuery(org, { state, search, after: pages.after }))
  if (page.data === undefined) return <Skeleton lines={6} />
  const { studies, next } = page.data
  return (
    <div className="px-4 py-1 sm:px-5">
      <Table<Study>
        caption={{ en: 'Studies', zh: '调查' }}
        rows={studies}
        rowKey={(study) => study.id}
        rowLink={(study) => paths.study(org, study.handle)}
        empty={
          <EmptyState
            title={{ en: 'No study fits', zh: '没有符合条件的调查' }}
            action={<Button onClick={() => clear(['state', 'search'])}>{say({ en: 'Show all', zh: '显示全部' })}</Button>}
          />
        }
        columns={[
          { key: 'title', header: { en: 'Study', zh: '调查' }, render: (study) => <Title study={study} /> },
          { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: (study) => <Standing study={study} /> },
          { key: 'responses', header: { en: 'Answers', zh: '答卷' }, render: (study) => figure(study.responses) },
          {
            key: 'last',
            header: { en: 'Last answer', zh: '最近作答' },
            className: 'whitespace-nowrap text-mute',
            render: (study) => (study.lastResponseAt === null ? '–' : moment(study.lastResponseAt, organisation.timeZone)),
          },
        ]}
      />
      <div className="pb-3 empty:hidden">
        <KeyPagination pages={pages} next={next} busy={page.isPlaceholderData} />
      </div>
    </div>
  )
}

function Standing({ study }: { study: Study }) {
  const { doing, words } = standingOf(study)
  return <Status doing={doing}>{words}</Status>
}

function Title({ study }: { study: Study }) {
  const { say } = useLanguage()
  return (
    <span className="block min-w-40">
      <span className="block font-medium text-ink">{say(study.title)}</span>
      <span className="block text-[0.8125rem] text-mute">
        {say(study.instrumentTitle)}
        {study.simulated && <span className="ml-1.5">{say({ en: '· simulated', zh: '· 模拟数据' })}</span>}
      </span>
    </span>
  )
}
