import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { keepPreviousData } from '@tanstack/react-query'
import type { Language, Text } from '@gap5/contract/language.ts'
import { placeholders, type Mailing, type MailPreview } from '@gap5/contract/listen/mail.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { BilingualField } from '../../kit/BilingualField.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { Form } from '../../kit/Form.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { Select } from '../../kit/Select.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useForm } from '../../kit/useForm.ts'
import { useMailing, useRefreshMailings } from './mailData.ts'

type Values = Pick<Mailing, 'subject' | 'text' | 'reminderSubject' | 'reminderText'> & { reminders: number | null; reminderDays: number | null }

/** What the mails say, in both languages, beside the mail as it arrives. */
export function MailTexts() {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { mailing, path } = useMailing()
  const refresh = useRefreshMailings()
  const { subject, text, reminderSubject, reminderText, reminders, reminderDays } = mailing
  const isOut = mailing.startedAt !== null
  const form = useForm<Values>({
    initial: { subject, text, reminderSubject, reminderText, reminders, reminderDays },
    draft: `mailing ${mailing.id}`,
    send: ({ subject, text, ...values }) => api.patch(path, { ...values, ...(isOut ? {} : { subject, text }) }),
    sent: async () => {
      await refresh()
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ reminders, reminderDays }) => ({
      ...(reminders === null && { reminders: { en: 'Enter a number from 0 to 5.', zh: '请输入 0 至 5 的数字。' } }),
      ...(reminderDays === null && { reminderDays: { en: 'Enter a number from 1 to 60.', zh: '请输入 1 至 60 的数字。' } }),
    }),
  })
  const known = placeholders.map((name) => `{${name}}`).join('  ')
  return (
    <div className="grid items-start gap-3.5 xl:grid-cols-[1.2fr_1fr]">
      <Card title={{ en: 'What the mails say', zh: '邮件内容' }} description={{ en: `Filled in for each person: ${known}. A line whose value is missing is left out.`, zh: `发送时逐人填入：${known}。缺少内容的行会自动省略。` }}>
        <Form form={form} submitDisabledBecause={!may('studies:write') && { en: 'You may look, not change.', zh: '您只能查看，不能更改。' }}>
          {isOut && <Callout title={{ en: 'The invitation is out and stays as it was sent', zh: '邀请已发出，内容不再更改' }}>{say({ en: 'Reminders can still be changed.', zh: '提醒邮件仍可修改。' })}</Callout>}
          <BilingualField label={{ en: 'Subject of the invitation', zh: '邀请主题' }} maxLength={200} disabled={isOut} {...form.field('subject')} />
          <BilingualField label={{ en: 'Invitation', zh: '邀请正文' }} long maxLength={5000} disabled={isOut} {...form.field('text')} />
          <div className="grid gap-5 sm:grid-cols-2">
            <NumberField label={{ en: 'Reminders at most', zh: '最多提醒次数' }} hint={{ en: 'Only to those who have not answered.', zh: '仅发给尚未作答者。' }} min={0} max={5} {...form.field('reminders')} />
            <NumberField label={{ en: 'Days between', zh: '间隔天数' }} min={1} max={60} unit={{ en: 'days', zh: '天' }} {...form.field('reminderDays')} />
          </div>
          {form.values.reminders !== 0 && (
            <>
              <BilingualField label={{ en: 'Subject of the reminder', zh: '提醒主题' }} maxLength={200} {...form.field('reminderSubject')} />
              <BilingualField label={{ en: 'Reminder', zh: '提醒正文' }} long maxLength={5000} {...form.field('reminderText')} />
            </>
          )}
        </Form>
      </Card>
      <Preview values={form.values} />
    </div>
  )
}

/** The mail as somebody gets it, made by the server from what is typed. */
function Preview({ values }: { values: Values }) {
  const { say, language: mine } = useLanguage()
  const { path } = useMailing()
  const [kind, setKind] = useState<'invitation' | 'reminder'>('invitation')
  const [language, setLanguage] = useState<Language>(mine)
  const shown: { subject: Text; text: Text } = kind === 'invitation' ? { subject: values.subject, text: values.text } : { subject: values.reminderSubject, text: values.reminderText }
  const isWhole = Object.values(shown).every((text) => text.en.trim() !== '' && text.zh.trim() !== '')
  const mail = useQuery({
    queryKey: ['mail preview', path, kind, language, shown],
    queryFn: ({ signal }) => api.post<MailPreview>(`${path}/preview`, { kind, language, ...shown }, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWhole,
  }).data
  return (
    <Card title={{ en: 'As it arrives', zh: '收件效果' }}>
      <div className="mb-3 grid grid-cols-2 gap-3">
        <Select label={{ en: 'Mail', zh: '邮件' }} value={kind} onValueChange={setKind} options={[{ value: 'invitation', label: { en: 'Invitation', zh: '邀请' } }, { value: 'reminder', label: { en: 'Reminder', zh: '提醒' } }]} />
        <Select label={{ en: 'Language', zh: '语言' }} value={language} onValueChange={setLanguage} options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
      </div>
      {mail && (
        <>
          <p className="mb-2 text-body">
            <span className="text-mute">{say({ en: 'Subject: ', zh: '主题：' })}</span>
            {mail.subject}
          </p>
          <iframe title={say({ en: 'Preview of the mail', zh: '邮件预览' })} sandbox="" srcDoc={mail.html} className="h-[36rem] w-full rounded-control border border-line bg-white" />
        </>
      )}
    </Card>
  )
}
