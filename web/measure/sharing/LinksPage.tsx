import { useState } from 'react'
import { Link2 } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { SharedLink } from '@gap5/contract/measure/sharing.ts'
import { viewPages, viewPath } from '@gap5/contract/measure/views.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { addressed } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Row, RowList } from '../../kit/RowList.tsx'
import { Status } from '../../kit/Tag.tsx'
import { notify } from '../../kit/Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { linksQuery, stateOf } from './linksData.ts'

/** Who can see what without an account: every link, how often it was opened, and the ways to end it. */
export function LinksPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const links = useSuspenseQuery(linksQuery(org)).data
  return (
    <>
      <PageHeader
        title={{ en: 'Read-only links', zh: '只读链接' }}
        under={{ en: 'Each shows one page to whoever has it, until it ends or is closed.', zh: '每个链接向持有者展示一个页面，到期或关闭即失效。' }}
      />
      <Card flush>
        {links.length > 0 ? (
          <RowList label={{ en: 'Read-only links', zh: '只读链接' }}>
            {links.map((link) => (
              <LinkRow key={link.id} link={link} />
            ))}
          </RowList>
        ) : (
          <EmptyState icon={<Link2 size={20} aria-hidden />} title={{ en: 'No links yet', zh: '还没有链接' }}>
            {say({ en: 'On a result or a board, choose “Share” and then “Read-only link”. It shows that page to people without an account.', zh: '在结果页或看板上选择“分享”中的“只读链接”，即可让没有账户的人查看该页。' })}
          </EmptyState>
        )}
      </Card>
    </>
  )
}

function LinkRow({ link }: { link: SharedLink }) {
  const { say, figure, moment, day } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const [now] = useState(() => new Date())
  const state = stateOf(link, now)
  const opened: Words =
    link.openedAt === null
      ? { en: 'never opened', zh: '尚未打开' }
      : { en: `opened ${figure(link.opened)} ${link.opened === 1 ? 'time' : 'times'}, last ${moment(link.openedAt, timeZone)}`, zh: `打开${figure(link.opened)}次，最近 ${moment(link.openedAt, timeZone)}` }
  const made = link.madeBy ?? say({ en: 'a program or former member', zh: '程序或前成员' })
  return (
    <Row
      lead={<Title link={link} />}
      facts={[
        { key: 'state', fact: <State state={state} until={day(link.expiresAt, timeZone)} /> },
        { key: 'made', fact: say({ en: `by ${made}, ${day(link.createdAt, timeZone)}`, zh: `${made}，${day(link.createdAt, timeZone)}` }) },
        { key: 'opened', fact: say(opened) },
      ]}
      actions={<Actions link={link} state={state} />}
    />
  )
}

function Title({ link }: { link: SharedLink }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { view, mode, mayNarrow, showsVerbatims, hasPassword } = link
  const about = [
    mode === 'frozen' && { en: 'frozen', zh: '已冻结' },
    mayNarrow && { en: 'may be narrowed', zh: '可筛选' },
    showsVerbatims && { en: 'with words', zh: '含原话' },
    hasPassword && { en: 'with password', zh: '有密码' },
  ].filter((fact) => fact !== false)
  return (
    <span>
      <span className="block text-ink">{link.title}</span>
      <span className="block text-[0.8125rem] text-mute">
        <Link to={addressed(`/o/${org}/${viewPath(view)}`, view.query)}>{say(viewPages[view.page].title)}</Link>
        {about.map((fact) => ` • ${say(fact)}`).join('')}
      </span>
    </span>
  )
}

function State({ state, until }: { state: ReturnType<typeof stateOf>; until: string }) {
  if (state === 'open') return <Status doing="open">{{ en: `until ${until}`, zh: `至 ${until}` }}</Status>
  if (state === 'expired') return <Status doing="ended">{{ en: 'expired', zh: '已过期' }}</Status>
  return <Status doing="ended">{{ en: 'closed', zh: '已关闭' }}</Status>
}

const monthMilliseconds = 30 * 86_400_000

function Actions({ link, state }: { link: SharedLink; state: ReturnType<typeof stateOf> }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const path = `/api/o/${org}/links/${link.id}`
  const done = async (work: Promise<SharedLink>, title: Words, undo?: () => unknown) => {
    try {
      await work
      notify({ title, undo })
    } catch (error) {
      notify({ tone: 'bad', title: sentenceOf(error) })
    }
    await queries.invalidateQueries({ queryKey: linksQuery(org).queryKey })
  }
  const restore = () => done(api.delete<SharedLink>(`${path}/revocation`), { en: 'The link works again', zh: '链接已恢复' })
  const close = () => done(api.post<SharedLink>(`${path}/revocation`), { en: `“${link.title}” is closed`, zh: `“${link.title}”已关闭` }, restore)
  const extend = () => {
    const from = Math.max(Date.parse(link.expiresAt), Date.now())
    return done(api.patch<SharedLink>(path, { expiresAt: new Date(from + monthMilliseconds).toISOString() }), { en: 'Extended by 30 days', zh: '已延长30天' })
  }
  return (
    <Menu
      trigger={<Button size="small">{say({ en: 'Change', zh: '更改' })}</Button>}
      entries={[
        { label: { en: 'Extend by 30 days', zh: '延长30天' }, onSelect: () => void extend() },
        state === 'revoked'
          ? { label: { en: 'Open it again', zh: '恢复链接' }, onSelect: () => void restore() }
          : { label: { en: 'Close at once', zh: '立即关闭' }, danger: true, onSelect: () => void close() },
      ]}
    />
  )
}
