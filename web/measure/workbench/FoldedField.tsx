import type { ReactNode } from 'react'
import { ChevronDown } from 'lucide-react'
import type { Text } from '@gap5/contract/language.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Popover } from '../../kit/Popover.tsx'

/** A field too long for the form: what it holds in a word, all of it when opened. */
export function FoldedField({ title, holds, children }: { title: Text; holds: string; children: ReactNode }) {
  const { say } = useLanguage()
  return (
    <div className="flex flex-col gap-1">
      <span className="font-medium text-ink">{say(title)}</span>
      <Popover
        title={title}
        trigger={
          <button type="button" aria-label={say({ en: `${title.en}: ${holds}`, zh: `${title.zh}：${holds}` })} className="flex h-9 items-center justify-between gap-2 rounded-control border border-edge bg-card px-3 text-left pointer-coarse:h-11">
            <span className="truncate">{holds}</span>
            <ChevronDown size={16} className="shrink-0 text-mute" aria-hidden />
          </button>
        }
      >
        {children}
      </Popover>
    </div>
  )
}
