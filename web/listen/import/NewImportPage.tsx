import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportSummary } from '@gap5/contract/listen/imports.ts'
import { useOrganisation } from '../../access/me.ts'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Table } from '../../kit/Table.tsx'
import { Status } from '../../kit/Tag.tsx'
import { paths } from '../../paths.ts'
import { importsQuery } from './importsData.ts'
import { UploadCard } from './UploadCard.tsx'
import { stateWords } from './words.ts'

/** A survey file is brought here; earlier imports stand below. */
export function NewImportPage() {
  const { org } = useOrganisation()
  const navigate = useNavigate()
  return (
    <>
      <PageHeader
        title={{ en: 'Import a survey file', zh: '导入调查数据' }}
        under={{
          en: 'Bring answers collected elsewhere. You see what was understood, correct it, and only then is anything imported.',
          zh: '导入在别处收集的答卷。系统先展示识别结果，您核对更正之后才会正式导入。',
        }}
        back={{ to: paths.studies(org), label: { en: 'Studies', zh: '调查' } }}
      />
      <div className="flex flex-col gap-4">
        <Card>
          <UploadCard label={{ en: 'Drop a survey file here', zh: '将调查数据文件拖到此处' }} onUploaded={({ id }) => void navigate({ href: paths.import(org, id) })} />
        </Card>
        <EarlierImports />
      </div>
    </>
  )
}

function EarlierImports() {
  const { org } = useOrganisation()
  const { say, figure, moment } = useLanguage()
  const imports = useSuspenseQuery(importsQuery(org)).data
  if (imports.length === 0) return null
  return (
    <Card title={{ en: 'Earlier imports', zh: '历次导入' }} flush>
      <div className="px-4 pb-3 sm:px-5">
        <Table<ImportSummary>
          caption={{ en: 'Files brought before', zh: '曾导入的文件' }}
          rows={imports}
          rowKey={({ id }) => id}
          rowLink={({ id }) => paths.import(org, id)}
          columns={[
            { key: 'file', header: { en: 'File', zh: '文件' }, render: ({ fileName }) => fileName },
            { key: 'state', header: { en: 'State', zh: '状态' }, align: 'start', render: ({ state }) => <Status doing={stateWords[state].doing}>{stateWords[state].label}</Status> },
            { key: 'study', header: { en: 'Study', zh: '调查' }, align: 'start', render: ({ studyTitle, studyHandle }) => (studyTitle && studyHandle ? <Link to={paths.results(org, studyHandle)}>{say(studyTitle)}</Link> : '—') },
            { key: 'rows', header: { en: 'Rows', zh: '行数' }, render: ({ rows }) => (rows === null ? '—' : figure(rows)) },
            { key: 'accepted', header: { en: 'Imported', zh: '已导入' }, render: ({ accepted }) => figure(accepted) },
            { key: 'at', header: { en: 'Uploaded', zh: '上传时间' }, align: 'start', render: ({ createdAt }) => moment(createdAt) },
          ]}
        />
      </div>
    </Card>
  )
}
