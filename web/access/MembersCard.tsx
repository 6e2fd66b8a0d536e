import { useState } from 'react'
import { EllipsisVertical } from 'lucide-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Member } from '@gap5/contract/access/members.ts'
import { roleTitles, roleUses } from '@gap5/contract/access/roles.ts'
import { Avatar } from '../kit/Avatar.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Menu, type MenuEntry } from '../kit/Menu.tsx'
import { Row, RowList } from '../kit/RowList.tsx'
import { Tag } from '../kit/Tag.tsx'
import { useMe, useOrganisation } from './me.ts'
import { LeaveDialog, RemoveDialog, RoleDialog } from './memberDialogs.tsx'
import { membersQuery } from './membersData.ts'

type Open = { kind: 'role' | 'remove' | 'leave'; member: Member } | null

export function MembersCard() {
  const { say, day } = useLanguage()
  const { user } = useMe()
  const here = useOrganisation()
  const members = useSuspenseQuery(membersQuery(here.org)).data
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const isOnlyOwner = (member: Member) => member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1
  return (
    <Card flush>
      <RowList label={{ en: 'Members', zh: '成员' }}>
        {members.map((member) => (
          <Row
            key={member.userId}
            lead={<Person member={member} isMe={member.userId === user.id} />}
            facts={[
              { key: 'role', fact: <span title={say(roleUses[member.role])}>{say(roleTitles[member.role])}</span> },
              { key: 'since', fact: say(since(day(member.joinedAt, here.organisation.timeZone))) },
            ]}
            actions={<MemberMenu member={member} isMe={member.userId === user.id} isOnlyOwner={isOnlyOwner(member)} onOpen={(kind) => setOpen({ kind, member })} />}
          />
        ))}
      </RowList>
      {open?.kind === 'role' && <RoleDialog member={open.member} onClose={close} />}
      {open?.kind === 'remove' && <RemoveDialog member={open.member} onClose={close} />}
      {open?.kind === 'leave' && <LeaveDialog onClose={close} />}
    </Card>
  )
}

const since = (day: string): Words => ({ en: `since ${day}`, zh: `${day}加入` })

function Person({ member, isMe }: { member: Member; isMe: boolean }) {
  const { say } = useLanguage()
  return (
    <span className="flex items-center gap-2.5">
      <Avatar name={member.name} />
      <span className="min-w-0">
        <span className="flex items-center gap-2 text-ink">
          {member.name}
          {isMe && <Tag tone="inside">{say({ en: 'you', zh: '您' })}</Tag>}
        </span>
        <span className="block truncate text-[0.8125rem] text-mute">{member.email}</span>
      </span>
    </span>
  )
}

const lastOwner: Words = { en: 'This is the only owner. Make someone else an owner first.', zh: '这是唯一的所有者，请先指定另一位所有者。' }
const ownersOnly: Words = { en: 'Only an owner changes or removes an owner.', zh: '只有所有者才能更改或移除所有者。' }

function MemberMenu({ member, isMe, isOnlyOwner, onOpen }: { member: Member; isMe: boolean; isOnlyOwner: boolean; onOpen: (kind: 'role' | 'remove' | 'leave') => void }) {
  const here = useOrganisation()
  const because = isOnlyOwner ? lastOwner : member.role === 'owner' && here.role !== 'owner' ? ownersOnly : false
  const entries: MenuEntry[] = []
  if (here.may('members:write')) entries.push({ label: { en: 'Change role…', zh: '更改角色…' }, disabledBecause: because, onSelect: () => onOpen('role') })
  if (here.may('members:write') && !isMe) entries.push({ label: { en: 'Remove…', zh: '移除…' }, danger: true, disabledBecause: because, onSelect: () => onOpen('remove') })
  if (isMe) entries.push({ label: { en: 'Leave organisation…', zh: '退出组织…' }, danger: true, disabledBecause: isOnlyOwner && lastOwner, onSelect: () => onOpen('leave') })
  if (entries.length === 0) return null
  const label = { en: `Actions for ${member.name}`, zh: `对 ${member.name} 的操作` }
  return <Menu entries={entries} trigger={<Button look="quiet" size="small" label={label} icon={<EllipsisVertical size={16} aria-hidden />} />} />
}
