import { useState } from 'react'
import { Download, FilePen, History, Plus } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { Menu } from '../kit/Menu.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { notify } from '../kit/Toast.tsx'
import { addressed } from '../kit/address.ts'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { DefinitionView } from './DefinitionView.tsx'
import { lengthOf } from './definitionWords.ts'
import { instrumentQuery, instrumentsKey } from './instrumentsData.ts'
import { previewPaths, SurveyPreview } from './SurveyPreview.tsx'

/** One questionnaire in its newest version, block by block. */
export function InstrumentPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { instrument: id = '' } = useParams({ strict: false })
  const instrument = useSuspenseQuery(instrumentQuery(org, id)).data
  const { definition, version, publishedAt } = instrument
  return (
    <>
      <PageHeader
        title={definition.title}
        back={{ to: paths.instruments(org), label: { en: 'Questionnaires', zh: '问卷' } }}
        under={{
          en: `Version ${version}, ${publishedAt === null ? 'draft' : 'published'} · ${lengthOf(definition).en}`,
          zh: `第 ${version} 版，${publishedAt === null ? '草稿' : '已发布'} · ${lengthOf(definition).zh}`,
        }}
        actions={<Actions instrument={instrument} />}
      />
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_24.5rem]">
        <div className="grid min-w-0 gap-3.5">
          {publishedAt === null && (
            <Callout title={{ en: 'A draft: it is fixed when it is published, or a study with it', zh: '草稿：发布问卷或使用它的调查后，内容即固定' }} />
          )}
          <Card title={{ en: 'What for', zh: '用途' }}>
            <p className="text-body">{say(definition.use)}</p>
            <p className="mt-2 text-mute">{say(definition.source)}</p>
          </Card>
          <DefinitionView definition={definition} />
        </div>
        <div className="xl:sticky xl:top-4">
          <SurveyPreview path={previewPaths.instrument(org, id)} state={`${version}.${instrument.revision}`} />
        </div>
      </div>
    </>
  )
}

function Actions({ instrument }: { instrument: Instrument }) {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const path = `/api/o/${org}/instruments/${instrument.id}`
  const isDraft = instrument.publishedAt === null
  const refresh = () => queries.invalidateQueries({ queryKey: instrumentsKey(org) })
  const edit = async () => {
    try {
      if (!isDraft) {
        await api.post(`${path}/versions`)
        await refresh()
      }
      await navigate({ href: paths.instrumentEditor(org, instrument.id) })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
  }
  const copy = async () => {
    try {
      const made = await api.post<Instrument>(`/api/o/${org}/instruments`, { from: 'copy', instrument: instrument.id })
      await refresh()
      await navigate({ href: paths.instrumentEditor(org, made.id) })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
  }
  const remove = async () => {
    await api.delete(`${path}/draft`)
    if (instrument.version === 1) await navigate({ href: paths.instruments(org) })
    await refresh()
    notify({ title: { en: 'Draft deleted', zh: '草稿已删除' } })
  }
  const download = (format: string) => location.assign(`${path}/versions/${instrument.version}/file?format=${format}`)
  return (
    <>
      <ButtonLink to={paths.instrumentVersions(org, instrument.id)} icon={<History size={15} aria-hidden />}>
        {say({ en: 'Versions', zh: '版本' })}
      </ButtonLink>
      <Menu
        trigger={<Button icon={<Download size={15} aria-hidden />}>{say({ en: 'More', zh: '更多' })}</Button>}
        entries={[
          { label: { en: 'Download as YAML', zh: '下载 YAML' }, onSelect: () => download('yaml') },
          { label: { en: 'Download as JSON', zh: '下载 JSON' }, onSelect: () => download('json') },
          ...(may('studies:write')
            ? [
                'line' as const,
                { label: { en: 'Make a copy', zh: '复制一份' }, onSelect: () => void copy() },
                ...(isDraft ? [{ label: { en: 'Delete draft', zh: '删除草稿' }, danger: true, onSelect: () => setDeleting(true) }] : []),
              ]
            : []),
        ]}
      />
      {may('studies:write') && (
        <Button look={isDraft ? 'primary' : 'plain'} icon={<FilePen size={15} aria-hidden />} onClick={() => void edit()}>
          {say(isDraft ? { en: 'Edit', zh: '编辑' } : { en: `Edit as version ${instrument.version + 1}`, zh: `编辑为第 ${instrument.version + 1} 版` })}
        </Button>
      )}
      {may('studies:write') && !isDraft && (
        <ButtonLink look="primary" to={addressed(paths.newStudy(org), { own: instrument.id })} icon={<Plus size={15} aria-hidden />}>
          {say({ en: 'Use in a study', zh: '用于新调查' })}
        </ButtonLink>
      )}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        danger
        title={{ en: 'Delete this draft?', zh: '删除这份草稿？' }}
        confirmLabel={{ en: 'Delete draft', zh: '删除草稿' }}
        onConfirm={remove}
      >
        {instrument.version === 1
          ? say({ en: 'The whole questionnaire goes. This cannot be undone.', zh: '整份问卷将被删除，且无法恢复。' })
          : say({ en: 'Published versions stay. This cannot be undone.', zh: '已发布的版本保留；此操作无法恢复。' })}
      </ConfirmDialog>
    </>
  )
}
