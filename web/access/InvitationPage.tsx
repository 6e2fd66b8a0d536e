import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InvitationPreview } from '@gap5/contract/access/members.ts'
import { roleTitles, roleUses } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { forgetInvited, keepInvited, keptInvited } from './invited.ts'
import { meQuery } from './me.ts'

const title: Words = { en: 'Invitation', zh: '邀请' }

/** What an invitation offers, and the way to accept it with or without an account. */
export function InvitationPage() {
  const { say } = useLanguage()
  const token = location.hash.slice(1) || (keptInvited()?.token ?? '')
  const offer = useQuery({ queryKey: ['invitation', token], queryFn: () => readOffer(token), retry: false, throwOnError: false })
  if (offer.isPending)
    return (
      <PublicLayout title={title}>
        <Skeleton />
      </PublicLayout>
    )
  if (offer.isError)
    return (
      <PublicLayout title={title}>
        <Callout tone="bad" title={sentenceOf(offer.error)} announce />
        <ButtonLink to={paths.home()} className="mt-5">
          {say({ en: 'To the start', zh: '回到首页' })}
        </ButtonLink>
      </PublicLayout>
    )
  return <Offer offer={offer.data} token={token} />
}

async function readOffer(token: string): Promise<InvitationPreview> {
  const offer = await api.post<InvitationPreview>('/api/invitations/preview', { token })
  keepInvited({ token, email: offer.email })
  return offer
}

function Offer({ offer, token }: { offer: InvitationPreview; token: string }) {
  const { say } = useLanguage()
  const name = offer.organisation.name
  return (
    <PublicLayout
      title={{ en: `Join ${name.en}`, zh: `加入“${name.zh}”` }}
      lead={{
        en: `You are invited as: ${roleTitles[offer.role].en}. The invitation was made for ${offer.email}.`,
        zh: `您被邀请以“${roleTitles[offer.role].zh}”的身份加入。该邀请发给 ${offer.email}。`,
      }}
    >
      <p className="mb-5 rounded-card border border-line bg-card px-4 py-3 text-body">
        {say(roleTitles[offer.role])}
        {say({ en: ': ', zh: '：' })}
        {say(roleUses[offer.role])}
      </p>
      <Acceptance offer={offer} token={token} />
    </PublicLayout>
  )
}

function Acceptance({ offer, token }: { offer: InvitationPreview; token: string }) {
  const { say } = useLanguage()
  const me = useQuery({ ...meQuery, throwOnError: false })
  const next = { next: paths.invitation() }
  if (me.isPending) return <Skeleton lines={1} />
  if (me.data?.user.email === offer.email) return <Accept token={token} />
  return (
    <div className="flex flex-col gap-4">
      {me.data && (
        <Callout
          tone="caution"
          title={{
            en: `You are signed in as ${me.data.user.email}; the invitation is for ${offer.email}.`,
            zh: `您当前以 ${me.data.user.email} 登录，而该邀请发给 ${offer.email}。`,
          }}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        <ButtonLink look="primary" to={addressed(paths.signUp(), next)}>
          {say({ en: 'Make an account', zh: '创建账户' })}
        </ButtonLink>
        <ButtonLink to={addressed(paths.signIn(), next)}>{say({ en: 'I have an account', zh: '我已有账户' })}</ButtonLink>
      </div>
    </div>
  )
}

function Accept({ token }: { token: string }) {
  const { say } = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [failure, setFailure] = useState<Words | null>(null)
  const [busy, setBusy] = useState(false)
  const accept = async () => {
    setBusy(true)
    try {
      const { handle } = await api.post<{ handle: string }>('/api/invitations/acceptance', { token })
      forgetInvited()
      await queries.refetchQueries(meQuery)
      await navigate({ href: paths.organisation(handle), replace: true })
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col items-start gap-4">
      {failure && <Callout tone="bad" title={failure} announce />}
      <Button look="primary" busy={busy} onClick={() => void accept()}>
        {say({ en: 'Accept invitation', zh: '接受邀请' })}
      </Button>
    </div>
  )
}
