import { useOrganisation } from '../access/me.ts'
import { Callout } from '../kit/Callout.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { paths } from '../paths.ts'
import { useStudy } from './studiesData.ts'

/** That an open study has all the answers it may have, and what to do about it. */
export function FullCallout() {
  const { say, figure } = useLanguage()
  const { org, may } = useOrganisation()
  const { handle, settings } = useStudy()
  const maximum = figure(settings.maximumResponses ?? 0)
  const all = settings.maximumResponses === 1 ? 'the one answer' : `the ${maximum} answers`
  return (
    <Callout tone="caution" title={{ en: `The study has ${all} it may have and takes no more`, zh: `答卷已达上限 ${maximum} 份，不再接受作答` }}>
      {say({ en: 'Whoever follows a link is told so politely; who had begun may finish within half an hour. ', zh: '打开链接的人会看到礼貌的说明；已开始填写的人可在半小时内提交。' })}
      {may('studies:write') && <Link to={paths.studySettings(org, handle)}>{say({ en: 'Allow more answers', zh: '调整上限' })}</Link>}
    </Callout>
  )
}
