import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { PublicLayout } from '../kit/PublicLayout.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { deviceTimeZone } from './fromThisDevice.ts'
import { LanguageField, TimeZoneField } from './organisationFields.tsx'
import { meQuery, useMe } from './me.ts'

export function NewOrganisationPage() {
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
      title={{ en: 'New organisation', zh: '新建组织' }}
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
