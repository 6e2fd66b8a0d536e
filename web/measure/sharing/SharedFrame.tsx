import { useEffect, useMemo, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, Outlet, useChildMatches, useLocation } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import type { Opening } from '@gap5/contract/measure/sharing.ts'
import { viewPath } from '@gap5/contract/measure/views.ts'
import { HereContext, type Here } from '../../access/me.ts'
import { api, readThrough } from '../../api.ts'
import { addressed } from '../../kit/address.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ConnectionBanner } from '../../kit/frame/ConnectionBanner.tsx'
import { LanguageSwitch } from '../../kit/frame/LanguageSwitch.tsx'
import { Mark } from '../../kit/frame/Mark.tsx'
import { ModeSwitch } from '../../kit/frame/ModeSwitch.tsx'
import { GuestContext } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { PublicLayout } from '../../kit/PublicLayout.tsx'
import { PageSkeleton } from '../../kit/Skeleton.tsx'
import { paths } from '../../paths.ts'
import { ProblemError, sentenceOf } from '../../problem.ts'
import { LinkPassword } from './LinkPassword.tsx'

const openingKey = (token: string) => ['shared', token]

export function openShared(token: string, password?: string): Promise<Opening> {
  return api.post<Opening>('/api/shared/opening', { token, ...(password !== undefined && { password }) })
}

/** What stands around a page that is read through a link: whose it is, until when, and nothing that leads elsewhere. */
export function SharedFrame() {
  const { hash: token } = useLocation()
  const queries = useQueryClient()
  const { data: opening, error } = useQuery({
    queryKey: openingKey(token),
    queryFn: () => openShared(token),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    throwOnError: false,
  })
  if (opening) return <Shown opening={opening} token={token} />
  if (error instanceof ProblemError && error.code === 'measure.link-password-needed') {
    return <LinkPassword open={(password) => openShared(token, password)} onOpened={(opened) => queries.setQueryData(openingKey(token), opened)} />
  }
  if (error) return <Closed error={error} />
  return <PageSkeleton />
}

function Shown({ opening, token }: { opening: Opening; token: string }) {
  const { pathname } = useLocation()
  const { organisation, credential, mayNarrow, showsVerbatims, view } = opening
  const access = useMemo(() => ({ org: organisation.handle, credential }), [organisation.handle, credential])
  readThrough(access) // before the page below asks anything
  useEffect(() => {
    readThrough(access)
    return () => readThrough(null)
  }, [access])
  const [guest] = useState({ mayNarrow, named: Object.keys(view.query) })
  const here = useMemo((): Here => hereOf(organisation, showsVerbatims), [organisation, showsVerbatims])
  const path = `${paths.shared()}/${viewPath(view)}`
  const isThere = useChildMatches({ select: (matches) => matches.length > 0 })
  if (pathname !== path) return <Navigate to="." href={`${addressed(path, view.query)}#${token}`} replace />
  return (
    <GuestContext value={guest}>
      <HereContext value={here}>
        <Head opening={opening} />
        <ConnectionBanner />
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[82rem] px-4 pt-4 pb-12 sm:px-8 sm:pt-6 print:p-0">
          {isThere ? <Outlet /> : <PageSkeleton />}
        </main>
        <Foot opening={opening} />
      </HereContext>
    </GuestContext>
  )
}

function hereOf({ handle, name, timeZone, language, minimumN, isSimulated }: Opening['organisation'], showsVerbatims: boolean): Here {
  return {
    org: handle,
    organisation: { id: '', handle, name, timeZone, language, minimumN, isSimulated },
    role: 'viewer',
    permissions: [],
    may: (permission) => showsVerbatims && permission === 'verbatims:read',
  }
}

function Head({ opening }: { opening: Opening }) {
  const { say } = useLanguage()
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-side px-4 py-2 sm:px-8">
      <p className="min-w-0 font-semibold">{say(opening.organisation.name)}</p>
      <div className="unprinted flex items-center gap-1">
        <LanguageSwitch />
        <ModeSwitch />
      </div>
    </header>
  )
}

function Foot({ opening }: { opening: Opening }) {
  const { say, moment, day } = useLanguage()
  const { timeZone } = opening.organisation
  const until = day(opening.expiresAt, timeZone)
  return (
    <footer className="mx-auto flex w-full max-w-[82rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-8 text-[0.8125rem] text-mute sm:px-8">
      <Mark />
      <span>
        {opening.frozenAt
          ? say({ en: `As it was on ${moment(opening.frozenAt, timeZone)}.`, zh: `内容为 ${moment(opening.frozenAt, timeZone)} 的状态。` })
          : say({ en: 'Read-only, kept up to date.', zh: '只读页面，内容实时更新。' })}
      </span>
      <span className="unprinted">{say({ en: `This link works until ${until}.`, zh: `链接有效期至 ${until}。` })}</span>
    </footer>
  )
}

/** Expired, closed, mistyped: the same page for all, which tells nothing about what there was. */
function Closed({ error }: { error: unknown }) {
  const isClosed = error instanceof ProblemError && error.code === 'measure.link-closed'
  const { say } = useLanguage()
  return (
    <PublicLayout title={isClosed ? { en: 'Nothing is shown here', zh: '此处没有内容' } : { en: 'Not shown just now', zh: '暂时无法显示' }}>
      <EmptyState icon={<Unlink size={20} aria-hidden />} title={sentenceOf(error)}>
        {isClosed && say({ en: 'Links to results are made for a time. They can also be closed by whoever made them.', zh: '结果链接有有效期，也可由创建者随时关闭。' })}
      </EmptyState>
    </PublicLayout>
  )
}
