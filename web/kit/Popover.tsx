import type { ReactElement, ReactNode } from 'react'
import { Popover as Base } from '@base-ui/react/popover'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'
import { popupClasses } from './popup.ts'

export type PopoverProps = {
  trigger: ReactElement
  title: Words
  /** The title is for screen readers only. */
  hideTitle?: boolean
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

/** A small panel beside its button, for more than a tooltip and less than a dialog. */
export function Popover({
  trigger,
  title,
  hideTitle = false,
  align = 'start',
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  const { say } = useLanguage()
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={12} className="z-50">
          <Base.Popup className={classes(popupClasses, 'w-max max-w-[min(24rem,calc(100vw-1.5rem))] p-4')}>
            <Base.Title className={hideTitle ? 'sr-only' : 'mb-2 text-sm'}>{say(title)}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
