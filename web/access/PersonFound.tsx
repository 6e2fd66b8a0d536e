import { useState } from 'react'
import { Eraser, FileJson, FileText } from 'lucide-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PersonExport, PersonSummary } from '@gap5/contract/access/persons.ts'
import type { Handle } from '@gap5/contract/personal-data.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'
import { fileName, save } from '../kit/save.ts'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Table, type Column } from '../kit/Table.tsx'
import { notify } from '../kit/Toast.tsx'
import { sentenceOf } from '../problem.ts'
import { ErasureDialog } from './ErasureDialog.tsx'
import { useOrganisation } from './me.ts'

type Section = PersonSummary['sections'][number]

/** Everything that hangs together with what was chosen, and what can be done with it. */
export function PersonFound({ handles, onErased }: { handles: Handle[]; onErased: () => Promise<void> }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const [isErasing, setErasing] = useState(false)
  const summary = useQuery({
    queryKey: [org, 'person', handles],
    queryFn: ({ signal }) => api.post<PersonSummary>(`/api/o/${org}/persons/preview`, { handles }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  const erase = async (reason: string) => {
    await api.post(`/api/o/${org}/persons/erasure`, { handles, reason })
    await onErased()
  }
  if (summary.isError) return <Callout tone="bad" title={sentenceOf(summary.error)} announce />
  if (summary.data === undefined) return <Skeleton lines={6} />
  const { sections } = summary.data
  return (
    <Card
      title={{ en: 'What is known', zh: '已保存的数据' }}
      description={{ en: 'With all that hangs together with it: the answer of a link, the invitation behind it.', zh: '包括与之关联的内容：链接对应的答卷及其邀请。' }}
    >
      <Table caption={{ en: 'What is known, and what erasing does', zh: '已保存的数据与清除方式' }} columns={columns(say)} rows={sections} rowKey={({ key }) => key} />
      <div className="mt-4 flex flex-wrap gap-2.5">
        <Export handles={handles} />
        <Button icon={<Eraser size={16} aria-hidden />} onClick={() => setErasing(true)}>
          {say({ en: 'Erase…', zh: '清除……' })}
        </Button>
      </div>
      {isErasing && (
        <ErasureDialog title={{ en: 'Erase this person everywhere?', zh: '在所有调查中清除此人的数据？' }} erase={erase} onClose={() => setErasing(false)}>
          {{
            en: 'What the table says goes for good, in every study. Anonymous scores stay and count as before. Backups made until now still hold it until they are removed.',
            zh: '表中所列内容将在所有调查中永久删除；匿名评分保留，统计不变。此前的备份在删除之前仍含这些数据。',
          }}
        </ErasureDialog>
      )}
    </Card>
  )
}

function columns(say: ReturnType<typeof useLanguage>['say']): Column<Section>[] {
  return [
    { key: 'title', header: { en: 'What', zh: '内容' }, render: ({ title }) => say(title) },
    { key: 'entries', header: { en: 'Entries', zh: '条数' }, render: ({ entries }) => entries },
    { key: 'erasing', header: { en: 'When erased', zh: '清除时' }, align: 'start', render: ({ erasing }) => say(erasing) },
  ]
}

function Export({ handles }: { handles: Handle[] }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const [busy, setBusy] = useState<'html' | 'json' | null>(null)
  const hand = async (format: 'html' | 'json') => {
    setBusy(format)
    try {
      const content = await api.post<PersonExport | string>(`/api/o/${org}/persons/export`, { handles, format })
      const name = fileName([say({ en: 'Data of a person', zh: '个人数据' }), new Date().toISOString().slice(0, 10)], format)
      save(name, typeof content === 'string' ? content : JSON.stringify(content, null, 2), format === 'html' ? 'text/html' : 'application/json')
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      <Button look="primary" icon={<FileText size={16} aria-hidden />} busy={busy === 'html'} onClick={() => void hand('html')}>
        {say({ en: 'Save as a page', zh: '存为网页' })}
      </Button>
      <Button icon={<FileJson size={16} aria-hidden />} busy={busy === 'json'} onClick={() => void hand('json')}>
        {say({ en: 'Save as data (JSON)', zh: '存为数据（JSON）' })}
      </Button>
    </>
  )
}
