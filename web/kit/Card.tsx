import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type CardProps = {
  title?: Words
  description?: Words
  /** At the right of the title: a menu, a switch. */
  actions?: ReactNode
  /** Without inner space, for tables and lists that reach the edge. */
  flush?: boolean
  className?: string
  children?: ReactNode
}

/** A section of a page on its own ground. */
export function Card({ title, description, actions, flush = false, className, children }: CardProps) {
  const { say } = useLanguage()
  const id = useId()
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classes(
        'min-w-0 rounded-card border border-line bg-card',
        flush ? 'overflow-hidden' : 'px-4 py-4 sm:px-5',
        className,
      )}
    >
      {(title || actions) && (
        <header
          className={classes(
            'mb-3 flex flex-wrap items-start justify-between gap-x-3 gap-y-1',
            flush && 'mb-0! px-4 pt-4 pb-2 sm:px-5',
          )}
        >
          <div className="min-w-0">
            {title && (
              <h2 id={id} className="text-[0.9375rem] leading-snug">
                {say(title)}
              </h2>
            )}
            {description && <p className="mt-0.5 text-mute">{say(description)}</p>}
          </div>
          {actions && <div className="unprinted flex items-center gap-2">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
