import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleHelp, LogOut, UserRound } from 'lucide-react'
import { useMe } from '../../access/me.ts'
import { api } from '../../api.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../Avatar.tsx'
import { useLanguage } from '../language.tsx'
import { Menu } from '../Menu.tsx'
import { notify } from '../Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { openHelp } from './overlays.ts'

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    try {
      await api.post('/api/sign-out')
      queries.clear()
      await navigate({ href: paths.signIn() })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
  }
}

export function AccountMenu() {
  const { say } = useLanguage()
  const { user } = useMe()
  const signOut = useSignOut()
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1.5 text-left text-body hover:bg-sunken hover:text-ink"
        >
          <Avatar name={user.name} size={26} />
          <span className="min-w-0 truncate">{user.name}</span>
          <span className="sr-only">{say({ en: 'Account', zh: '账户' })}</span>
        </button>
      }
      entries={[
        {
          label: { en: 'Account', zh: '账户' },
          hint: user.email,
          icon: <UserRound size={16} aria-hidden />,
          to: paths.account(),
        },
        {
          label: { en: 'Keyboard shortcuts', zh: '键盘快捷键' },
          icon: <CircleHelp size={16} aria-hidden />,
          onSelect: openHelp,
        },
        'line',
        {
          label: { en: 'Sign out', zh: '退出登录' },
          icon: <LogOut size={16} aria-hidden />,
          onSelect: () => void signOut(),
        },
      ]}
    />
  )
}
