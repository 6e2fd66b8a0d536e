import type { ReactNode } from 'react'
import { useLanguage, type Words } from './language.tsx'

export type KeyFigureProps = {
  label: Words
  /** The figure as it is said; null shows the reason in its place. */
  value: string | null
  /** Stands small behind the figure: "of 9", "%". */
  unit?: Words
  /** n, interval, what it is compared with. */
  detail?: Words
  /** Why there is no figure. */
  reason?: Words
  /** A tag, a trend line. */
  beside?: ReactNode
  tone?: 'plain' | 'below' | 'above' | 'inside'
}

const tones = { plain: 'text-ink', below: 'text-below', above: 'text-above', inside: 'text-accent' }

/** One number that stands alone, with what it rests on. */
export function KeyFigure({ label, value, unit, detail, reason, beside, tone = 'plain' }: KeyFigureProps) {
  const { say } = useLanguage()
  return (
    <div className="min-w-0">
      <div className="text-[0.8125rem] text-mute">{say(label)}</div>
      {value === null ? (
        <div className="mt-1 text-body">{say(reason ?? { en: 'No answers yet', zh: '暂无答案' })}</div>
      ) : (
        <div className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
          <span className={`text-[1.75rem] leading-9 font-semibold tracking-[-0.02em] ${tones[tone]}`}>{value}</span>
          {unit && <span className="whitespace-nowrap text-mute">{say(unit)}</span>}
          {beside && <span className="self-center">{beside}</span>}
        </div>
      )}
      {detail && <div className="text-xs text-mute">{say(detail)}</div>}
    </div>
  )
}

/** Key figures in a row that wraps. */
export function KeyFigures({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">{children}</div>
  )
}
