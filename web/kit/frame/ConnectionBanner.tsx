import { CloudOff, LogOut } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useOrganisationIfAny } from '../../access/me.ts'
import { paths } from '../../paths.ts'
import { addressed } from '../address.ts'
import { Button, buttonClasses } from '../Button.tsx'
import { classes } from '../classes.ts'
import { useLanguage } from '../language.tsx'
import { useConnection } from './connection.ts'

const bannerClasses = 'unprinted flex flex-wrap items-center justify-center gap-3 bg-warn-soft px-4 py-1.5 text-warn'

/** Says that nobody answers, for as long as nobody does; or that who works here was signed out meanwhile. */
export function ConnectionBanner() {
  const { say } = useLanguage()
  const connection = useConnection()
  const queries = useQueryClient()
  if (connection === 'answered') return null
  if (connection === 'signed-out') return <SignedOut />
  return (
    <output className={bannerClasses}>
      <CloudOff size={16} aria-hidden />
      {connection === 'offline'
        ? say({ en: 'You are offline. What you type is kept.', zh: '您已离线，输入的内容会保留。' })
        : say({
            en: 'The server does not answer. What you see may be old; what you type is kept.',
            zh: '服务器没有响应。所见内容可能不是最新的，输入的内容会保留。',
          })}
      <Button size="small" onClick={() => void queries.refetchQueries({ type: 'active' })}>
        {say({ en: 'Try again', zh: '重试' })}
      </Button>
    </output>
  )
}

function SignedOut() {
  const { say } = useLanguage()
  const { href } = useLocation()
  if (useOrganisationIfAny() === null) return null
  return (
    <output className={bannerClasses}>
      <LogOut size={16} aria-hidden />
      {say({ en: 'You are signed out. Sign in in a new tab and go on here: what you typed stays.', zh: '您已退出登录。请在新标签页登录后回到此处继续，输入的内容会保留。' })}
      <a className={classes(buttonClasses({ size: 'small' }), 'no-underline')} href={addressed(paths.signIn(), { next: href })} target="_blank" rel="noreferrer">
        {say({ en: 'Sign in', zh: '登录' })}
      </a>
    </output>
  )
}
