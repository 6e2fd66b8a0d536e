import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { boardPeriods, boardPeriodTitles } from '@gap5/contract/measure/board-period.ts'
import type { Board } from '@gap5/contract/measure/boards.ts'
import { BilingualField } from '../../kit/BilingualField.tsx'
import { Button } from '../../kit/Button.tsx'
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Form } from '../../kit/Form.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useForm } from '../../kit/useForm.ts'
import { paths } from '../../paths.ts'
import { boardsQuery, deleteBoard, type BoardPlace } from './boardsData.ts'
import { changeBoard } from './useBoardEdit.ts'

export const periodOptions = boardPeriods.map((period) => ({ value: period as string, label: boardPeriodTitles[period] }))

/** The board's name, what it shows unless it is switched, and its end. */
export function BoardSettingsDialog({ place, board, onClose }: { place: BoardPlace; board: Board; onClose: () => void }) {
  const { say } = useLanguage()
  const queries = useQueryClient()
  const [deleting, setDeleting] = useState(false)
  const form = useForm({
    initial: { title: board.title, period: board.period },
    send: (values) => changeBoard(queries, place, (before) => ({ ...before, ...values })),
    sent: onClose,
  })
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Board', zh: '看板' }}>
      <Form
        form={form}
        otherActions={
          <Button look="quiet" onClick={() => setDeleting(true)}>
            {say({ en: 'Delete board', zh: '删除看板' })}
          </Button>
        }
      >
        <BilingualField label={{ en: 'Name', zh: '名称' }} maxLength={120} {...form.field('title')} />
        <Select label={{ en: 'Period unless switched', zh: '默认时段' }} options={periodOptions} {...form.field('period')} />
      </Form>
      {deleting && <DeleteDialog place={place} board={board} onClose={() => setDeleting(false)} />}
    </Dialog>
  )
}

function DeleteDialog({ place, board, onClose }: { place: BoardPlace; board: Board; onClose: () => void }) {
  const { say } = useLanguage()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await deleteBoard(place)
    await navigate({ href: paths.boards(place.org) })
    await queries.invalidateQueries({ queryKey: boardsQuery(place.org).queryKey, exact: true })
    notify({ title: { en: `“${board.title.en}” is deleted`, zh: `“${board.title.zh}”已删除` } })
  }
  return (
    <ConfirmDialog open onOpenChange={onClose} danger title={{ en: `Delete “${board.title.en}”?`, zh: `删除“${board.title.zh}”？` }} confirmLabel={{ en: 'Delete board', zh: '删除看板' }} onConfirm={remove}>
      {say({ en: 'Its arrangement is lost, and read-only links to it show nothing any more. The studies and their answers stay.', zh: '看板的编排将丢失，指向它的只读链接也会失效。调查及其答卷不受影响。' })}
    </ConfirmDialog>
  )
}
