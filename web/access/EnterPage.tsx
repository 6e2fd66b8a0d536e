import { useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { meQuery } from './me.ts'
import { nextFrom } from './next.ts'
import { useArrive } from './useArrive.ts'

/** Signs in with a one-time link. Whoever is signed in already is asked first: the link may be somebody else's. */
export function EnterPage() {
  const { say } = useLanguage()
  const me = useQuery({ ...meQuery, throwOnError: false })
  const { enter, failure, busy } = useEntry()
  const started = useRef(false)
  useEffect(() => {
    if (!me.isError || started.current) return
    started.current = true
    void enter()
  }, [me.isError, enter])
  const title: Words = { en: 'Sign in by link', zh: '通过链接登录' }
  if (failure)
    return (
      <PublicLayout title={title}>
        <Callout tone="bad" title={failure} announce />
        <ButtonLink to={paths.signIn()} className="mt-5">
          {say({ en: 'Sign in with e-mail and password', zh: '使用邮箱和密码登录' })}
        </ButtonLink>
      </PublicLayout>
    )
  if (!me.data)
    return (
      <PublicLayout title={title} lead={{ en: 'One moment…', zh: '请稍候…' }}>
        <Skeleton lines={1} />
      </PublicLayout>
    )
  const { name, email } = me.data.user
  return (
    <PublicLayout title={title} lead={{ en: `You are signed in as ${name} (${email}). The link opens another session in its place.`, zh: `您当前以 ${name}(${email})的身份登录。使用该链接将以链接所属账户重新登录。` }}>
      <div className="flex flex-wrap gap-2.5">
        <Button look="primary" busy={busy} onClick={() => void enter()}>
          {say({ en: 'Use the link', zh: '使用链接登录' })}
        </Button>
        <ButtonLink to={paths.home()}>{say({ en: `Stay ${name}`, zh: `保持 ${name} 的登录` })}</ButtonLink>
      </div>
    </PublicLayout>
  )
}

function useEntry() {
  const { query } = useAddress()
  const arrive = useArrive()
  const [failure, setFailure] = useState<Words | null>(null)
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    try {
      await api.post('/api/enter', { token: location.hash.slice(1) })
      await arrive(nextFrom(query))
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { enter, failure, busy }
}
