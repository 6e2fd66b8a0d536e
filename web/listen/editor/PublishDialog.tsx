import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { halfTranslated } from '@gap5/contract/listen/completed.ts'
import type { VersionDifference } from '@gap5/contract/listen/difference-answer.ts'
import type { OpenDraft } from '@gap5/contract/listen/draft.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { notify } from '../../kit/Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { ComparabilityNote, conclusionOf } from '../Comparability.tsx'
import { seen } from '../studiesData.ts'
import { useEditing } from './editing.ts'

/** Freezes the version, and says before what is missing, what is weak, and what it means for earlier answers. */
export function PublishDialog({ draft, onClose, onPublished }: { draft: OpenDraft; onClose: () => void; onPublished: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { editor, warnings, go } = useEditing()
  const [isSaved, setSaved] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const { flush, faults, saved, definition } = editor
  useEffect(() => {
    void flush().then(setSaved)
  }, [flush])
  const path = `/api/o/${org}/instruments/${draft.instrument}/versions/${draft.version}`
  const difference = useQuery({
    queryKey: [org, 'difference', draft.instrument, draft.published, draft.version, saved.revision],
    queryFn: ({ signal }) => api.get<VersionDifference>(`${path}/difference?from=${draft.published}`, { signal }),
    enabled: draft.published !== null && isSaved,
    throwOnError: false,
  }).data
  const half = halfTranslated(definition)
  const publish = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await api.post(`${path}/publication`, undefined, { headers: seen(saved) })
      notify({ title: { en: `Version ${draft.version} is published`, zh: `第 ${draft.version} 版已发布` } })
      onPublished()
    } catch (error) {
      setFailure(sentenceOf(error))
      setBusy(false)
    }
  }
  const because = !isSaved ? { en: 'Saving first…', zh: '正在保存……' } : faults.length > 0 ? { en: 'Something is still missing', zh: '还有内容缺失' } : false
  const look = (show: string) => {
    onClose()
    go({ show })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={{ en: `Publish version ${draft.version}?`, zh: `发布第 ${draft.version} 版？` }}
      description={{ en: 'It then stays as it is, for studies to ask. Later changes go into the next version.', zh: '发布后内容不再改变，可供调查使用。之后的更改进入下一版本。' }}
      actions={
        <>
          <Button onClick={onClose}>{say({ en: 'Not yet', zh: '暂不发布' })}</Button>
          <Button look="primary" busy={busy} disabledBecause={because} onClick={() => void publish()}>
            {say(warnings.length > 0 ? { en: `Publish with ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`, zh: `带 ${warnings.length} 条提示发布` } : { en: 'Publish', zh: '发布' })}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {failure && <Callout tone="bad" title={failure} announce />}
        {faults.length > 0 && (
          <Callout tone="bad" title={{ en: `${faults.length} ${faults.length === 1 ? 'place is' : 'places are'} not complete`, zh: `还有 ${faults.length} 处不完整` }} action={<Button size="small" onClick={() => look('checks')}>{say({ en: 'Show', zh: '查看' })}</Button>} />
        )}
        {half > 0 && (
          <Callout tone="caution" title={{ en: `${half} ${half === 1 ? 'sentence is' : 'sentences are'} in one language only`, zh: `有 ${half} 句只有一种语言` }}>
            {say({ en: 'Where one is missing, the other language is shown.', zh: '缺少译文之处将显示另一种语言。' })}
          </Callout>
        )}
        {warnings.length > 0 && (
          <Callout tone="caution" title={{ en: `${warnings.length} ${warnings.length === 1 ? 'thing makes' : 'things make'} results weak`, zh: `有 ${warnings.length} 处会削弱结果` }} action={<Button size="small" onClick={() => look('checks')}>{say({ en: 'Show', zh: '查看' })}</Button>}>
            {say(warnings[0]!.what)}
            {warnings.length > 1 && say({ en: ', and more', zh: '等' })}
          </Callout>
        )}
        {difference && draft.published !== null && <ComparabilityNote difference={difference} title={conclusionOf(difference.comparability, draft.published, draft.version)} />}
      </div>
    </Dialog>
  )
}
