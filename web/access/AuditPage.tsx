import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { AuditEntry, AuditPage as Page } from '@gap5/contract/access/audit.ts'
import { api } from '../api.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { useKeyPages } from '../kit/useKeyPages.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Row, RowList } from '../kit/RowList.tsx'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { auditNouns, auditWords } from './auditWords.ts'
import { AuditDetails } from './AuditDetails.tsx'
import { membersQuery } from './membersData.ts'
import { useOrganisation } from './me.ts'

/** Who did what, newest first, narrowed by what and by whom. */
export function AuditPage() {
  const { query } = useAddress()
  const [action, actorId] = [valueOf(query, 'action'), valueOf(query, 'actor')]
  return (
    <>
      <PageHeader
        title={{ en: 'Audit trail', zh: '操作记录' }}
        under={{ en: 'Who did what, and when. Entries are never changed or deleted.', zh: '谁在何时做了什么。记录不可更改或删除。' }}
      />
      <Narrowing />
      <Trail key={`${action}/${actorId}`} action={action} actorId={actorId} />
    </>
  )
}

const everything = 'all'

function Narrowing() {
  const { query, change } = useAddress()
  const members = useSuspenseQuery(membersQuery(useOrganisation().org)).data
  const choose = (key: string) => (value: string) => change({ [key]: value === everything ? null : value })
  return (
    <div className="mb-4 grid max-w-xl gap-3 sm:grid-cols-2">
      <Select
        label={{ en: 'What', zh: '内容' }}
        value={valueOf(query, 'action') ?? everything}
        onValueChange={choose('action')}
        options={[{ value: everything, label: { en: 'Everything', zh: '全部' } }, ...Object.entries(auditNouns).map(([value, label]) => ({ value, label }))]}
      />
      <Select
        label={{ en: 'By whom', zh: '操作者' }}
        value={valueOf(query, 'actor') ?? everything}
        onValueChange={choose('actor')}
        options={[{ value: everything, label: { en: 'Everybody', zh: '所有人' } }, ...members.map((member) => ({ value: member.userId, label: member.name }))]}
      />
    </div>
  )
}

function Trail({ action, actorId }: { action: string | null; actorId: string | null }) {
  const { say, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const pages = useKeyPages()
  const { after } = pages
  const page = useQuery({
    queryKey: [org, 'audit', action, actorId, after],
    queryFn: ({ signal }) => api.get<Page>(addressed(`/api/o/${org}/audit`, { action, actorId, after }), { signal }),
    placeholderData: keepPreviousData,
  })
  if (page.data === undefined) return <Skeleton lines={8} />
  const { entries, next } = page.data
  return (
    <Card flush>
      {entries.length === 0 && <EmptyState title={{ en: 'Nothing of this kind was done', zh: '没有此类操作' }} />}
      <RowList label={{ en: 'Audit trail', zh: '操作记录' }}>
        {entries.map((entry) => (
          <Row
            key={entry.id}
            lead={<What entry={entry} />}
            facts={[
              { key: 'who', fact: say(whoDid(entry)) },
              { key: 'when', fact: moment(entry.at, organisation.timeZone) },
            ]}
          />
        ))}
      </RowList>
      <div className="px-4 pb-3 empty:hidden sm:px-5">
        <KeyPagination pages={pages} next={next} busy={page.isPlaceholderData} />
      </div>
    </Card>
  )
}

function whoDid({ actor }: AuditEntry): Words {
  if (actor.kind === 'system') return { en: 'the system', zh: '系统' }
  if (actor.name === null) return { en: 'a former member', zh: '前成员' }
  return actor.kind === 'apiKey' ? { en: `API key “${actor.name}”`, zh: `API 密钥“${actor.name}”` } : actor.name
}

function What({ entry }: { entry: AuditEntry }) {
  const { say } = useLanguage()
  return (
    <>
      <span className="text-ink">{say(auditWords[entry.action] ?? entry.action)}</span>
      <AuditDetails details={entry.details} />
    </>
  )
}
