import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { Callout } from '../kit/Callout.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { deviceTimeZone, organisationFromDevice } from './fromThisDevice.ts'
import { keptInvited, type Invited } from './invited.ts'
import { newPasswordHint, passwordProblem } from './newPassword.ts'
import { nextFrom } from './next.ts'
import { Pledge } from './Pledge.tsx'
import { byInvitation, signUpRuleQuery } from './signUpRule.ts'
import { useArrive } from './useArrive.ts'

const empty = { name: '', email: '', password: '', organisation: '' }

const signUp: Words = { en: 'Sign up', zh: '注册' }

/** The form, where an account can be made; else why not and how to come by one. */
export function SignUpPage() {
  const { query } = useAddress()
  const rule = useQuery(signUpRuleQuery)
  const invited = nextFrom(query) === paths.invitation() ? keptInvited() : null
  if (invited !== null || rule.data?.isOpen === true || rule.isError) return <SignUp invited={invited} />
  return (
    <PublicLayout title={signUp} aside={<Pledge />}>
      {rule.isPending ? (
        <Skeleton />
      ) : (
        <>
          <Callout title={byInvitation} />
          <ToSignIn />
        </>
      )}
    </PublicLayout>
  )
}

/** Account and first organisation in one step; whoever was invited needs no organisation. */
function SignUp({ invited }: { invited: Invited | null }) {
  const { language } = useLanguage()
  const { query } = useAddress()
  const arrive = useArrive()
  const next = nextFrom(query)
  const form = useForm({
    initial: { ...empty, email: invited?.email ?? '' },
    send: ({ name, email, password, organisation }) =>
      api.post('/api/sign-up', {
        name,
        email,
        password,
        language,
        ...(invited ? { invitation: invited.token } : { organisation: organisationFromDevice(organisation, language) }),
      }),
    sent: () => void arrive(next),
    check: ({ name, email, password, organisation }) => ({
      ...(name.trim() === '' && { name: { en: 'Enter your name.', zh: '请输入姓名。' } }),
      ...(!/^\S+@\S+\.\S+$/.test(email.trim()) && { email: { en: 'Enter an e-mail address, as in name@example.org.', zh: '请输入邮箱地址，如 name@example.org。' } }),
      ...(passwordProblem(password) && { password: passwordProblem(password)! }),
      ...(!invited && organisation.trim() === '' && { organisation: { en: 'Enter the name of your organisation.', zh: '请输入组织名称。' } }),
    }),
  })
  return (
    <PublicLayout title={invited ? { en: 'Make your account', zh: '创建账户' } : signUp} aside={<Pledge />}>
      <Form form={form} submitLabel={invited ? { en: 'Make account', zh: '创建账户' } : { en: 'Make account and organisation', zh: '创建账户与组织' }}>
        <TextField label={{ en: 'Your name', zh: '您的姓名' }} autoComplete="name" maxLength={120} {...form.field('name')} />
        <TextField label={{ en: 'E-mail', zh: '邮箱' }} type="email" autoComplete="username" readOnly={invited !== null} {...form.field('email')} />
        <TextField label={{ en: 'Password', zh: '密码' }} type="password" autoComplete="new-password" hint={newPasswordHint} {...form.field('password')} />
        {!invited && (
          <TextField
            label={{ en: 'Organisation', zh: '组织名称' }}
            hint={{
              en: `Its time zone will be ${deviceTimeZone()} and its language English, as on this device; the name in Chinese can follow. All of it can be changed later.`,
              zh: `时区为 ${deviceTimeZone()}，语言为中文，与此设备一致；英文名称可稍后补充。以上均可随时更改。`,
            }}
            autoComplete="organization"
            maxLength={120}
            {...form.field('organisation')}
          />
        )}
      </Form>
      <ToSignIn />
    </PublicLayout>
  )
}

function ToSignIn() {
  const { say } = useLanguage()
  const { query } = useAddress()
  return (
    <p className="mt-6 text-body">
      {say({ en: 'Have an account?', zh: '已有账户？' })} <Link to={addressed(paths.signIn(), query)}>{say({ en: 'Sign in', zh: '登录' })}</Link>
    </p>
  )
}
