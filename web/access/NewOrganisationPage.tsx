import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Form } from '../kit/Form.tsx'
import { useSignOut } from '../kit/frame/AccountMenu.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { deviceTimeZone } from './fromThisDevice.ts'
import { LanguageField, TimeZoneField } from './organisationFields.tsx'
import { meQuery, useMe } from './me.ts'

const title: Words = { en: 'New organisation', zh: '新建组织' }

/** The form, or what somebody without an organisation can do where owners make them. */
export function NewOrganisationPage() {
  const { say } = useLanguage()
  const me = useMe()
  const signOut = useSignOut()
  if (me.mayMakeOrganisation) return <NewOrganisation />
  const isMember = me.memberships.length > 0
  return (
    <PublicLayout title={isMember ? title : { en: 'No organisation yet', zh: '尚未加入组织' }}>
      <Callout
        title={
          isMember
            ? { en: 'A further organisation is made here by an owner of one, or by whoever runs this server.', zh: '在本系统中，新组织由现有组织的所有者或服务器管理员创建。' }
            : {
                en: `You are signed in as ${me.user.email} and belong to no organisation. Ask an owner or manager of yours for an invitation to this address.`,
                zh: `您以 ${me.user.email} 登录，尚未加入任何组织。请向您所在组织的所有者或管理者索取发给该邮箱的邀请。`,
              }
        }
      />
      <div className="mt-5 flex flex-wrap gap-2.5">
        {isMember ? <ButtonLink to={paths.home()}>{say({ en: 'Back', zh: '返回' })}</ButtonLink> : <Button onClick={() => void signOut()}>{say({ en: 'Sign out', zh: '退出登录' })}</Button>}
      </div>
    </PublicLayout>
  )
}

function NewOrganisation() {
  const { say, language } = useLanguage()
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: { name: { en: '', zh: '' }, timeZone: deviceTimeZone(), language },
    send: ({ name, ...rest }) => api.post<Organisation>('/api/organisations', { ...rest, name: { en: name.en.trim() || name.zh, zh: name.zh.trim() || name.en } }),
    sent: async ({ handle }) => {
      await queries.refetchQueries(meQuery)
      await navigate({ href: paths.organisation(handle) })
    },
    check: ({ name }) => ({
      ...(name.en.trim() === '' && name.zh.trim() === '' && { name: { en: 'Enter a name in at least one language.', zh: '请至少用一种语言填写名称。' } }),
    }),
  })
  const back = me.memberships.length > 0 && <ButtonLink to={paths.home()}>{say({ en: 'Cancel', zh: '取消' })}</ButtonLink>
  return (
    <PublicLayout
      title={title}
      lead={{ en: 'Studies, customers and members of one organisation are never seen by another.', zh: '各组织的调查、顾客与成员彼此完全隔离。' }}
    >
      <Form form={form} submitLabel={{ en: 'Make organisation', zh: '创建组织' }} otherActions={back}>
        <BilingualField
          label={{ en: 'Name', zh: '名称' }}
          hint={{ en: 'One language is enough for now.', zh: '可先只填一种语言。' }}
          maxLength={120}
          {...form.field('name')}
        />
        <TimeZoneField {...form.field('timeZone')} />
        <LanguageField {...form.field('language')} />
      </Form>
    </PublicLayout>
  )
}
