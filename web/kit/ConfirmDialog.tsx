import { useState, type ReactNode } from 'react'
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { sentenceOf } from '../problem.ts'
import { Button } from './Button.tsx'
import { Callout } from './Callout.tsx'
import { classes } from './classes.ts'
import { backdropClasses, sheetClasses } from './Dialog.tsx'
import { useLanguage, type Words } from './language.tsx'
import { TextField } from './TextField.tsx'

export type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A question: "Delete this study?" */
  title: Words
  /** What will happen, and whether it can be undone. */
  children: ReactNode
  /** The verb, never "OK": "Delete study". */
  confirmLabel: Words
  danger?: boolean
  /** For what cannot be undone: has to be typed before the button works. */
  typed?: string
  /** Closes when done; a rejection is shown and the dialog stays. */
  onConfirm: () => Promise<unknown> | void
}

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  danger = false,
  typed,
  onConfirm,
}: ConfirmDialogProps) {
  const { say } = useLanguage()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const [said, setSaid] = useState('')
  const confirm = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onOpenChange(false)
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  const unsaid = typed !== undefined && said.trim() !== typed
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClasses} />
        <AlertDialog.Popup className={classes(sheetClasses, 'sm:w-[27rem]')}>
          <div className="flex flex-col gap-3 px-5 py-4">
            <AlertDialog.Title className="text-[1.0625rem] leading-snug">{say(title)}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="text-body">
              {children}
            </AlertDialog.Description>
            {typed !== undefined && (
              <TextField
                label={{ en: `Type “${typed}” to confirm`, zh: `请输入“${typed}”以确认` }}
                value={said}
                onValueChange={setSaid}
                autoComplete="off"
              />
            )}
            {failure && <Callout tone="bad" title={failure} announce />}
          </div>
          <footer className="flex flex-wrap justify-end gap-2.5 border-t border-hair px-5 py-3">
            <AlertDialog.Close render={<Button>{say({ en: 'Cancel', zh: '取消' })}</Button>} />
            <Button
              look={danger ? 'danger' : 'primary'}
              busy={busy}
              onClick={() => void confirm()}
              disabledBecause={unsaid && { en: `Type “${typed}” first.`, zh: `请先输入“${typed}”。` }}
            >
              {say(confirmLabel)}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
