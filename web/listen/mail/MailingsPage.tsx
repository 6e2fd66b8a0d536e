import { useState } from 'react'
import { MailPlus } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { invitationSubject, invitationText, reminderSubject, reminderText } from '@gap5/contract/listen/mail-templates.ts'
import type { Mailing } from '@gap5/contract/listen/mail.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Form } from '../../kit/Form.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { Table } from '../../kit/Table.tsx'
import { Status } from '../../kit/Tag.tsx'
import { TextField } from '../../kit/TextField.tsx'
import { useForm } from '../../kit/useForm.ts'
import { paths } from '../../paths.ts'
import { StudyHeader } from '../StudyHeader.tsx'
import { useStudy, useStudyPlace } from '../studiesData.ts'
import { useMailings, useMailSettings, useRefreshMailings } from './mailData.ts'
import { mailingStateWords } from './mailWords.ts'

/** Invitations by e-mail: one mailing for each list of people. */
export function MailingsPage() {
  const { say, figure } = useLanguage()
  const { may } = useOrganisation()
  const { org, handle } = useStudyPlace()
  const mailings = useMailings()
  const [adding, setAdding] = useState(false)
  const add = may('studies:write') && (
    <Button look="primary" icon={<MailPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {say({ en: 'New mailing', zh: '新建邀请' })}
    </Button>
  )
  return (
    <>
      <StudyHeader page={{ en: 'Invitations', zh: '邀请' }} actions={mailings.length > 0 && add} />
      <div className="grid gap-3.5">
        <NotReady />
        <Card>
          <Table<Mailing>
            caption={{ en: 'Mailings', zh: '邮件邀请' }}
            rows={mailings}
            rowKey={({ id }) => id}
            rowLink={({ id }) => paths.mailing(org, handle, id)}
            columns={[
              { key: 'title', header: { en: 'Mailing', zh: '名称' }, render: ({ title }) => title },
              { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: ({ state }) => <Status doing={mailingStateWords[state].doing}>{mailingStateWords[state].words}</Status> },
              { key: 'recipients', header: { en: 'People', zh: '收件人' }, render: ({ counts }) => figure(counts.recipients) },
              { key: 'sent', header: { en: 'Delivered', zh: '已送达' }, render: ({ counts }) => figure(counts.sent) },
              { key: 'answered', header: { en: 'Answered', zh: '已作答' }, render: ({ counts }) => figure(counts.answered) },
            ]}
            empty={
              <EmptyState icon={<MailPlus size={20} aria-hidden />} title={{ en: 'Nobody invited yet', zh: '尚未邀请任何人' }} action={add}>
                {say({
                  en: 'Paste or upload a list of people. Each gets a link of their own that answers once; who has not answered is reminded, and whoever unsubscribes is left alone in every study.',
                  zh: '粘贴或上传名单，每人将收到只能作答一次的专属链接；未作答者会收到提醒，退订者在所有调查中都不再被打扰。',
                })}
              </EmptyState>
            }
          />
        </Card>
      </div>
      {adding && <NewMailing onClose={() => setAdding(false)} />}
    </>
  )
}

function NotReady() {
  const { say, moment } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const { isReady, trouble } = useMailSettings()
  const study = useStudy()
  const link = may('mail:write') && <Link to={paths.mail(org)}>{say({ en: 'Mail settings', zh: '邮件设置' })}</Link>
  if (!isReady) {
    return (
      <Callout tone="caution" title={{ en: 'No mail server yet', zh: '尚未设置邮件服务器' }}>
        {say({ en: 'Lists and texts can be prepared; to send them, the organisation needs a mail server and a sender. ', zh: '可以先准备名单与正文；发送前需设置邮件服务器和发件人。' })}
        {link}
      </Callout>
    )
  }
  if (trouble !== null) {
    return (
      <Callout tone="bad" title={{ en: 'The mail server does not take our mail; all of it waits', zh: '邮件服务器拒绝发送，邮件均在等待' }}>
        <p className="break-words">
          {moment(trouble.at, organisation.timeZone)}: {trouble.text}
        </p>
        {link}
      </Callout>
    )
  }
  return study.state === 'draft' ? <Callout title={{ en: 'Publish the study before you send', zh: '请先发布调查再发送邀请' }} /> : null
}

function NewMailing({ onClose }: { onClose: () => void }) {
  const { org, handle, path } = useStudyPlace()
  const navigate = useNavigate()
  const refresh = useRefreshMailings()
  const form = useForm({
    initial: { title: '' },
    send: ({ title }) => api.post<Mailing>(`${path}/mailings`, { title: title.trim(), subject: invitationSubject, text: invitationText, reminderSubject, reminderText }),
    sent: async ({ id }) => {
      await refresh()
      await navigate({ href: paths.mailing(org, handle, id) })
    },
    check: ({ title }) => ({ ...(title.trim() === '' && { title: { en: 'Give it a name you recognise.', zh: '请填写便于识别的名称。' } }) }),
  })
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'New mailing', zh: '新建邀请' }}>
      <Form form={form} submitLabel={{ en: 'Go on to people and text', zh: '下一步：名单与正文' }}>
        <TextField label={{ en: 'Name', zh: '名称' }} hint={{ en: 'For you: “Customers of April”. Nobody else sees it.', zh: '供您识别，如“四月客户”，收件人看不到。' }} maxLength={200} {...form.field('title')} />
      </Form>
    </Dialog>
  )
}
