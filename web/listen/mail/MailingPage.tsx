import { useState } from 'react'
import { Pause, Send } from 'lucide-react'
import { counted } from '@gap5/contract/language.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { KeyFigure, KeyFigures } from '../../kit/KeyFigure.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { Status } from '../../kit/Tag.tsx'
import { notify } from '../../kit/Toast.tsx'
import { paths } from '../../paths.ts'
import { sentenceOf } from '../../problem.ts'
import { StudyHeader } from '../StudyHeader.tsx'
import { useStudy, useStudyPlace } from '../studiesData.ts'
import { AddRecipients } from './AddRecipients.tsx'
import { MailTexts } from './MailTexts.tsx'
import { useMailing, useMailSettings, useRefreshMailings } from './mailData.ts'
import { mailingStateWords } from './mailWords.ts'
import { Recipients } from './Recipients.tsx'

/** One mailing: who gets it, what it says, how far it is. */
export function MailingPage() {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { org, handle } = useStudyPlace()
  const { mailing } = useMailing()
  const isDraft = mailing.state === 'draft'
  return (
    <>
      <StudyHeader page={{ en: 'Invitations', zh: '邀请' }} actions={may('studies:write') && <Sending />} />
      <div className="grid gap-3.5">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link to={paths.mailings(org, handle)}>{say({ en: 'All mailings', zh: '全部邀请' })}</Link>
          <h2 className="text-base font-semibold text-ink">{mailing.title}</h2>
          <Status doing={mailingStateWords[mailing.state].doing}>{mailingStateWords[mailing.state].words}</Status>
        </div>
        {!isDraft && <HowFar />}
        {may('studies:write') && <AddRecipients />}
        {mailing.counts.recipients > 0 && (
          <Card title={{ en: 'People', zh: '收件人' }}>
            <Recipients />
          </Card>
        )}
        <MailTexts key={mailing.id} />
      </div>
    </>
  )
}

function HowFar() {
  const { figure, percent } = useLanguage()
  const { counts, state } = useMailing().mailing
  const { recipients, waiting, sent, answered, opened, failed, skipped, unsure, reminders } = counts
  const done = recipients - waiting
  return (
    <Card>
      <div className="grid gap-4">
        {state === 'sending' && (
          <Progress
            label={{ en: 'Mails go out', zh: '正在发送' }}
            share={recipients === 0 ? null : done / recipients}
            detail={{ en: `${figure(done)} of ${figure(recipients)}`, zh: `${figure(done)} / ${figure(recipients)}` }}
          />
        )}
        <KeyFigures>
          <KeyFigure label={{ en: 'Delivered', zh: '已送达' }} value={figure(sent)} detail={{ en: `of ${counted(recipients, 'person', 'people')}`, zh: `共 ${figure(recipients)} 人` }} />
          <KeyFigure label={{ en: 'Opened the survey', zh: '打开问卷' }} value={figure(opened)} />
          <KeyFigure label={{ en: 'Answered', zh: '已作答' }} value={figure(answered)} {...(sent > 0 ? { detail: { en: `${percent(answered / sent)} of those delivered`, zh: `占已送达的 ${percent(answered / sent)}` } } : {})} />
          <KeyFigure label={{ en: 'Reminders sent', zh: '已发提醒' }} value={figure(reminders)} />
          <KeyFigure label={{ en: 'Not reached', zh: '未送达' }} value={figure(failed + skipped)} detail={{ en: `${figure(failed)} came back · ${figure(skipped)} left out`, zh: `失败 ${figure(failed)} · 略过 ${figure(skipped)}` }} />
        </KeyFigures>
        {unsure > 0 && (
          <Callout
            tone="caution"
            title={{ en: unsure === 1 ? 'One mail is in doubt' : `${figure(unsure)} mails are in doubt`, zh: `${figure(unsure)} 封邮件状态不明` }}
          >
            <InDoubt />
          </Callout>
        )}
      </div>
    </Card>
  )
}

function InDoubt() {
  const { say } = useLanguage()
  return say({
    en: 'The line broke while they went out. Nobody is written to twice by itself: look into the log of your mail server, then say below what happened.',
    zh: '发送过程中连接中断。系统不会自动重发，以免重复打扰；请查看邮件服务器日志后在下方确认。',
  })
}

function Sending() {
  const { say, figure } = useLanguage()
  const { mailing, path } = useMailing()
  const { isReady } = useMailSettings()
  const study = useStudy()
  const refresh = useRefreshMailings()
  const [asking, setAsking] = useState(false)
  const { recipients } = mailing.counts
  const start = async () => {
    await api.post(`${path}/sending`)
    await refresh()
  }
  const pause = async () => {
    try {
      await api.delete(`${path}/sending`)
      notify({ title: { en: 'Paused. Nothing more goes out.', zh: '已暂停，不再发送。' }, undo: start })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
    await refresh()
  }
  if (mailing.state === 'sending' || mailing.state === 'reminding') {
    return (
      <Button icon={<Pause size={15} aria-hidden />} onClick={() => void pause()}>
        {say({ en: 'Pause', zh: '暂停' })}
      </Button>
    )
  }
  if (mailing.state === 'done') return null
  const because: Words | false =
    recipients === 0 ? { en: 'Add people first.', zh: '请先添加收件人。' }
    : study.state === 'draft' ? { en: 'Publish the study first.', zh: '请先发布调查。' }
    : !isReady && { en: 'Set up the mail server first.', zh: '请先设置邮件服务器。' }
  return (
    <>
      <Button look="primary" icon={<Send size={15} aria-hidden />} disabledBecause={because} onClick={() => setAsking(true)}>
        {mailing.state === 'paused' ? say({ en: 'Go on sending', zh: '继续发送' }) : say({ en: 'Send', zh: '发送' })}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={{ en: `Write to ${counted(recipients, 'person', 'people')}?`, zh: `向 ${figure(recipients)} 人发送邀请？` }}
        confirmLabel={{ en: 'Send invitations', zh: '发送邀请' }}
        onConfirm={start}
      >
        {say({
          en: 'A mail that is out cannot be called back. You can pause at any time. People who unsubscribed, or were asked too recently, are left out and listed with the reason.',
          zh: '已发出的邮件无法撤回，但可随时暂停。已退订或近期已受邀的人会被略过，并在名单中注明原因。',
        })}
      </ConfirmDialog>
    </>
  )
}
