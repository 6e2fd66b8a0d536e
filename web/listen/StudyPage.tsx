import { useState } from 'react'
import { ChartNoAxesColumn, Repeat2, Share2 } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { minimumShown, type Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { ChartSourceProvider } from '../kit/charts/source.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { KeyFigure, KeyFigures } from '../kit/KeyFigure.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { notify } from '../kit/Toast.tsx'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { DayBars } from './DayBars.tsx'
import { seen, useActivity, useCollectors, useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { FullCallout } from './FullCallout.tsx'
import { NewWave } from './NewWave.tsx'
import { StudyFacts } from './StudyFacts.tsx'
import { StudyHeader } from './StudyHeader.tsx'

/** How a study stands and what to do next. */
export function StudyPage() {
  const study = useStudy()
  const { may } = useOrganisation()
  return (
    <>
      <StudyHeader page={{ en: 'Overview', zh: '概览' }} actions={
          may('studies:write') && (
            <>
              {study.state !== 'draft' && <Repeat />}
              <Doing />
            </>
          )
        } />
      <div className="grid gap-3.5">
        {study.state === 'open' && study.full && <FullCallout />}
        <NextStep />
        <Figures />
        <div className="grid items-start gap-3.5 lg:grid-cols-[1.5fr_1fr]">
          <Card>
            <ChartSourceProvider source={{ study: study.title, n: study.responses, simulated: study.simulated }}>
              <DayBars days={useActivity().days} />
            </ChartSourceProvider>
          </Card>
          <StudyFacts study={study} />
        </div>
      </div>
    </>
  )
}

function Figures() {
  const { figure, moment, say } = useLanguage()
  const { organisation } = useOrganisation()
  const study = useStudy()
  const maximum = study.settings.maximumResponses
  const collectors = useCollectors().filter(({ responses }) => responses > 0)
  return (
    <KeyFigures>
      <KeyFigure
        label={{ en: 'Answers', zh: '答卷' }}
        value={figure(study.responses)}
        {...(maximum === null ? {} : { detail: { en: `at most ${figure(maximum)}`, zh: `上限 ${figure(maximum)} 份` } })}
      />
      <KeyFigure
        label={{ en: 'Last answer', zh: '最近作答' }}
        value={study.lastResponseAt === null ? null : moment(study.lastResponseAt, organisation.timeZone)}
        reason={{ en: 'No answer yet', zh: '尚无答卷' }}
      />
      <KeyFigure
        label={{ en: 'Ways they came', zh: '答卷来源' }}
        value={collectors.length === 0 ? null : figure(collectors.length)}
        detail={collectors.map(({ title, responses }) => `${title} ${figure(responses)}`).join(' · ')}
        reason={{ en: 'No answer yet', zh: '尚无答卷' }}
      />
      <KeyFigure
        label={{ en: 'Shown from', zh: '结果显示门槛' }}
        value={figure(minimumShown(study, organisation))}
        unit={{ en: 'answers', zh: '份答卷' }}
        detail={say({ en: 'below that a figure says why it is not shown', zh: '不足时不显示数字，并说明原因' })}
      />
    </KeyFigures>
  )
}

function NextStep() {
  const { say } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const study = useStudy()
  const missing = minimumShown(study, organisation) - study.responses
  if (study.state === 'draft') return may('studies:write') ? <PublishCallout study={study} /> : null
  if (study.responses === 0) {
    return (
      <Callout
        title={{ en: 'Waiting for the first answer', zh: '等待第一份答卷' }}
        action={
          <ButtonLink to={paths.collecting(org, study.handle)} icon={<Share2 size={15} aria-hidden />}>
            {say({ en: 'Share', zh: '分享' })}
          </ButtonLink>
        }
      >
        {say({ en: 'Send the link, or print the QR code and put it where customers are.', zh: '发送链接，或打印二维码放在顾客看得到的地方。' })}
      </Callout>
    )
  }
  return (
    <Callout
      tone={missing > 0 ? 'neutral' : 'good'}
      title={missing > 0 ? fewMore(missing) : { en: 'There is enough to see where service stands', zh: '答卷已足够，可以查看服务水平' }}
      action={
        <ButtonLink to={paths.results(org, study.handle)} look={missing > 0 ? 'plain' : 'primary'} icon={<ChartNoAxesColumn size={15} aria-hidden />}>
          {say({ en: 'See results', zh: '查看结果' })}
        </ButtonLink>
      }
    />
  )
}

function fewMore(missing: number): Words {
  return {
    en: missing === 1 ? 'One more answer and figures are shown' : `${missing} more answers and figures are shown`,
    zh: `再有 ${missing} 份答卷即可显示结果`,
  }
}

function PublishCallout({ study }: { study: Study }) {
  const { say } = useLanguage()
  const { org, path } = useStudyPlace()
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const [busy, setBusy] = useState(false)
  const publish = async () => {
    setBusy(true)
    try {
      await api.post(`${path}/publication`, undefined, { headers: seen(study) })
      notify({ title: { en: 'Published: the link is ready', zh: '已发布，链接可以使用了' } })
      await navigate({ href: paths.collecting(org, study.handle) })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  return (
    <Callout
      title={{ en: 'This study is a draft', zh: '该调查仍为草稿' }}
      action={
        <Button look="primary" busy={busy} onClick={() => void publish()}>
          {say({ en: 'Publish', zh: '发布' })}
        </Button>
      }
    >
      {say({
        en: 'Publishing fixes the questionnaire and makes a link. Attributes can still be added later.',
        zh: '发布后问卷内容固定，并生成链接；之后仍可新增属性。',
      })}
    </Callout>
  )
}

/** The same study another time. */
function Repeat() {
  const { say } = useLanguage()
  const [making, setMaking] = useState(false)
  return (
    <>
      <Button icon={<Repeat2 size={15} aria-hidden />} onClick={() => setMaking(true)}>
        {say({ en: 'Next wave', zh: '新一轮' })}
      </Button>
      {making && <NewWave onClose={() => setMaking(false)} />}
    </>
  )
}

/** Close, reopen, or delete a draft. */
function Doing() {
  const { say } = useLanguage()
  const { org, path } = useStudyPlace()
  const study = useStudy()
  const refresh = useRefreshStudy()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const reopen = async () => {
    try {
      await api.delete(`${path}/closure`)
      notify({ title: { en: 'Study reopened', zh: '调查已重新开放' } })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    } finally {
      await refresh()
    }
  }
  const close = async () => {
    await api.post(`${path}/closure`)
    await refresh()
    notify({ title: { en: 'Study closed', zh: '调查已关闭' }, undo: () => void reopen() })
  }
  const remove = async () => {
    await api.delete(path)
    notify({ title: { en: 'Draft deleted', zh: '草稿已删除' } })
    await navigate({ href: paths.studies(org) })
    await refresh()
  }
  const isDraft = study.state === 'draft'
  if (study.state === 'closed' || study.state === 'expired') return <Button onClick={() => void reopen()}>{say({ en: 'Reopen', zh: '重新开放' })}</Button>
  return (
    <>
      <Button onClick={() => setAsking(true)}>{isDraft ? say({ en: 'Delete draft', zh: '删除草稿' }) : say({ en: 'Close study', zh: '关闭调查' })}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger={isDraft}
        title={isDraft ? { en: 'Delete this draft?', zh: '删除这份草稿？' } : { en: 'Close this study?', zh: '关闭这项调查？' }}
        confirmLabel={isDraft ? { en: 'Delete draft', zh: '删除草稿' } : { en: 'Close study', zh: '关闭调查' }}
        onConfirm={isDraft ? remove : close}
      >
        {isDraft
          ? say({ en: 'It has no answers. Deleting it cannot be undone.', zh: '尚无答卷。删除后无法恢复。' })
          : say({ en: 'Its links stop taking answers. Answers and results stay, and you can reopen it.', zh: '所有链接将停止接受作答；答卷与结果保留，之后可以重新开放。' })}
      </ConfirmDialog>
    </>
  )
}
