import { useQuery } from '@tanstack/react-query'
import type { SignIn } from '@gap5/contract/access/accounts.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { classes } from '../kit/classes.ts'
import { Checkbox } from '../kit/Checkbox.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { keptInvited } from './invited.ts'
import { nextFrom } from './next.ts'
import { Pledge } from './Pledge.tsx'
import { byInvitation, signUpRuleQuery } from './signUpRule.ts'
import { useArrive } from './useArrive.ts'

export function SignInPage() {
  const { say } = useLanguage()
  const { query } = useAddress()
  const arrive = useArrive()
  const form = useForm({
    initial: { email: keptInvited()?.email ?? '', password: '', remember: true } satisfies SignIn,
    send: (values) => api.post('/api/sign-in', values),
    sent: () => void arrive(nextFrom(query)),
    check: ({ email, password }) => ({
      ...(email.trim() === '' && { email: { en: 'Enter your e-mail address.', zh: '请输入邮箱。' } }),
      ...(password === '' && { password: { en: 'Enter your password.', zh: '请输入密码。' } }),
    }),
  })
  return (
    <PublicLayout title={{ en: 'Sign in', zh: '登录' }} aside={<Pledge />}>
      <Form form={form} submitLabel={{ en: 'Sign in', zh: '登录' }}>
        <TextField label={{ en: 'E-mail', zh: '邮箱' }} type="email" autoComplete="username" {...form.field('email')} />
        <TextField label={{ en: 'Password', zh: '密码' }} type="password" autoComplete="current-password" {...form.field('password')} />
        <Checkbox label={{ en: 'Stay signed in on this device', zh: '在此设备上保持登录' }} {...form.toggle('remember')} />
      </Form>
      <WithoutAccount />
      <details className="mt-3 text-body">
        <summary className="cursor-pointer text-mute">{say({ en: 'Password lost?', zh: '忘记密码？' })}</summary>
        <p className="mt-1.5">
          {say({
            en: 'Passwords are not reset by e-mail. Whoever runs the server can make you a link that signs you in once, after which you set a new password:',
            zh: '密码不能通过邮件重置。服务器管理员可为您生成一次性登录链接，登录后即可设置新密码：',
          })}
        </p>
        <code className="mt-1 block rounded-md bg-sunken px-2.5 py-1.5 text-[0.8125rem]">npx gap5 user add {form.values.email || 'you@example.org'}</code>
      </details>
    </PublicLayout>
  )
}

/** The way to an account. Whoever holds an invitation in this tab may make one in any case. */
function WithoutAccount() {
  const { say } = useLanguage()
  const { query } = useAddress()
  const rule = useQuery(signUpRuleQuery)
  const isInvited = nextFrom(query) === paths.invitation() && keptInvited() !== null
  const mayNot = rule.data?.isOpen === false && !isInvited
  return (
    <p className={classes('mt-6 text-body', rule.isPending && 'invisible')}>
      {say({ en: 'No account yet?', zh: '还没有账户？' })}{' '}
      {mayNot ? say(byInvitation) : <Link to={addressed(paths.signUp(), query)}>{say({ en: 'Sign up', zh: '注册' })}</Link>}
    </p>
  )
}
