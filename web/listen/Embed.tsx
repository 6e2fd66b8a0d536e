import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { Callout } from '../kit/Callout.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { useLanguage } from '../kit/language.tsx'
import { snippetOf } from './embedding.ts'
import { useStudy } from './studiesData.ts'

/** What to paste into a website, and how it looks there. */
export function Embed({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  const study = useStudy()
  const { origins } = collector.settings
  const snippet = snippetOf(collector.url ?? '', say(study.title))
  return (
    <div className="mt-2 grid gap-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        {origins.length === 0 ? (
          <Callout tone="caution" title={{ en: 'No website may show it yet', zh: '尚未允许任何网站嵌入' }}>
            {say({ en: 'Name the websites under “Change”; browsers refuse the frame everywhere else.', zh: '请在“更改”中填写允许嵌入的网站，其他网站的嵌入会被浏览器拒绝。' })}
          </Callout>
        ) : (
          <p className="text-body">{say({ en: `Shown within ${origins.join(', ')}`, zh: `允许嵌入：${origins.join('、')}` })}</p>
        )}
        <pre className="overflow-x-auto rounded-control bg-sunken px-3 py-2 font-mono text-[0.8125rem] whitespace-pre-wrap break-all text-ink">{snippet}</pre>
        <div>
          <CopyButton text={snippet} label={{ en: 'Copy snippet', zh: '复制代码' }} />
        </div>
        <p className="text-mute">{say({ en: 'No cookies are needed. The script only makes the frame as high as the survey.', zh: '无需 Cookie。脚本仅用于让框架高度随问卷自动调整。' })}</p>
      </div>
      <Preview collector={collector} />
    </div>
  )
}

/** The page itself in a frame as a website shows it; nothing is recorded. */
function Preview({ collector }: { collector: CollectorLink }) {
  const { say } = useLanguage()
  if (collector.settings.origins.length === 0) return null
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1.5 text-mute">{say({ en: 'As it stands there', zh: '嵌入效果' })}</figcaption>
      <iframe title={say({ en: 'Preview of the embedded survey', zh: '嵌入问卷预览' })} src={`/s/${collector.slug}?preview`} sandbox="allow-forms allow-same-origin" className="h-96 w-full rounded-control border border-line bg-white" />
    </figure>
  )
}
