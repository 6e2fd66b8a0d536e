import { useState } from 'react'
import { Plus } from 'lucide-react'
import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { paths } from '../paths.ts'
import { Link } from '../kit/Link.tsx'
import { CollectorCard } from './CollectorCard.tsx'
import { CollectorDialog } from './CollectorDialog.tsx'
import { FullCallout } from './FullCallout.tsx'
import { QuotaCard } from './QuotaCard.tsx'
import { useCollectors, useStudy } from './studiesData.ts'
import { StudyHeader } from './StudyHeader.tsx'

/** The ways in which answers come: links, QR codes, personal links, programs. */
export function CollectingPage() {
  const { say } = useLanguage()
  const { may } = useOrganisation()
  const study = useStudy()
  const collectors = useCollectors()
  const [adding, setAdding] = useState(false)
  const add = may('studies:write') && study.state !== 'draft' && (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {say({ en: 'Another way', zh: '新增渠道' })}
    </Button>
  )
  return (
    <>
      <StudyHeader page={{ en: 'Collect', zh: '收集' }} actions={collectors.length > 0 && add} />
      <div className="grid gap-3.5">
        <NotOpen />
        {collectors.length === 0 ? (
          <Card>
            <EmptyState title={{ en: 'No way to answer yet', zh: '还没有收集渠道' }} action={add}>
              {study.state === 'draft'
                ? say({ en: 'Publish the study first; a link is made at once.', zh: '请先发布调查，届时会立即生成链接。' })
                : say({ en: 'Make a link or a QR code to share.', zh: '生成链接或二维码即可分享。' })}
            </EmptyState>
          </Card>
        ) : (
          inUse(collectors).map((collector) => <CollectorCard key={collector.id} collector={collector} />)
        )}
        {study.state !== 'draft' && <QuotaCard />}
      </div>
      {adding && <CollectorDialog onClose={() => setAdding(false)} />}
    </>
  )
}

/** Open ones first, each in the order of making. */
function inUse(collectors: CollectorLink[]): CollectorLink[] {
  return [...collectors].sort((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null))
}

function NotOpen() {
  const { say, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const study = useStudy()
  if (study.state === 'scheduled') {
    const opens = moment(study.opensAt ?? '', organisation.timeZone)
    return <Callout tone="caution" title={{ en: `Opens ${opens}; until then the page says so`, zh: `${opens} 开始；在此之前页面会如实提示` }} />
  }
  if (study.state === 'closed' || study.state === 'expired') {
    return (
      <Callout tone="caution" title={{ en: 'The study takes no answers now', zh: '该调查目前不接受作答' }}>
        {say({ en: 'Whoever follows a link is told so politely. ', zh: '打开链接的人会看到礼貌的说明。' })}
        <Link to={paths.study(org, study.handle)}>{say({ en: 'Reopen it on the overview', zh: '可在概览页重新开放' })}</Link>
      </Callout>
    )
  }
  return study.state === 'open' && study.full ? <FullCallout /> : null
}
