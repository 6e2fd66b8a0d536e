import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Organisation } from '@gap5/contract/access/organisations.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Card } from '../kit/Card.tsx'
import { Form } from '../kit/Form.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { DemoCard } from './DemoCard.tsx'
import { meQuery, useOrganisation } from './me.ts'
import { LanguageField, TimeZoneField } from './organisationFields.tsx'

/** The organisation itself: how it is called, where its days begin, what it takes for a result to be shown. */
export function OrganisationPage() {
  const here = useOrganisation()
  const form = useOrganisationForm(here.organisation)
  return (
    <>
      <PageHeader title={{ en: 'Organisation', zh: '组织' }} />
      <Card className="max-w-3xl">
        <Form form={form} submitDisabledBecause={!here.may('organisation:write') && { en: 'Only an owner changes the organisation.', zh: '只有所有者可以更改组织。' }}>
          <BilingualField label={{ en: 'Name', zh: '名称' }} maxLength={120} {...form.field('name')} />
          <TextField
            label={{ en: 'Short name', zh: '短名称' }}
            hint={{
              en: 'Stands in addresses and in API calls: small letters, digits and hyphens. Links with the old one stop working; survey links do not depend on it.',
              zh: '用于网址和 API：小写字母、数字和连字符。更改后，含旧短名称的链接将失效；问卷链接不受影响。',
            }}
            maxLength={40}
            className="max-w-md"
            {...form.field('handle')}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <TimeZoneField {...form.field('timeZone')} />
            <LanguageField {...form.field('language')} />
          </div>
          <NumberField
            label={{ en: 'Smallest n shown', zh: '最小展示样本量' }}
            hint={{
              en: 'Below so many answers a result gives a reason instead of a figure. At least 5.',
              zh: '答卷数低于此值时，结果只说明原因、不显示数字。不得小于 5。',
            }}
            min={5}
            max={100}
            unit={{ en: 'answers', zh: '份答卷' }}
            {...form.field('minimumN')}
          />
        </Form>
      </Card>
      {here.organisation.isSimulated && <DemoCard organisation={here.organisation} mayReset={here.may('organisation:write')} />}
    </>
  )
}

function useOrganisationForm({ name, handle, timeZone, language, minimumN }: Organisation) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useForm({
    initial: { name, handle, timeZone, language, minimumN: minimumN as number | null },
    send: (values) => api.patch<Organisation>(`/api/o/${handle}`, values),
    sent: async (changed) => {
      await queries.refetchQueries(meQuery)
      if (changed.handle !== handle) await navigate({ href: paths.settings(changed.handle), replace: true })
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ name, handle, minimumN }) => ({
      ...(name.en.trim() === '' && { 'name.en': { en: 'Enter the English name.', zh: '请填写英文名称。' } }),
      ...(name.zh.trim() === '' && { 'name.zh': { en: 'Enter the Chinese name.', zh: '请填写中文名称。' } }),
      ...(!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle) && { handle: { en: 'Small letters, digits and single hyphens between them.', zh: '只能使用小写字母、数字，以及其间的单个连字符。' } }),
      ...(minimumN === null && { minimumN: { en: 'Enter a number from 5 to 100.', zh: '请输入 5 至 100 之间的数。' } }),
    }),
  })
}
