import { useState } from 'react'
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
import { PageHeader } from '../kit/PageHeader.tsx'
import { notify } from '../kit/Toast.tsx'
import { paths } from '../paths.ts'
import { sentenceOf } from '../problem.ts'
import { DefinitionView } from './DefinitionView.tsx'
import { lengthOf } from './definitionWords.ts'
import { instrumentQuery, instrumentsKey } from './instrumentsData.ts'
import { PhonePreview } from './PhonePreview.tsx'
import { WordingForm } from './WordingForm.tsx'

/** One questionnaire in its newest version, block by block; a draft can be reworded. */
export function InstrumentPage() {
  const { say } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const { instrument: id = '' } = useParams({ strict: false })
  const instrument = useSuspenseQuery(instrumentQuery(org, id)).data
  const [editing, setEditing] = useState(false)
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
        actions={may('studies:write') && !editing && <Actions instrument={instrument} onEdit={() => setEditing(true)} />}
      />
      {editing ? (
        <WordingForm instrument={instrument} onDone={() => setEditing(false)} />
      ) : (
        <div className="grid items-start gap-3.5 xl:grid-cols-[1fr_auto]">
          <div className="grid min-w-0 gap-3.5">
            {publishedAt === null && (
              <Callout title={{ en: 'A draft: it is fixed when a study with it is published', zh: '草稿：使用它的调查一经发布，内容即固定' }} />
            )}
            <Card title={{ en: 'What for', zh: '用途' }}>
              <p className="text-body">{say(definition.use)}</p>
              <p className="mt-2 text-mute">{say(definition.source)}</p>
            </Card>
            <DefinitionView definition={definition} />
          </div>
          <Card title={{ en: 'On a phone', zh: '手机预览' }}>
            <PhonePreview definition={definition} provider={organisation.name} />
          </Card>
        </div>
      )}
    </>
  )
}

function Actions({ instrument, onEdit }: { instrument: Instrument; onEdit: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const path = `/api/o/${org}/instruments/${instrument.id}`
  const refresh = () => queries.invalidateQueries({ queryKey: instrumentsKey(org) })
  const startVersion = async () => {
    try {
      await api.post(`${path}/versions`)
      await refresh()
      onEdit()
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
  if (instrument.publishedAt !== null) return <Button onClick={() => void startVersion()}>{say({ en: 'New version', zh: '新建版本' })}</Button>
  return (
    <>
      <Button onClick={() => setDeleting(true)}>{say({ en: 'Delete draft', zh: '删除草稿' })}</Button>
      <Button look="primary" onClick={onEdit}>
        {say({ en: 'Edit wording', zh: '修改措辞' })}
      </Button>
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
