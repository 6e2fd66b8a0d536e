import { useState } from 'react'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'

type Props = {
  title: Words
  /** What goes, what stays. */
  children: Words
  erase: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks once more before a person is erased, and why; scores stay. */
export function ErasureDialog({ title, children, erase, onClose }: Props) {
  const { say } = useLanguage()
  const [reason, setReason] = useState('')
  const confirm = async () => {
    await erase(reason.trim() || say({ en: 'Asked for by the person', zh: '应本人要求' }))
    notify({ title: { en: 'Person erased; the scores stay', zh: '个人信息已清除，评分保留' } })
  }
  return (
    <ConfirmDialog open onOpenChange={onClose} danger title={title} confirmLabel={{ en: 'Erase person', zh: '清除个人信息' }} onConfirm={confirm}>
      <p className="mb-3">{say(children)}</p>
      <TextField label={{ en: 'Reason (no names)', zh: '原因（请勿写姓名）' }} optional maxLength={500} value={reason} onValueChange={setReason} />
    </ConfirmDialog>
  )
}
