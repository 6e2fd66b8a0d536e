import { useQuery } from '@tanstack/react-query'
import type { Statement, StatementsPage } from '@gap5/contract/listen/responses.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { useGuest } from '../kit/guest.ts'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { resultKey, resultPath, selectionIn, type StudyPlace } from './results.ts'

const mostShown = 6

/** The latest that customers of the selection said in their own words. */
export function VerbatimCard({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { may, organisation } = useOrganisation()
  const { say } = useLanguage()
  const { query } = useAddress()
  const isGuest = useGuest() !== null
  const selection = selectionIn(query)
  // A read-only link asks what it may show; its server narrows the words as the link says.
  const path = isGuest ? `/api/o/${place.org}/studies/${place.study}/statements` : `${resultPath(place, {})}/statements`
  const { data } = useQuery({
    queryKey: [...resultKey(place), 'verbatims', selection],
    queryFn: ({ signal }) => api.get<StatementsPage>(addressed(path, { ...(isGuest ? {} : selection), kind: 'verbatim', limit: String(mostShown) }), { signal }),
    enabled: may('verbatims:read'),
    throwOnError: false,
  })
  const said = data?.statements.filter(({ text }) => text !== null) ?? []
  if (said.length === 0) return null
  return (
    <Card
      title={{ en: 'In their own words', zh: '顾客原话' }}
      description={{ en: 'The latest of those the page is narrowed to.', zh: '当前筛选范围内的最新留言。' }}
      actions={<Link to={addressed(paths.statements(place.org, place.study), selection)}>{say({ en: 'All of them', zh: '查看全部' })}</Link>}
    >
      <ul className="grid gap-3 md:grid-cols-2">
        {said.map((statement) => (
          <Verbatim key={statement.id} statement={statement} breakdowns={result.breakdowns} timeZone={organisation.timeZone} />
        ))}
      </ul>
    </Card>
  )
}

type VerbatimProps = { statement: Statement; breakdowns: StudyResult['breakdowns']; timeZone: string }

function Verbatim({ statement, breakdowns, timeZone }: VerbatimProps) {
  const { day, say } = useLanguage()
  const from = Object.entries(statement.attributes).map(([key, value]) => say(titleOf(breakdowns, key, value)))
  return (
    <li className="border-l-2 border-line pl-3">
      <blockquote lang={statement.language ?? undefined} className="break-words whitespace-pre-line">
        {statement.text}
      </blockquote>
      <p className="mt-0.5 text-xs text-mute">{[day(statement.at, timeZone), ...from].join(' • ')}</p>
    </li>
  )
}

/** "North branch", not the code it is kept under; the value itself where the result does not know it. */
function titleOf(breakdowns: StudyResult['breakdowns'], key: string, value: string): Words {
  const values = breakdowns.find((each) => each.key === key)?.values
  return values?.find((each) => each.value === value)?.title ?? value
}
