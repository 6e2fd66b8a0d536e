import { useQueryClient } from '@tanstack/react-query'
import type { Unit } from '@gap5/contract/people/units.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage } from '../kit/language.tsx'
import { notify } from '../kit/Toast.tsx'
import { sentenceOf } from '../problem.ts'
import { unitsQuery } from './unitsData.ts'

/** The server refuses while anything points at the unit, and says what. */
export function DeleteUnitDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: unitsQuery(org).queryKey })
  const restore = async () => {
    const { id: _, ...draft } = unit
    await api.post(`/api/o/${org}/units`, draft).catch((error: unknown) => notify({ title: sentenceOf(error), tone: 'bad' }))
    await refresh()
  }
  const remove = async () => {
    await api.delete(`/api/o/${org}/units/${unit.id}`)
    await refresh()
    notify({ title: { en: `${unit.title.en} is deleted`, zh: `已删除“${unit.title.zh}”` }, undo: restore })
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger
      title={{ en: `Delete ${unit.title.en}?`, zh: `删除“${unit.title.zh}”？` }}
      confirmLabel={{ en: 'Delete unit', zh: '删除机构' }}
      onConfirm={remove}
    >
      {say({ en: 'Possible only while no answer, no link and no other unit names it.', zh: '仅当没有答卷、链接或其他机构引用它时才能删除。' })}
    </ConfirmDialog>
  )
}
