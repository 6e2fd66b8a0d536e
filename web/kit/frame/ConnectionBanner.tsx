import { CloudOff } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../Button.tsx'
import { useLanguage } from '../language.tsx'
import { useConnection } from './connection.ts'

/** Says that nobody answers, for as long as nobody does. */
export function ConnectionBanner() {
  const { say } = useLanguage()
  const connection = useConnection()
  const queries = useQueryClient()
  if (connection === 'answered') return null
  return (
    <output className="unprinted flex flex-wrap items-center justify-center gap-3 bg-warn-soft px-4 py-1.5 text-warn">
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
