import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Member } from '@gap5/contract/access/members.ts'
import { roleTitles } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { meQuery, useMe, useOrganisation } from './me.ts'
import { membersQuery } from './membersData.ts'
import { givableRoles, RoleField } from './RoleField.tsx'

type DialogProps = { member: Member; onClose: () => void }

export function RoleDialog({ member, onClose }: DialogProps) {
  const here = useOrganisation()
  const { user } = useMe()
  const queries = useQueryClient()
  const form = useForm({
    initial: { role: member.role },
    send: ({ role }) => api.patch(`/api/o/${here.org}/members/${member.userId}`, { role }),
    sent: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: membersQuery(here.org).queryKey })
      if (member.userId === user.id) await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      const role = roleTitles[form.values.role]
      notify({ title: { en: `${member.name}: ${role.en}`, zh: `${member.name}:${role.zh}` } })
    },
  })
  return (
    <Dialog open onOpenChange={onClose} width="narrow" title={{ en: `Role of ${member.name}`, zh: `${member.name} 的角色` }}>
      <Form form={form}>
        <RoleField given={givableRoles(here.role)} {...form.field('role')} />
      </Form>
    </Dialog>
  )
}

export function RemoveDialog({ member, onClose }: DialogProps) {
  const { say } = useLanguage()
  const here = useOrganisation()
  const queries = useQueryClient()
  const remove = async () => {
    await api.delete(`/api/o/${here.org}/members/${member.userId}`)
    await queries.invalidateQueries({ queryKey: membersQuery(here.org).queryKey })
    notify({ title: { en: `${member.name} is no member any more`, zh: `已移除 ${member.name}` } })
  }
  return (
    <ConfirmDialog open onOpenChange={onClose} danger title={{ en: `Remove ${member.name}?`, zh: `移除 ${member.name}？` }} confirmLabel={{ en: 'Remove member', zh: '移除成员' }} onConfirm={remove}>
      {say({ en: 'Access ends at once. What this person made stays; an invitation brings them back.', zh: '其访问权限立即终止，所建内容保留；可通过邀请重新加入。' })}
    </ConfirmDialog>
  )
}

export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { say } = useLanguage()
  const here = useOrganisation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { organisation } = here
  const leave = async () => {
    await api.delete(`/api/o/${here.org}/membership`)
    await navigate({ href: paths.account() })
    await queries.refetchQueries(meQuery)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger
      title={{ en: `Leave ${organisation.name.en}?`, zh: `退出“${organisation.name.zh}”？` }}
      confirmLabel={{ en: 'Leave', zh: '退出' }}
      onConfirm={leave}
    >
      {say({ en: 'You lose access at once. Only an invitation brings you back.', zh: '您将立即失去访问权限，只有收到邀请才能重新加入。' })}
    </ConfirmDialog>
  )
}
