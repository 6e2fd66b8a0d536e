import { useQuery } from '@tanstack/react-query'
import { recipientStates, type Recipient, type RecipientState } from '@gap5/contract/listen/mail.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { valueOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { KeyPagination } from '../../kit/KeyPagination.tsx'
import { useKeyPages } from '../../kit/useKeyPages.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { Table } from '../../kit/Table.tsx'
import { Tag, type TagTone } from '../../kit/Tag.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { sentenceOf } from '../../problem.ts'
import { recipientsQuery, useMailing, useRefreshMailings } from './mailData.ts'
import { reasonWords, recipientStateWords } from './mailWords.ts'

const tones: Record<RecipientState, TagTone> = { waiting: 'plain', sent: 'plain', opened: 'inside', answered: 'inside', unsure: 'warn', failed: 'below', skipped: 'plain' }
const all = 'all'

/** Everybody on the list with how far they have come; narrowed by state in the address. */
export function Recipients() {
  const { say } = useLanguage()
  const { path } = useMailing()
  const { query, change } = useAddress()
  const state = recipientStates.find((known) => known === valueOf(query, 'state')) ?? null
  const pages = useKeyPages()
  const page = useQuery(recipientsQuery(path, { state, after: pages.after }))
  if (page.data === undefined) return <Skeleton lines={6} />
  const { recipients, next } = page.data
  return (
    <div className="grid gap-3">
      <Select
        className="max-w-56"
        label={{ en: 'Show', zh: '显示' }}
        value={state ?? all}
        options={[{ value: all, label: { en: 'Everybody', zh: '全部' } }, ...recipientStates.map((each) => ({ value: each, label: recipientStateWords[each] }))]}
        onValueChange={(chosen) => {
          pages.restart()
          change({ state: chosen === all ? null : chosen })
        }}
      />
      <Table<Recipient>
        caption={{ en: 'Everybody on the list', zh: '收件人一览' }}
        rows={recipients}
        rowKey={({ id }) => id}
        empty={<EmptyState title={{ en: 'Nobody in this state', zh: '没有处于该状态的收件人' }} />}
        columns={[
          { key: 'who', header: { en: 'Who', zh: '收件人' }, render: (recipient) => <Who {...recipient} /> },
          { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: (recipient) => <State {...recipient} /> },
          { key: 'when', header: { en: 'Mail', zh: '邮件' }, align: 'start', render: (recipient) => <When {...recipient} /> },
          { key: 'do', header: { en: 'Actions', zh: '操作' }, align: 'start', render: (recipient) => <Actions recipient={recipient} /> },
        ]}
      />
      <KeyPagination pages={pages} next={next} busy={page.isPlaceholderData} />
      <span className="sr-only">{say({ en: 'Updates by itself', zh: '自动更新' })}</span>
    </div>
  )
}

function Who({ address, name }: Recipient) {
  const { say } = useLanguage()
  return (
    <span className="block">
      <span className="block break-all text-ink">{address ?? say({ en: 'erased', zh: '已清除' })}</span>
      {name && <span className="block text-xs text-mute">{name}</span>}
    </span>
  )
}

function State({ state, reason }: Recipient) {
  const { say } = useLanguage()
  return (
    <span className="block">
      <Tag tone={tones[state]}>{say(recipientStateWords[state])}</Tag>
      {reason !== null && state !== 'answered' && <span className="mt-0.5 block max-w-72 text-xs break-words text-mute">{say(reasonWords(reason))}</span>}
    </span>
  )
}

function When({ sentAt, dueAt, reminders }: Recipient) {
  const { say, moment, figure } = useLanguage()
  const { organisation } = useOrganisation()
  const { mailing } = useMailing()
  const at = (instant: string) => moment(instant, organisation.timeZone)
  return (
    <span className="block text-mute">
      {sentAt !== null && <span className="block">{at(sentAt)}</span>}
      {reminders > 0 && <span className="block">{say({ en: `reminded ${figure(reminders)}×`, zh: `已提醒 ${figure(reminders)} 次` })}</span>}
      {dueAt !== null && mailing.startedAt !== null && <span className="block">{say({ en: `next: ${at(dueAt)}`, zh: `下次：${at(dueAt)}` })}</span>}
    </span>
  )
}

function Actions({ recipient: { id, state } }: { recipient: Recipient }) {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { path } = useMailing()
  const refresh = useRefreshMailings()
  if (!may('studies:write')) return null
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
    await refresh()
  }
  const decide = (was: 'sent' | 'not-sent') => void run(() => api.post(`${path}/recipients/${id}/decision`, { was }))
  if (state === 'waiting') {
    return (
      <Button size="small" look="quiet" onClick={() => void run(() => api.delete(`${path}/recipients/${id}`))}>
        {say({ en: 'Take out', zh: '移除' })}
      </Button>
    )
  }
  if (state === 'unsure') {
    return (
      <span className="flex flex-wrap gap-1">
        <Button size="small" onClick={() => decide('sent')}>{say({ en: 'It arrived', zh: '已送达' })}</Button>
        <Button size="small" onClick={() => decide('not-sent')}>{say({ en: 'Send again', zh: '重新发送' })}</Button>
      </span>
    )
  }
  if (state !== 'failed') return null
  return <Button size="small" look="quiet" onClick={() => decide('not-sent')}>{say({ en: 'Try again', zh: '重试' })}</Button>
}
