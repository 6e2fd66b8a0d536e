import type { ReactNode } from 'react'
import { ChevronLeft } from 'lucide-react'
import { useGuest } from './guest.ts'
import { useLanguage, type Words } from './language.tsx'
import { PlainLink } from './Link.tsx'
import { useTitle } from './useTitle.ts'

export type PageHeaderProps = {
  /** The conclusion as a sentence where there is one, else what the page is. Also the document's title unless `documentTitle` is given. */
  title: Words
  documentTitle?: Words
  /** A line over the title: what is being looked at. */
  over?: Words | ReactNode
  /** A line under the title: what the conclusion rests on. */
  under?: Words | ReactNode
  /** The page this one belongs to. */
  back?: { to: string; label: Words }
  actions?: ReactNode
}

/** The head of each page; holds its only h1, which takes the focus when the page is reached. */
export function PageHeader({ title, documentTitle, over, under, back, actions }: PageHeaderProps) {
  const { say } = useLanguage()
  const guest = useGuest()
  useTitle(documentTitle ?? title)
  return (
    <header className="mb-4">
      {back && guest === null && (
        <PlainLink
          to={back.to}
          className="unprinted -ml-1 mb-1 inline-flex max-w-full items-center gap-0.5 py-1 text-mute no-underline hover:text-ink"
        >
          <ChevronLeft size={16} className="shrink-0" aria-hidden />
          <span className="truncate">{say(back.label)}</span>
        </PlainLink>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-5xl flex-[1_1_20rem]">
          {over && <div className="text-mute">{shown(over, say)}</div>}
          <h1
            tabIndex={-1}
            className="text-[1.3125rem] leading-tight tracking-[-0.01em] sm:text-2xl [:lang(zh)_&]:leading-snug [:lang(zh)_&]:tracking-normal"
          >
            {say(title)}
          </h1>
          {under && <div className="mt-1 max-w-4xl text-mute">{shown(under, say)}</div>}
        </div>
        {actions && <div className="unprinted flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}

function shown(content: Words | ReactNode, say: (words: Words) => string): ReactNode {
  return typeof content === 'object' && content !== null && 'en' in content
    ? say(content as Words)
    : (content as ReactNode)
}
