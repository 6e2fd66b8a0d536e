import { Check, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useOrganisation } from '../../access/me.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import type { Editor } from './useEditor.ts'

/** Whether what is on the screen is safe. */
export function SavingState({ editor: { saving, savedAt, conflict } }: { editor: Editor }) {
  const { say, moment } = useLanguage()
  const { organisation } = useOrganisation()
  const at = moment(savedAt, organisation.timeZone)
  const [icon, words]: [React.ReactNode, Words] =
    conflict !== null
      ? [<TriangleAlert key="i" size={14} className="text-warn" aria-hidden />, { en: 'Waits for your choice', zh: '等待您的选择' }]
      : saving === 'saved'
        ? [<Check key="i" size={14} className="text-accent" aria-hidden />, { en: `Saved ${at}`, zh: `已保存 ${at}` }]
        : saving === 'waiting'
          ? [<LoaderCircle key="i" size={14} className="animate-spin" aria-hidden />, { en: 'Saving…', zh: '正在保存……' }]
          : saving === 'offline'
            ? [<CloudOff key="i" size={14} className="text-warn" aria-hidden />, { en: 'No connection: kept in this tab, saved as soon as it is back', zh: '网络不通：内容保留在此标签页，恢复后自动保存' }]
            : [<TriangleAlert key="i" size={14} className="text-below" aria-hidden />, saving.refused]
  return (
    <span role="status" className="inline-flex items-center gap-1.5">
      {icon}
      {say(words)}
    </span>
  )
}
