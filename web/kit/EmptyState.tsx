import type { ReactNode } from 'react'
import { useLanguage, type Words } from './language.tsx'

export type EmptyStateProps = {
  icon?: ReactNode
  /** What will stand here: "No studies yet". */
  title: Words
  /** What it is for, in a sentence or two; teaches. */
  children?: ReactNode
  /** The next step: a button or link. */
  action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  const { say } = useLanguage()
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-10 text-center">
      {icon && (
        <div className="mb-1 flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent">
          {icon}
        </div>
      )}
      <p className="text-base font-semibold">{say(title)}</p>
      {children && <div className="text-balance text-mute">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2.5">{action}</div>}
    </div>
  )
}
