import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Session } from '@gap5/contract/access/accounts.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Form } from '../kit/Form.tsx'
import { useSignOut } from '../kit/frame/AccountMenu.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { Select } from '../kit/Select.tsx'
import { Tag } from '../kit/Tag.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { meQuery, useMe } from './me.ts'
import { newPasswordHint, passwordProblem } from './newPassword.ts'

/** The person's own page: name and language, password, sessions. */
export function AccountPage() {
  const { say } = useLanguage()
  const me = useMe()
  return (
    <PublicLayout title={{ en: 'Your account', zh: '您的账户' }} lead={me.user.email}>
      <div className="flex flex-col gap-5">
        {me.maySetPassword && <PasswordCard key="first" />}
        <PersonCard />
        {!me.maySetPassword && <PasswordCard key="later" />}
        <SessionsCard />
        <div>
          <ButtonLink to={paths.home()}>{say({ en: 'Back to work', zh: '返回' })}</ButtonLink>
        </div>
      </div>
    </PublicLayout>
  )
}

function PersonCard() {
  const { user } = useMe()
  const queries = useQueryClient()
  const { setLanguage } = useLanguage()
  const form = useForm({
    initial: { name: user.name, language: user.language },
    send: async (values) => {
      await api.patch('/api/me', values)
      setLanguage(values.language)
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    },
    sent: () => notify({ title: { en: 'Saved', zh: '已保存' } }),
    check: ({ name }) => ({ ...(name.trim() === '' && { name: { en: 'Enter your name.', zh: '请输入姓名。' } }) }),
  })
  return (
    <Card title={{ en: 'You', zh: '个人资料' }}>
      <Form form={form}>
        <TextField label={{ en: 'Name', zh: '姓名' }} autoComplete="name" maxLength={120} {...form.field('name')} />
        <Select
          label={{ en: 'Language', zh: '语言' }}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          {...form.field('language')}
        />
      </Form>
    </Card>
  )
}

function PasswordCard() {
  const { user, maySetPassword } = useMe()
  const queries = useQueryClient()
  const form = useForm({
    initial: { present: '', next: '' },
    send: async ({ present, next }) => {
      await api.put('/api/me/password', maySetPassword ? { next } : { present, next })
      await queries.invalidateQueries()
    },
    sent: () => {
      form.setAll({ present: '', next: '' })
      notify({
        title: { en: 'The password is changed', zh: '密码已更改' },
        description: { en: 'Every other device was signed out.', zh: '其他设备均已退出登录。' },
      })
    },
    check: ({ present, next }) => ({
      ...(!maySetPassword && present === '' && { present: { en: 'Enter your present password.', zh: '请输入当前密码。' } }),
      ...(passwordProblem(next) && { next: passwordProblem(next)! }),
    }),
  })
  return (
    <Card
      title={{ en: 'Password', zh: '密码' }}
      description={maySetPassword ? { en: 'You came in by link: set a new password within 15 minutes, without the old one.', zh: '您通过链接登录：15 分钟内可直接设置新密码，无需旧密码。' } : undefined}
    >
      <Form form={form} submitLabel={maySetPassword ? { en: 'Set password', zh: '设置密码' } : { en: 'Change password', zh: '更改密码' }}>
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        {!maySetPassword && <TextField label={{ en: 'Present password', zh: '当前密码' }} type="password" autoComplete="current-password" {...form.field('present')} />}
        <TextField label={{ en: 'New password', zh: '新密码' }} type="password" autoComplete="new-password" hint={newPasswordHint} {...form.field('next')} />
      </Form>
    </Card>
  )
}

const sessionsQuery = { queryKey: ['sessions'], queryFn: () => api.get<Session[]>('/api/me/sessions') }

function SessionsCard() {
  const { say, moment } = useLanguage()
  const queries = useQueryClient()
  const sessions = useSuspenseQuery(sessionsQuery).data
  const end = async (path: string) => {
    try {
      await api.delete(path)
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
  }
  const signOut = useSignOut()
  const others = sessions.some((session) => !session.isCurrent)
  return (
    <Card title={{ en: 'Where you are signed in', zh: '登录设备' }}>
      <ul className="flex flex-col divide-y divide-hair">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
            <div className="min-w-0">
              <p className="flex items-center gap-2 text-ink">
                {session.device || say({ en: 'Unnamed program', zh: '未知程序' })}
                {session.isCurrent && <Tag tone="inside">{say({ en: 'here', zh: '当前' })}</Tag>}
              </p>
              <p className="text-[0.8125rem] text-mute">{say({ en: `Last seen ${moment(session.seenAt)}`, zh: `最近使用 ${moment(session.seenAt)}` })}</p>
            </div>
            <Button size="small" onClick={() => void (session.isCurrent ? signOut() : end(`/api/me/sessions/${session.id}`))}>
              {say({ en: 'Sign out', zh: '退出登录' })}
            </Button>
          </li>
        ))}
      </ul>
      {others && (
        <Button className="mt-3" onClick={() => void end('/api/me/sessions')}>
          {say({ en: 'Sign out everywhere else', zh: '退出其他所有设备' })}
        </Button>
      )}
    </Card>
  )
}
