import { useState } from 'react'
import { CircleCheck, RotateCw } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { handlerTitles, type Unfinished, type UnfinishedList } from '@gap5/contract/access/unfinished.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Tag } from '../kit/Tag.tsx'
import { notify } from '../kit/Toast.tsx'
import { sentenceOf } from '../problem.ts'
import { useOrganisation } from './me.ts'

/** Background work of all rooms that failed: what it is, why it failed, when it is tried again; and a way to do so now. */
export function UnfinishedPage() {
  const { say, figure } = useLanguage()
  const { org } = useOrganisation()
  const { total, unfinished } = useSuspenseQuery({
    queryKey: [org, 'unfinished'],
    queryFn: ({ signal }) => api.get<UnfinishedList>(`/api/o/${org}/unfinished`, { signal }),
    refetchInterval: 5_000,
  }).data
  const again = useTryAgain()
  return (
    <>
      <PageHeader
        title={{ en: 'Unfinished work', zh: '未完成的处理' }}
        under={{ en: 'What should follow in the background and failed. Nothing is lost: it is tried again by itself, and here at once.', zh: '后台处理中失败的部分。数据不会丢失：系统会自动重试，也可在此立即重试。' }}
        actions={
          total > 1 && (
            <Button icon={<RotateCw size={15} aria-hidden />} busy={again.busy !== null} onClick={() => again.start(null)}>
              {say({ en: 'Try all again', zh: '全部重试' })}
            </Button>
          )
        }
      />
      <Card flush>
        {unfinished.length === 0 ? (
          <EmptyState icon={<CircleCheck size={20} aria-hidden />} title={{ en: 'Nothing is unfinished', zh: '没有未完成的处理' }}>
            {say({ en: 'Everything that follows from answers and changes is done.', zh: '由答卷和更改引起的后台处理均已完成。' })}
          </EmptyState>
        ) : (
          <ul aria-label={say({ en: 'Unfinished work', zh: '未完成的处理' })} className="divide-y divide-hair px-4 sm:px-5">
            {unfinished.map((one) => (
              <Entry key={`${one.event} ${one.handler}`} one={one} busy={again.busy !== null} onAgain={() => again.start(one.event)} />
            ))}
          </ul>
        )}
        {total > unfinished.length && <p className="px-4 pb-3 text-mute sm:px-5">{say({ en: `The oldest ${figure(unfinished.length)} of ${figure(total)}.`, zh: `共${figure(total)}项，仅列出最早的${figure(unfinished.length)}项。` })}</p>}
      </Card>
    </>
  )
}

function Entry({ one, busy, onAgain }: { one: Unfinished; busy: boolean; onAgain: () => void }) {
  const { say, figure, moment } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const next = one.nextAt === null ? null : moment(one.nextAt, timeZone)
  return (
    <li className="grid gap-1.5 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
        <h2 className="min-w-0 flex-1 text-[0.9375rem]">{say(handlerTitles[one.handler] ?? one.handler)}</h2>
        {next === null && <Tag tone="below">{say({ en: 'Given up', zh: '已停止自动重试' })}</Tag>}
        <Button size="small" icon={<RotateCw size={14} aria-hidden />} busy={busy} onClick={onAgain}>
          {say({ en: 'Try again', zh: '重试' })}
        </Button>
      </div>
      <p className="text-[0.8125rem] text-mute">
        {say({ en: `Since ${moment(one.at, timeZone)}; tried ${one.failures === 1 ? 'once' : `${figure(one.failures)} times`}, last ${moment(one.lastAt, timeZone)}`, zh: `始于 ${moment(one.at, timeZone)}；已尝试${figure(one.failures)}次，最近一次 ${moment(one.lastAt, timeZone)}` })}
        {next !== null && say({ en: `; again by itself at about ${next}`, zh: `；约 ${next} 自动重试` })}
      </p>
      <p className="text-[0.8125rem] break-words text-body">
        {say({ en: 'Reason: ', zh: '原因：' })}
        <code>{one.message}</code>
      </p>
      <details className="text-[0.8125rem] text-mute">
        <summary className="cursor-pointer">{say({ en: 'What happened', zh: '事件内容' })}</summary>
        <pre className="mt-1 max-h-56 overflow-auto break-all whitespace-pre-wrap">{`${one.kind}\n${JSON.stringify(one.payload, null, 2)}`}</pre>
      </details>
    </li>
  )
}

/** `busy` is the event that is asked for, or `all`. */
function useTryAgain() {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const start = (event: string | null) => {
    setBusy(event ?? 'all')
    api
      .post(event === null ? `/api/o/${org}/unfinished/attempts` : `/api/o/${org}/unfinished/${event}/attempts`)
      .then(
        () => notify({ title: { en: 'Tried again now; what succeeds leaves the list.', zh: '正在重试，成功后将从列表中消失。' } }),
        (error: unknown) => notify({ tone: 'bad', title: sentenceOf(error) }),
      )
      .finally(() => {
        setBusy(null)
        void queries.invalidateQueries({ queryKey: [org, 'unfinished'] })
      })
  }
  return { busy, start }
}
