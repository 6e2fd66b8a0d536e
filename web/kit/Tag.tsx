import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type TagTone = 'inside' | 'below' | 'above' | 'warn' | 'plain'

const tones: Record<TagTone, string> = {
  inside: 'bg-accent-soft text-accent',
  below: 'bg-below-soft text-below',
  above: 'bg-above-soft text-above',
  warn: 'bg-warn-soft text-warn',
  plain: 'bg-sunken text-body',
}

/** A word or figure set apart. The tone underlines what the words say; it never says it alone. */
export function Tag({ tone = 'plain', icon, children }: { tone?: TagTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-md px-2 py-px text-xs font-semibold whitespace-nowrap',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}

export type Doing = 'open' | 'waiting' | 'ended' | 'draft' | 'failed' | 'working'

const dots: Record<Doing, string> = {
  open: 'bg-accent',
  working: 'bg-accent animate-pulse',
  waiting: 'border-2 border-warn',
  ended: 'bg-edge',
  draft: 'border-2 border-edge',
  failed: 'bg-below rotate-45 rounded-none!',
}

/** The state something is in: a mark of its own shape, and the word. */
export function Status({ doing, children }: { doing: Doing; children: Words }) {
  const { say } = useLanguage()
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-body">
      <span className={classes('size-2 shrink-0 rounded-full', dots[doing])} aria-hidden />
      {say(children)}
    </span>
  )
}
