import { TriangleAlert } from 'lucide-react'
import type { Warning } from '@gap5/contract/listen/warnings/warning.ts'
import { useLanguage } from '../../kit/language.tsx'
import type { Editor } from './useEditor.ts'

/** Warnings beside what they are about: what, why, and a way to put them aside. */
export function WarningNotes({ warnings, setDismissed }: { warnings: Warning[]; setDismissed: Editor['setDismissed'] }) {
  const { say } = useLanguage()
  if (warnings.length === 0) return null
  return (
    <ul className="mt-2 grid gap-1">
      {warnings.map(({ id, what, why, subject, place }) => (
        <li key={id} className="flex items-start gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-[0.8125rem] leading-snug text-body">
          <TriangleAlert size={14} className="mt-0.5 shrink-0 text-warn" aria-hidden />
          <span className="min-w-0 flex-1">
            <span className="font-semibold text-warn">{'part' in place ? `${say(subject)}${say({ en: ': ', zh: '：' })}${say(what)}` : say(what)}</span>
            {say({ en: '. ', zh: '。' })}
            {say(why)}
          </span>
          <button type="button" className="shrink-0 rounded px-1.5 font-semibold text-warn underline-offset-2 hover:underline pointer-coarse:min-h-11" onClick={() => setDismissed((ids) => [...ids, id])}>
            {say({ en: 'Put aside', zh: '忽略' })}
          </button>
        </li>
      ))}
    </ul>
  )
}
