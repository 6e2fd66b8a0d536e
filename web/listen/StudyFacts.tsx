import type { ReactNode } from 'react'
import type { Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { paths } from '../paths.ts'

/** What a study is made of: whom it is about, when, by which questionnaire and attributes. */
export function StudyFacts({ study }: { study: Study }) {
  const { say, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const time = (instant: string | null) => (instant === null ? null : moment(instant, organisation.timeZone))
  return (
    <Card title={{ en: 'About', zh: '基本信息' }}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        <Fact name={{ en: 'About whom', zh: '评价对象' }}>
          {say(study.subject.name)}
          {study.subject.kind === 'competitor' && <span className="text-mute"> · {say({ en: 'competitor', zh: '竞争对手' })}</span>}
        </Fact>
        <Fact name={{ en: 'Questionnaire', zh: '问卷' }}>
          <Link to={paths.instrument(org, study.instrumentId)}>{say(study.instrumentTitle)}</Link>
          <span className="text-mute"> · {say({ en: `version ${study.instrumentVersion}`, zh: `第 ${study.instrumentVersion} 版` })}</span>
        </Fact>
        <Fact name={{ en: 'Opens', zh: '开始' }}>{time(study.opensAt) ?? say({ en: 'when published', zh: '发布即开始' })}</Fact>
        <Fact name={{ en: 'Ends', zh: '结束' }}>{time(study.closesAt) ?? say({ en: 'when you close it', zh: '由您关闭' })}</Fact>
        <Fact name={{ en: 'Broken down by', zh: '分组属性' }}>
          {study.attributes.length === 0
            ? say({ en: 'nothing yet', zh: '暂无' })
            : study.attributes.map(({ title }) => say(title)).join(say({ en: ', ', zh: '、' }))}
        </Fact>
        <Fact name={{ en: 'Address', zh: '编码' }}>
          <code>{study.handle}</code>
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: Words; children: ReactNode }) {
  const { say } = useLanguage()
  return (
    <>
      <dt className="text-mute">{say(name)}</dt>
      <dd className="min-w-0 break-words text-ink">{children}</dd>
    </>
  )
}
