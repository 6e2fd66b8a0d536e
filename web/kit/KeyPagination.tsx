import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './Button.tsx'
import { useLanguage, type Words } from './language.tsx'
import type { KeyPages } from './useKeyPages.ts'

export type KeyPaginationProps = {
  /** "1,284 answers", where the count is known. */
  summary?: Words
  pages: Pick<KeyPages, 'back' | 'on'>
  /** Key after which the next page begins; null on the last. */
  next: string | null
  busy?: boolean
}

/**
 * Leafs through a list that pages by the key it is ordered by (`useKeyPages`); there are no page numbers because rows may
 * arrive meanwhile. Nothing where all rows are on one page and there is nothing to sum up.
 */
export function KeyPagination({ summary, pages: { back, on }, next, busy = false }: KeyPaginationProps) {
  const { say } = useLanguage()
  if (back === null && next === null && summary === undefined) return null
  const first: Words = { en: 'These are the first rows.', zh: '已是最前。' }
  const last: Words = { en: 'These are the last rows.', zh: '已是最后。' }
  return (
    <nav
      aria-label={say({ en: 'Pages', zh: '翻页' })}
      className="unprinted mt-3 flex items-center justify-between gap-3"
    >
      <span className="text-mute">{summary && say(summary)}</span>
      <span className="flex gap-2">
        <Button
          size="small"
          icon={<ChevronLeft size={15} aria-hidden />}
          disabledBecause={back === null && first}
          busy={busy}
          onClick={() => back?.()}
        >
          {say({ en: 'Back', zh: '上一页' })}
        </Button>
        <Button size="small" disabledBecause={next === null && last} busy={busy} onClick={() => next !== null && on(next)}>
          {say({ en: 'More', zh: '下一页' })}
          <ChevronRight size={15} aria-hidden />
        </Button>
      </span>
    </nav>
  )
}
