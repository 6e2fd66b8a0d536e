import type { ReactNode } from 'react'
import { ArrowRight } from 'lucide-react'
import { Button } from '../../kit/Button.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'

/** The foot of a step: what else can be done at the left, going on at the right. */
export function NextBar({ onNext, label, busy = false, disabledBecause, children }: { onNext: () => void; label?: Words; busy?: boolean; disabledBecause?: Words | false | null; children?: ReactNode }) {
  const { say } = useLanguage()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="flex flex-wrap gap-2">{children}</div>
      <Button look="primary" size="large" busy={busy} disabledBecause={disabledBecause} onClick={onNext}>
        {say(label ?? { en: 'Next', zh: '下一步' })}
        <ArrowRight size={17} aria-hidden />
      </Button>
    </div>
  )
}
