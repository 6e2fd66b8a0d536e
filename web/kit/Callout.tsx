import type { ReactNode } from 'react'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type Tone = 'good' | 'bad' | 'caution' | 'neutral'

const looks: Record<Tone, string> = {
  good: 'bg-accent-soft border-accent/25 text-accent',
  bad: 'bg-below-soft border-below/25 text-below',
  caution: 'bg-warn-soft border-warn/25 text-warn',
  neutral: 'bg-sunken border-line text-mute',
}
const icons = { good: CircleCheck, bad: CircleAlert, caution: TriangleAlert, neutral: Info }

/** Something to know before going on, in the flow of the page. `announce` reads it out when it appears. */
export function Callout({
  tone = 'neutral',
  title,
  action,
  announce = false,
  children,
}: {
  tone?: Tone
  title?: Words
  action?: ReactNode
  announce?: boolean
  children?: ReactNode
}) {
  const { say } = useLanguage()
  const Icon = icons[tone]
  return (
    <div
      className={classes('flex gap-3 rounded-card border px-4 py-3', looks[tone])}
      role={announce ? (tone === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Icon size={18} className="mt-0.5 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{say(title)}</p>}
        {children && <div className="text-body">{children}</div>}
      </div>
      {action}
    </div>
  )
}
