import { useState } from 'react'
import { MessageSquareQuote, Phone } from 'lucide-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Statement, StatementsPage as Page } from '@gap5/contract/listen/responses.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { tagOf, useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { SearchBar } from './SearchBar.tsx'
import { useStudy, useStudyPlace } from './studiesData.ts'
import { StudyHeader } from './StudyHeader.tsx'
import { useValueWords } from './useValueWords.ts'

/** What customers said in words, the newest first. */
export function StatementsPage() {
  const { query } = useAddress()
  const [kind, search] = [valueOf(query, 'kind'), valueOf(query, 'search')]
  return (
    <>
      <StudyHeader page={{ en: 'In their words', zh: '顾客原话' }} />
      <SearchBar
        label={{ en: 'Search', zh: '搜索' }}
        placeholder={{ en: 'Search words, then Enter', zh: '搜索内容，回车确认' }}
        search={search}
        by={{
          key: 'kind',
          label: { en: 'Kind', zh: '类型' },
          value: kind,
          everything: { en: 'Everything said', zh: '全部' },
          options: [
            { value: 'verbatim', label: { en: 'Answers in words', zh: '文字回答' } },
            { value: 'help', label: { en: 'Asked for help', zh: '请求帮助' } },
          ],
        }}
      />
      <Card>
        <Statements key={`${kind} ${search}`} kind={kind} search={search} />
      </Card>
    </>
  )
}

function Statements({ kind, search }: { kind: string | null; search: string | null }) {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const [passed, setPassed] = useState<string[]>([])
  const after = passed.at(-1)
  const page = useQuery({
    queryKey: ['statements', path, { kind, search, after }],
    queryFn: ({ signal }) => api.get<Page>(addressed(`${path}/statements`, { kind, search, after }), { signal }),
    placeholderData: keepPreviousData,
  })
  if (page.data === undefined) return <Skeleton lines={8} />
  const { statements, next } = page.data
  if (statements.length === 0) {
    return (
      <EmptyState icon={<MessageSquareQuote size={20} aria-hidden />} title={{ en: 'Nothing said yet', zh: '还没有内容' }}>
        {say({ en: 'Words of customers stand here: answers to open questions, and requests for help.', zh: '这里显示顾客的原话：开放题的回答，以及请求帮助的留言。' })}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="flex flex-col divide-y divide-hair">
        {statements.map((statement) => (
          <StatementEntry key={statement.id} statement={statement} />
        ))}
      </ul>
      {(passed.length > 0 || next !== null) && (
        <KeyPagination
          onNewer={passed.length > 0 ? () => setPassed(passed.slice(0, -1)) : null}
          onOlder={next === null ? null : () => setPassed([...passed, next])}
          busy={page.isPlaceholderData}
        />
      )}
    </>
  )
}

export function StatementEntry({ statement, isLinked = true }: { statement: Statement; isLinked?: boolean }) {
  const { say, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const { handle } = useStudyPlace()
  const { attributes } = useStudy()
  const wordsOf = useValueWords()
  const about = attributes.flatMap(({ key }) => {
    const value = statement.attributes[key]
    return value === undefined ? [] : [say(wordsOf(key, value))]
  })
  return (
    <li className="py-3">
      <div className="mb-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-[0.8125rem] text-mute">
        {statement.kind === 'help' && (
          <Tag tone="warn" icon={<Phone size={12} aria-hidden />}>
            {say({ en: 'Asked for help', zh: '请求帮助' })}
          </Tag>
        )}
        <span>{moment(statement.at, organisation.timeZone)}</span>
        {about.length > 0 && <span>{about.join(' · ')}</span>}
        {isLinked && <Link to={paths.response(org, handle, statement.responseId)}>{say({ en: 'whole answer', zh: '完整答卷' })}</Link>}
      </div>
      {statement.erasedAt ? (
        <p className="text-mute italic">{say({ en: 'Erased with the person.', zh: '已随个人信息清除。' })}</p>
      ) : (
        <p className="break-words whitespace-pre-wrap text-ink" lang={statement.language ? tagOf(statement.language) : undefined}>
          {statement.text ?? say({ en: '(no words)', zh: '（未留言）' })}
        </p>
      )}
      <ContactLine statement={statement} />
    </li>
  )
}

function ContactLine({ statement }: { statement: Statement }) {
  const { say } = useLanguage()
  if (!statement.hasContact) return null
  if (statement.contact === null) {
    return <p className="mt-1 text-[0.8125rem] text-mute">{say({ en: 'Left a contact; your role does not show it.', zh: '已留联系方式，您的角色无权查看。' })}</p>
  }
  const { name, phone, email } = statement.contact
  return <p className="mt-1 text-[0.8125rem] text-body">{[name, phone, email].filter(Boolean).join(' · ')}</p>
}
