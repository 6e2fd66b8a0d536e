import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { useOrganisation } from '../../access/me.ts'
import { Callout } from '../../kit/Callout.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Steps, type Step } from '../../kit/Steps.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { paths } from '../../paths.ts'
import { ColumnsStep } from './ColumnsStep.tsx'
import { DimensionsStep } from './DimensionsStep.tsx'
import { FileStep } from './FileStep.tsx'
import { importQuery } from './importsData.ts'
import { Outcome } from './Outcome.tsx'
import { StudyStep } from './StudyStep.tsx'
import { useRecipe } from './useRecipe.ts'

type StepKey = 'file' | 'columns' | 'dimensions' | 'study'

const steps: readonly Step<StepKey>[] = [
  { key: 'file', label: { en: 'File', zh: '文件' } },
  { key: 'columns', label: { en: 'Columns', zh: '列' } },
  { key: 'dimensions', label: { en: 'Dimensions', zh: '维度' } },
  { key: 'study', label: { en: 'Study', zh: '调查' } },
]

/** One import, from what was understood of the file to what came of it. It has an address, so that a reload loses nothing. */
export function ImportPage() {
  const { org } = useOrganisation()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const record = useSuspenseQuery(importQuery(org, id)).data
  const isDraft = record.state === 'draft' || (record.progress.read === 0 && record.state === 'failed')
  return (
    <>
      <PageHeader
        title={isDraft ? { en: `Import ${record.fileName}`, zh: `导入“${record.fileName}”` } : record.fileName}
        under={record.understood}
        back={{ to: paths.newImport(org), label: { en: 'Imports', zh: '数据导入' } }}
      />
      {isDraft ? <Wizard key={record.id} org={org} record={record} /> : <Outcome org={org} record={record} />}
    </>
  )
}

function Wizard({ org, record }: { org: string; record: ImportRecord }) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const edited = useRecipe(org, record)
  const current = steps.find(({ key }) => key === query['step'])?.key ?? 'file'
  const go = async (key: StepKey) => {
    if (await edited.flush()) change({ step: key === 'file' ? null : key }, { replace: false })
  }
  return (
    <>
      <Steps label={{ en: 'Steps of the import', zh: '导入步骤' }} steps={steps} current={current} onChange={(key) => void go(key)} />
      {record.progress.failure && <div className="mb-4"><Callout tone="bad" title={record.progress.failure} /></div>}
      {current === 'file' && <FileStep org={org} record={record} onNext={() => void go('columns')} />}
      {current === 'columns' && <ColumnsStep record={record} edited={edited} onNext={() => void go('dimensions')} />}
      {current === 'dimensions' && <DimensionsStep edited={edited} onNext={() => void go('study')} />}
      {current === 'study' && <StudyStep org={org} record={record} edited={edited} />}
      <output className="sr-only">{edited.saving === 'saved' ? '' : say({ en: 'Saving', zh: '正在保存' })}</output>
    </>
  )
}
