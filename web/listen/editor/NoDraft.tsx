import { useState } from 'react'
import { FilePen } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { notify } from '../../kit/Toast.tsx'
import { paths } from '../../paths.ts'
import { sentenceOf } from '../../problem.ts'
import { instrumentQuery } from '../instrumentsData.ts'
import { draftQuery } from './draftData.ts'

/** The newest version is published: editing goes on in the next. */
export function NoDraft({ id }: { id: string }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const { definition, version } = useSuspenseQuery(instrumentQuery(org, id)).data
  const [busy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      await api.post(`/api/o/${org}/instruments/${id}/versions`)
      await queries.invalidateQueries({ queryKey: draftQuery(org, id).queryKey })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <PageHeader title={definition.title} back={{ to: paths.instrument(org, id), label: { en: 'Questionnaire', zh: '问卷' } }} />
      <EmptyState
        icon={<FilePen size={20} aria-hidden />}
        title={{ en: `Version ${version} is published and stays as it is`, zh: `第 ${version} 版已发布，内容不再改变` }}
        action={
          <Button look="primary" busy={busy} onClick={() => void start()}>
            {say({ en: `Begin version ${version + 1}`, zh: `开始编辑第 ${version + 1} 版` })}
          </Button>
        }
      >
        {say({ en: 'Studies that ask it go on asking it. Changes go into a new version, which begins with the same words.', zh: '使用该版的调查不受影响。更改将进入新版本，新版本以相同的文字开始。' })}
      </EmptyState>
    </>
  )
}
