import { useState } from 'react'
import { Download, ExternalLink } from 'lucide-react'
import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink, Link } from '../kit/Link.tsx'
import { Tag } from '../kit/Tag.tsx'
import { notify } from '../kit/Toast.tsx'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { CollectorSettings } from './CollectorSettings.tsx'
import { Embed } from './Embed.tsx'
import { LinkValues } from './LinkValues.tsx'
import { PosterMenu } from './PosterMenu.tsx'
import { PersonalLinks } from './PersonalLinks.tsx'
import { useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { collectorWords } from './studyWords.ts'
import { useValueWords } from './useValueWords.ts'

/** One way into the study: its link, its code, how many came through it. */
export function CollectorCard({ collector }: { collector: CollectorLink }) {
  const { say, figure, moment } = useLanguage()
  const { organisation } = useOrganisation()
  const isClosed = collector.closedAt !== null
  return (
    <Card
      title={collector.title}
      actions={
        <>
          <Change collector={collector} />
          <Closure collector={collector} />
        </>
      }
      description={{
        en: `${collectorWords[collector.kind].en} · ${figure(collector.responses)} ${collector.responses === 1 ? 'answer' : 'answers'}`,
        zh: `${collectorWords[collector.kind].zh} · ${figure(collector.responses)} 份答卷`,
      }}
    >
      <div className="flex flex-wrap gap-2 empty:hidden">
        {isClosed && <Tag>{say({ en: 'Closed', zh: '已关闭' })}</Tag>}
        {collector.opensAt && <Tag tone="warn">{say({ en: `from ${moment(collector.opensAt, organisation.timeZone)}`, zh: `${moment(collector.opensAt, organisation.timeZone)} 起` })}</Tag>}
        {collector.expiresAt && (
          <Tag tone="warn">{say({ en: `until ${moment(collector.expiresAt, organisation.timeZone)}`, zh: `截至 ${moment(collector.expiresAt, organisation.timeZone)}` })}</Tag>
        )}
        <Preset collector={collector} />
      </div>
      {!isClosed && (collector.kind === 'open' || collector.kind === 'qr' || collector.kind === 'kiosk') && <OpenLink collector={collector} />}
      {!isClosed && collector.kind === 'embed' && <Embed collector={collector} />}
      {!isClosed && collector.kind === 'email' && <ToMailings />}
      {!isClosed && collector.kind === 'personal' && <PersonalLinks collector={collector} />}
      {!isClosed && collector.kind === 'api' && <ApiHint />}
    </Card>
  )
}

/** The attribute values every answer through this collector carries. */
function Preset({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  const { attributes } = useStudy()
  const wordsOf = useValueWords()
  return Object.entries(collector.attributes).map(([key, value]) => (
    <Tag key={key} tone="inside">
      {say(attributes.find((each) => each.key === key)?.title ?? key)}
      {say({ en: ': ', zh: '：' })}
      {say(wordsOf(key, value))}
    </Tag>
  ))
}

function OpenLink({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const [query, setQuery] = useState('')
  const url = `${collector.url}${query}`
  const code = `${path}/collectors/${collector.id}/qr.svg${query}`
  return (
    <div className="mt-2 grid gap-4 sm:grid-cols-[auto_1fr]">
      <img src={code} alt={say({ en: `QR code of ${collector.title}`, zh: `“${collector.title}”的二维码` })} className="size-36 rounded-control border border-line bg-white p-1" />
      <div className="flex min-w-0 flex-col gap-3">
        <p className="rounded-control bg-sunken px-3 py-2 font-mono text-[0.8125rem] break-all text-ink">{url}</p>
        <div className="flex flex-wrap gap-2">
          <CopyButton text={url} label={{ en: 'Copy link', zh: '复制链接' }} />
          <ButtonLink to={url} target="_blank" icon={<ExternalLink size={15} aria-hidden />}>
            {say({ en: 'Open', zh: '打开' })}
          </ButtonLink>
          <ButtonLink to={code} download={`${collector.slug}.svg`} icon={<Download size={15} aria-hidden />}>
            {say({ en: 'QR code', zh: '下载二维码' })}
          </ButtonLink>
          <PosterMenu collectorId={collector.id} query={query} />
        </div>
        {isHereOnly(url) && (
          <p className="text-mute">
            {say({
              en: 'This address works on this computer only. For phones, open Gap5 by the address of this computer in the network.',
              zh: '该地址仅在本机有效。如需手机访问，请用本机在局域网中的地址打开 Gap5。',
            })}
          </p>
        )}
        {isHereOnly(location.href) && !isHereOnly(url) && (
          <p className="text-mute">{say({ en: 'Phones in the same network can open this address.', zh: '同一局域网内的手机可打开该地址。' })}</p>
        )}
        {collector.kind === 'kiosk' && (
          <p className="text-mute">
            {say({
              en: 'Open this address on the device and press “Full screen”, or start the browser in its kiosk mode. After thanks, and when nobody touches it, the survey begins anew and nothing of the last person is left.',
              zh: '在终端上打开该地址并点按“全屏”，或使用浏览器的自助终端（kiosk）模式。致谢后或无人操作时问卷会自动重新开始，不留下前一位的任何内容。',
            })}
          </p>
        )}
        <LinkValues collector={collector} onChange={setQuery} />
      </div>
    </div>
  )
}

function isHereOnly(url: string): boolean {
  return /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname)
}

/** The mails of this collector have a page of their own. */
function ToMailings() {
  const { say } = useLanguage()
  const { org, handle } = useStudyPlace()
  return (
    <p className="mt-2">
      <Link to={paths.mailings(org, handle)}>{say({ en: 'People and mails', zh: '名单与邮件' })}</Link>
    </p>
  )
}

/** Name, period and what the kind needs to know. */
function Change({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const [changing, setChanging] = useState(false)
  if (!may('studies:write') || collector.kind === 'import' || collector.kind === 'api') return null
  return (
    <>
      <Button size="small" look="quiet" onClick={() => setChanging(true)}>
        {say({ en: 'Change', zh: '更改' })}
      </Button>
      {changing && <CollectorSettings collector={collector} onClose={() => setChanging(false)} />}
    </>
  )
}

function ApiHint() {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  return (
    <div className="mt-2 flex flex-col gap-2">
      <p className="text-body">{say({ en: 'Programs send answers here with an API key:', zh: '程序可使用 API 密钥向此地址提交答卷：' })}</p>
      <p className="rounded-control bg-sunken px-3 py-2 font-mono text-[0.8125rem] break-all text-ink">
        POST {location.origin}
        {path}/responses
      </p>
    </div>
  )
}

function Closure({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const { path } = useStudyPlace()
  const refresh = useRefreshStudy()
  const closure = `${path}/collectors/${collector.id}/closure`
  const isClosed = collector.closedAt !== null
  if (!may('studies:write') || collector.kind === 'import') return null
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
    await refresh()
  }
  const close = async () => {
    await api.post(closure)
    notify({ title: { en: `${collector.title} is closed`, zh: `“${collector.title}”已关闭` }, undo: () => run(() => api.delete(closure)) })
  }
  return (
    <Button size="small" look="quiet" onClick={() => void run(isClosed ? () => api.delete(closure) : close)}>
      {isClosed ? say({ en: 'Reopen', zh: '重新开放' }) : say({ en: 'Close', zh: '关闭' })}
    </Button>
  )
}
