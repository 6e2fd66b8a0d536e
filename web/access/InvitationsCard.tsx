import { useState } from 'react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Invitation } from '@gap5/contract/access/members.ts'
import { roleTitles } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Table } from '../kit/Table.tsx'
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
      <div className="px-4 pb-2 sm:px-5">
        <Table
          caption={{ en: 'Invitations', zh: '邀请' }}
          rows={invitations}
          rowKey={(invitation) => invitation.id}
          empty={<p className="pb-2 text-mute">{say({ en: 'Nobody is invited at present.', zh: '目前没有邀请。' })}</p>}
          columns={[
            { key: 'email', header: { en: 'E-mail', zh: '邮箱' }, render: (invitation) => invitation.email },
            { key: 'role', header: { en: 'Role', zh: '角色' }, align: 'start', render: (invitation) => say(roleTitles[invitation.role]) },
            { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: ({ state }) => <Status doing={states[state].doing}>{states[state].words}</Status> },
            { key: 'until', header: { en: 'Valid until', zh: '有效期至' }, align: 'start', className: 'whitespace-nowrap', render: (invitation) => moment(invitation.expiresAt, here.organisation.timeZone) },
            {
              key: 'actions',
              header: { en: 'Actions', zh: '操作' },
              render: (invitation) =>
                invitation.state !== 'accepted' && (
                  <Button size="small" onClick={() => setWithdrawn(invitation)}>
                    {say({ en: 'Withdraw', zh: '撤回' })}
                  </Button>
                ),
            },
          ]}
        />
      </div>
      {withdrawn && <WithdrawDialog invitation={withdrawn} onClose={() => setWithdrawn(null)} />}
    </Card>
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
