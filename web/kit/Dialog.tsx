import { useRef, type ReactNode } from 'react'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: Words
  description?: Words
  width?: 'narrow' | 'medium' | 'wide'
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  children?: ReactNode
}

const fields = 'input:not([aria-hidden]), textarea, select, button, [role=radio][tabindex="0"], [role=checkbox]'

const widths = { narrow: 'sm:w-[26rem]', medium: 'sm:w-[36rem]', wide: 'sm:w-[56rem]' }

/** Over the page until it is closed; rises from the bottom on a phone. Focus goes to the first thing to fill in, and comes back. */
export function Dialog({ open, onOpenChange, title, description, width = 'medium', actions, children }: DialogProps) {
  const { say } = useLanguage()
  const body = useRef<HTMLDivElement>(null)
  // A finger would bring up the keyboard over the dialog at once.
  const first = (by: string) => (by === 'touch' ? true : (body.current?.querySelector<HTMLElement>(fields) ?? true))
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClasses} />
        <Base.Popup initialFocus={first} className={classes(sheetClasses, widths[width])}>
          <header className="flex items-start justify-between gap-3 px-5 pt-4">
            <div className="min-w-0">
              <Base.Title className="text-[1.0625rem] leading-snug">{say(title)}</Base.Title>
              {description && <Base.Description className="mt-1 text-mute">{say(description)}</Base.Description>}
            </div>
            <Base.Close
              render={
                <Button
                  look="quiet"
                  size="small"
                  icon={<X size={16} aria-hidden />}
                  aria-label={say({ en: 'Close', zh: '关闭' })}
                  className="-mr-1.5"
                />
              }
            />
          </header>
          <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2.5 border-t border-hair px-5 py-3">{actions}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export const backdropClasses =
  'fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

export const sheetClasses =
  'fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] flex-col rounded-t-2xl border border-line bg-card pb-[env(safe-area-inset-bottom)] shadow-float outline-none transition-[opacity,translate] duration-200 ease-calm data-ending-style:translate-y-4 data-ending-style:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0 sm:inset-x-auto sm:bottom-auto sm:top-[12dvh] sm:left-1/2 sm:max-h-[76dvh] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:rounded-2xl'
