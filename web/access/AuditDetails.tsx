import type { AuditEntry } from '@gap5/contract/access/audit.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { changesIn } from './changes.ts'

/** What changed, one line a value: "minimumN: 5 → 12". */
export function AuditDetails({ details }: { details: AuditEntry['details'] }) {
  const { say } = useLanguage()
  const changes = changesIn(details)
  if (changes.length === 0) return null
  return (
    <ul className="mt-0.5 text-[0.8125rem] text-mute">
      {changes.map(({ name, before, after }) => (
        <li key={name} className="break-words">
          <code>{name}</code> {before !== undefined && <s>{shown(before, say)}</s>} {before !== undefined && after !== undefined && '→ '}
          {after !== undefined && shown(after, say)}
        </li>
      ))}
    </ul>
  )
}

function shown(value: unknown, say: (words: Words) => string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'en' in value && 'zh' in value) return say({ en: String(value.en), zh: String(value.zh) })
  return JSON.stringify(value)
}
