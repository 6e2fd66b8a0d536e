import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { difference } from '@gap5/contract/listen/difference.ts'
import type { Draft } from '@gap5/contract/listen/draft.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { notify } from '../../kit/Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { ChangeList } from '../ChangeList.tsx'
import { instrumentsKey } from '../instrumentsData.ts'
import { draftQuery } from './draftData.ts'
import { useEditing } from './editing.ts'

/** Two states of one draft that cannot be put together: a person chooses, and what is not chosen is set aside as a copy. */
export function ConflictDialog({ instrument }: { instrument: string }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const { editor } = useEditing()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const { conflict, definition } = editor
  if (conflict === null) return null

  const setAside = async (document: Draft) => {
    const ending = { en: ' (set aside)', zh: '（另存）' }
    const title = { en: document.title.en + (document.title.en ? ending.en : ''), zh: document.title.zh + (document.title.zh ? ending.zh : '') }
    await api.post<Instrument>(`/api/o/${org}/instruments`, { from: 'draft', document: { ...document, title } })
    await queries.invalidateQueries({ queryKey: [...instrumentsKey(org), 'list'] })
  }
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (conflict === 'published') {
    const goOn = () =>
      attempt(async () => {
        await setAside(definition)
        await queries.invalidateQueries({ queryKey: draftQuery(org, instrument).queryKey })
        notify({ title: { en: 'Your changes are kept as a questionnaire of their own', zh: '您的更改已另存为一份问卷' } })
      })
    return (
      <Dialog open onOpenChange={() => {}} title={{ en: 'This version was published meanwhile', zh: '该版本已被发布' }} actions={<Button look="primary" busy={busy} onClick={() => void goOn()}>{say({ en: 'Keep my changes as a copy', zh: '将我的更改另存为副本' })}</Button>}>
        <p>{say({ en: 'A published version stays as it is, so your last changes cannot go into it. They are kept as a questionnaire of their own; you can begin the next version here.', zh: '已发布的版本不再改变，您最后的更改无法写入。它们会另存为一份问卷；您可以在此开始下一版本。' })}</p>
        {failure && <Callout tone="bad" title={failure} announce />}
      </Dialog>
    )
  }
  const take = (mine: boolean) =>
    attempt(async () => {
      await setAside(mine ? conflict.document : definition)
      editor.resolve(mine ? 'mine' : 'theirs')
      notify({ title: mine ? { en: 'Yours is kept; theirs is set aside as a copy', zh: '保留了您的版本；对方的版本已另存为副本' } : { en: 'Theirs is taken; yours is set aside as a copy', zh: '采用了对方的版本；您的版本已另存为副本' } })
    })
  return (
    <Dialog
      open
      width="wide"
      onOpenChange={() => {}}
      title={conflict.savedByYou ? { en: 'You changed the same words in another tab', zh: '您在另一标签页中更改了相同的文字' } : { en: 'Somebody else changed the same words', zh: '他人更改了相同的文字' }}
      description={{ en: 'Choose which goes on here. The other is not lost: it is set aside as a questionnaire of its own.', zh: '请选择在此继续使用哪一个。另一个不会丢失：会另存为一份问卷。' }}
      actions={
        <>
          <Button busy={busy} onClick={() => void take(false)}>
            {say({ en: 'Take theirs', zh: '采用对方的' })}
          </Button>
          <Button look="primary" busy={busy} onClick={() => void take(true)}>
            {say({ en: 'Keep mine', zh: '保留我的' })}
          </Button>
        </>
      }
    >
      {failure && <Callout tone="bad" title={failure} announce />}
      <p className="mb-2 text-mute">{say({ en: 'Theirs against yours:', zh: '对方的版本与您的版本相比：' })}</p>
      <ChangeList changes={difference(definition, conflict.document).changes} beforeLabel={{ en: 'Yours', zh: '您的' }} afterLabel={{ en: 'Theirs', zh: '对方的' }} />
    </Dialog>
  )
}
