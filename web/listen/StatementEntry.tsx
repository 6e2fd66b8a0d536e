import { Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Statement } from '@gap5/contract/listen/responses.ts'
import { useOrganisation } from '../access/me.ts'
import { tagOf, useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { Tag } from '../kit/Tag.tsx'
import { paths } from '../paths.ts'
import { Highlighted } from './Highlighted.tsx'
import { useStudy, useStudyPlace } from './studiesData.ts'
import { useValueWords } from './useValueWords.ts'

type Props = {
  statement: Statement
  isLinked?: boolean
  /** What was searched for: it is marked in the text. */
  search?: string | null
  /** Stands beside time and place. */
  aside?: ReactNode
}

/** What one person said, when, where, and about what; leads to the whole answer. */
export function StatementEntry({ statement, isLinked = true, search = null, aside }: Props) {
  const { say, moment } = useLanguage()
  const { org, organisation } = useOrganisation()
  const { handle } = useStudyPlace()
  const { attributes } = useStudy()
  const wordsOf = useValueWords()
  const about = attributes.flatMap(({ key }) => {
    const value = statement.attributes[key]
    return value === undefined ? [] : [say(wordsOf(key, value))]
  })
  return (
    <li className="py-3">
      <div className="mb-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-[0.8125rem] text-mute">
        {statement.kind === 'help' && (
          <Tag tone="warn" icon={<Phone size={12} aria-hidden />}>
            {say({ en: 'Asked for help', zh: '请求帮助' })}
          </Tag>
        )}
        <span>{moment(statement.at, organisation.timeZone)}</span>
        {about.length > 0 && <span>{about.join(' · ')}</span>}
        {aside}
        {isLinked && <Link to={paths.response(org, handle, statement.responseId)}>{say({ en: 'whole answer', zh: '完整答卷' })}</Link>}
      </div>
      {statement.erasedAt ? (
        <p className="text-mute italic">{say({ en: 'Erased with the person.', zh: '已随个人信息清除。' })}</p>
      ) : (
        <p className="break-words whitespace-pre-wrap text-ink" lang={statement.language ? tagOf(statement.language) : undefined}>
          {statement.text === null ? say({ en: '(no words)', zh: '（未留言）' }) : <Highlighted text={statement.text} search={search} />}
        </p>
      )}
      <ContactLine statement={statement} />
    </li>
  )
}

function ContactLine({ statement }: { statement: Statement }) {
  const { say } = useLanguage()
  if (!statement.hasContact) return null
  if (statement.contact === null) {
    return <p className="mt-1 text-[0.8125rem] text-mute">{say({ en: 'Left a contact; your role does not show it.', zh: '已留联系方式，您的角色无权查看。' })}</p>
  }
  const { name, phone, email } = statement.contact
  return <p className="mt-1 text-[0.8125rem] text-body">{[name, phone, email].filter(Boolean).join(' · ')}</p>
}
