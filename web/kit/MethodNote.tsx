import type { ReactNode } from 'react'
import { ChevronRight } from 'lucide-react'
import { useLanguage, type Words } from './language.tsx'

/** How a number was got, folded away until it is asked for; the source at its end. */
export function MethodNote({ summary, source, children }: { summary?: Words; source?: Words; children: ReactNode }) {
  const { say } = useLanguage()
  return (
    <details className="group text-mute">
      <summary className="inline-flex list-none items-center gap-1 rounded py-0.5 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
        {say(summary ?? { en: 'How this is computed', zh: '计算方法' })}
      </summary>
      <div className="mt-1 max-w-3xl border-l-2 border-line pl-3 text-body">
        {children}
        {source && (
          <p className="mt-1.5 text-[0.8125rem] text-mute">
            {say({ en: 'Source: ', zh: '来源：' })}
            {say(source)}
          </p>
        )}
      </div>
    </details>
  )
}
