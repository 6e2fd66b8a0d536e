import { useState } from 'react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Invitation } from '@gap5/contract/access/members.ts'
import { roleTitles } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Row, RowList } from '../kit/RowList.tsx'
import { Status, type Doing } from '../kit/Tag.tsx'
import { notify } from '../kit/Toast.tsx'
import { useOrganisation } from './me.ts'
import { invitationsQuery } from './membersData.ts'

const states: Record<Invitation['state'], { doing: Doing; words: Words }> = {
  open: { doing: 'waiting', words: { en: 'not answered yet', zh: '待接受' } },
  accepted: { doing: 'ended', words: { en: 'accepted', zh: '已接受' } },
  expired: { doing: 'ended', words: { en: 'expired', zh: '已过期' } },
}

export function InvitationsCard() {
  const { say, moment } = useLanguage()
  const here = useOrganisation()
  const invitations = useSuspenseQuery(invitationsQuery(here.org)).data
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null)
  return (
    <Card flush title={{ en: 'Invitations', zh: '邀请' }}>
      {invitations.length === 0 && <p className="px-4 pb-4 text-mute sm:px-5">{say({ en: 'Nobody is invited at present.', zh: '目前没有邀请。' })}</p>}
      <RowList label={{ en: 'Who is invited', zh: '受邀名单' }}>
        {invitations.map((invitation) => (
          <Row
            key={invitation.id}
            lead={<span className="break-words">{invitation.email}</span>}
            facts={[
              { key: 'role', fact: say(roleTitles[invitation.role]) },
              { key: 'state', fact: <Status doing={states[invitation.state].doing}>{states[invitation.state].words}</Status> },
              { key: 'until', fact: say(until(moment(invitation.expiresAt, here.organisation.timeZone))) },
            ]}
            actions={invitation.state !== 'accepted' && <WithdrawButton onClick={() => setWithdrawn(invitation)} />}
          />
        ))}
      </RowList>
      {withdrawn && <WithdrawDialog invitation={withdrawn} onClose={() => setWithdrawn(null)} />}
    </Card>
  )
}

const until = (moment: string): Words => ({ en: `until ${moment}`, zh: `有效期至 ${moment}` })

function WithdrawButton({ onClick }: { onClick: () => void }) {
  const { say } = useLanguage()
  return (
    <Button size="small" onClick={onClick}>
      {say({ en: 'Withdraw', zh: '撤回' })}
    </Button>
  )
}

function WithdrawDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const withdraw = async () => {
    await api.delete(`/api/o/${org}/invitations/${invitation.id}`)
    await queries.invalidateQueries({ queryKey: invitationsQuery(org).queryKey })
    notify({ title: { en: 'The invitation is withdrawn', zh: '邀请已撤回' } })
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger
      title={{ en: `Withdraw the invitation of ${invitation.email}?`, zh: `撤回对 ${invitation.email} 的邀请？` }}
      confirmLabel={{ en: 'Withdraw invitation', zh: '撤回邀请' }}
      onConfirm={withdraw}
    >
      {say({ en: 'Its link opens nothing any more.', zh: '其链接将立即失效。' })}
    </ConfirmDialog>
  )
}
