import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { NewInvitation } from '@gap5/contract/access/members.ts'
import { roleTitles, type OrganisationRole } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { Callout } from '../kit/Callout.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useForm } from '../kit/useForm.ts'
import { invitationsQuery } from './membersData.ts'
import { useOrganisation } from './me.ts'
import { givableRoles, RoleField } from './RoleField.tsx'
import { Secret } from './Secret.tsx'

/** First whom and as what, then the link to hand on. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewInvitation | null>(null)
  return (
    <Dialog open onOpenChange={onClose} title={made ? { en: 'Hand on this link', zh: '请转交此链接' } : { en: 'Invite somebody', zh: '邀请成员' }}>
      {made ? <Link made={made} /> : <InviteForm onMade={setMade} />}
    </Dialog>
  )
}

function InviteForm({ onMade }: { onMade: (made: NewInvitation) => void }) {
  const here = useOrganisation()
  const queries = useQueryClient()
  const form = useForm({
    initial: { email: '', role: 'researcher' as OrganisationRole, days: 7 as number | null },
    send: (values) => api.post<NewInvitation>(`/api/o/${here.org}/invitations`, values),
    sent: async (made) => {
      onMade(made)
      await queries.invalidateQueries({ queryKey: invitationsQuery(here.org).queryKey })
    },
    check: ({ email, days }) => ({
      ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && { email: { en: 'Enter an e-mail address, as in name@example.org.', zh: '请输入邮箱地址，如 name@example.org。' } }),
      ...(days === null && { days: { en: 'Enter a number from 1 to 30.', zh: '请输入 1 至 30 之间的数。' } }),
    }),
  })
  return (
    <Form form={form} submitLabel={{ en: 'Make link', zh: '生成链接' }}>
      <TextField
        label={{ en: 'E-mail', zh: '邮箱' }}
        hint={{ en: 'The invitation works only for an account with this address.', zh: '只有使用该邮箱的账户才能接受邀请。' }}
        type="email"
        autoComplete="off"
        {...form.field('email')}
      />
      <RoleField given={givableRoles(here.role)} {...form.field('role')} />
      <NumberField label={{ en: 'Valid for', zh: '有效期' }} min={1} max={30} unit={{ en: 'days', zh: '天' }} {...form.field('days')} />
    </Form>
  )
}

function Link({ made }: { made: NewInvitation }) {
  const { say, moment } = useLanguage()
  const here = useOrganisation()
  const until = moment(made.expiresAt, here.organisation.timeZone)
  return (
    <div className="flex flex-col gap-4">
      <p className="text-body">
        {say({
          en: `${made.email} becomes ${roleTitles[made.role].en.toLowerCase()} by opening it, until ${until}.`,
          zh: `${made.email} 在 ${until} 之前打开此链接，即可以“${roleTitles[made.role].zh}”身份加入。`,
        })}
      </p>
      <Secret label={{ en: 'Invitation link', zh: '邀请链接' }} text={location.origin + made.path} />
      <Callout tone="caution" title={{ en: 'Copy it now: it is shown this once.', zh: '请立即复制：此链接仅显示一次。' }}>
        {say({ en: 'The system sends no e-mail yet, so pass it on yourself. If it is lost, invite again; the old link then ends.', zh: '系统暂不发送邮件，请自行转交。若链接遗失，可重新邀请，旧链接随即失效。' })}
      </Callout>
    </div>
  )
}
