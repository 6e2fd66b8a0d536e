import { useState } from 'react'
import { UserPlus } from 'lucide-react'
import { Button } from '../kit/Button.tsx'
import { useLanguage } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { InvitationsCard } from './InvitationsCard.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { useOrganisation } from './me.ts'
import { MembersCard } from './MembersCard.tsx'

export function MembersPage() {
  const { say } = useLanguage()
  const here = useOrganisation()
  const [inviting, setInviting] = useState(false)
  const mayInvite = here.may('members:write')
  const invite = (
    <Button look="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
      {say({ en: 'Invite', zh: '邀请成员' })}
    </Button>
  )
  return (
    <>
      <PageHeader title={{ en: 'Members', zh: '成员' }} actions={mayInvite && invite} />
      <div className="flex flex-col gap-5">
        <MembersCard />
        {mayInvite && <InvitationsCard />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  )
}
