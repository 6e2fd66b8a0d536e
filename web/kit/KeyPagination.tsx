import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './Button.tsx'
import { useLanguage, type Words } from './language.tsx'

export type KeyPaginationProps = {
  /** "1,284 answers", where the count is known. */
  summary?: Words
  /** Null where there is nothing in that direction. */
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  busy?: boolean
}

/** Leafs through a list that pages by the key it is ordered by; there are no page numbers because rows may arrive meanwhile. */
export function KeyPagination({ summary, onNewer, onOlder, busy = false }: KeyPaginationProps) {
  const { say } = useLanguage()
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
          disabledBecause={onNewer === null && first}
          busy={busy}
          onClick={() => onNewer?.()}
        >
          {say({ en: 'Back', zh: '上一页' })}
        </Button>
        <Button size="small" disabledBecause={onOlder === null && last} busy={busy} onClick={() => onOlder?.()}>
          {say({ en: 'More', zh: '下一页' })}
          <ChevronRight size={15} aria-hidden />
        </Button>
      </span>
    </nav>
  )
}
