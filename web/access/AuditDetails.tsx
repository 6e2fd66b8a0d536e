import type { AuditEntry } from '@gap5/contract/access/audit.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { organisationRoles, roleTitles } from '@gap5/contract/access/roles.ts'
import { auditFields, auditKinds } from './auditWords.ts'
import { changesIn } from './changes.ts'

/** What changed: "Smallest n shown 5 → 12". */
export function AuditDetails({ details }: { details: AuditEntry['details'] }) {
  const { say } = useLanguage()
  const changes = changesIn(details)
  if (changes.length === 0) return null
  return (
    <ul className="mt-0.5 flex flex-wrap gap-x-3 text-[0.8125rem] text-mute">
      {changes.map(({ name, before, after }) => (
        <li key={name} className="min-w-0 break-words">
          {say(auditFields[name] ?? name)} {before !== undefined && <s>{shown(kindly(name, before), say)}</s>}
          {before !== undefined && after !== undefined && ' → '}
          {after !== undefined && <span className="text-body">{shown(kindly(name, after), say)}</span>}
        </li>
      ))}
    </ul>
  )
}

/** A kind in words; any other value as it is. */
function kindly(name: string, value: unknown): unknown {
  return name === 'kind' && typeof value === 'string' ? (auditKinds[value] ?? value) : value
}

function shown(value: unknown, say: (words: Words) => string): string {
  const role = organisationRoles.find((known) => known === value)
  if (role !== undefined) return say(roleTitles[role])
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return say(value ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' })
  if (Array.isArray(value)) return value.map((each) => shown(each, say)).join(say({ en: ', ', zh: '、' }))
  if (typeof value === 'object' && value !== null && 'title' in value) return shown(value.title, say)
  if (typeof value === 'object' && value !== null && 'en' in value && 'zh' in value) return say({ en: String(value.en), zh: String(value.zh) })
  return JSON.stringify(value)
}
