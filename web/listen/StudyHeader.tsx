import { useOrganisation } from '../access/me.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { SimulatedTag } from '../kit/SimulatedTag.tsx'
import { PageTabs } from '../kit/Tabs.tsx'
import { Status } from '../kit/Tag.tsx'
import { paths } from '../paths.ts'
import { useStudy } from './studiesData.ts'
import { standingOf } from './studyWords.ts'
import type { ReactNode } from 'react'

/** The head of every page of a study: what it is, how it stands, and the pages beside this one. */
export function StudyHeader({ page, actions }: { page: Words; actions?: ReactNode }) {
  const study = useStudy()
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const standing = standingOf(study)
  return (
    <>
      <PageHeader
        title={study.title}
        documentTitle={{ en: `${study.title.en}: ${say(page)}`, zh: `${study.title.zh}：${say(page)}` }}
        back={{ to: paths.studies(org), label: { en: 'Studies', zh: '调查' } }}
        under={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status doing={standing.doing}>{standing.words}</Status>
            <span>{say(study.instrumentTitle)}</span>
            {study.series !== null && <Link to={paths.series(org, study.series)}>{say({ en: `Wave ${study.wave}`, zh: `第 ${study.wave} 轮` })}</Link>}
            {study.simulated && <SimulatedTag />}
          </span>
        }
        actions={actions}
      />
      <StudyTabs />
    </>
  )
}

function StudyTabs() {
  const { handle, responses } = useStudy()
  const { org, may } = useOrganisation()
  return (
    <PageTabs
      label={{ en: 'Pages of this study', zh: '本调查的页面' }}
      tabs={[
        { to: paths.study(org, handle), label: { en: 'Overview', zh: '概览' } },
        { to: paths.results(org, handle), label: { en: 'Results', zh: '结果' } },
        { to: paths.collecting(org, handle), label: { en: 'Collect', zh: '收集' } },
        { to: paths.mailings(org, handle), label: { en: 'Invitations', zh: '邀请' } },
        { to: paths.responseRate(org, handle), label: { en: 'Response rate', zh: '回收率' } },
        { to: paths.responses(org, handle), label: { en: 'Answers', zh: '答卷' }, count: responses },
        ...(may('verbatims:read') ? [{ to: paths.statements(org, handle), label: { en: 'In their words', zh: '顾客原话' } }] : []),
        ...(may('responses:write') ? [{ to: paths.imports(org, handle), label: { en: 'Imports', zh: '导入' } }] : []),
        ...(may('studies:write') ? [{ to: paths.studySettings(org, handle), label: { en: 'Settings', zh: '设置' } }] : []),
      ]}
    />
  )
}
