import { useQuery } from '@tanstack/react-query'
import type { Text } from '@gap5/contract/language.ts'
import type { Inquiries, Inquiry } from '@gap5/contract/measure/workbench.ts'
import { addressed, valueOf } from '../../kit/address.ts'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { PlainLink } from '../../kit/Link.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { paths } from '../../paths.ts'
import { FindingBody, FindingPage, type FindingProps } from '../FindingPage.tsx'
import { selectionIn, type StudyPlace } from '../results.ts'
import { inquiriesQuery } from './asking.ts'
import { InquiryView } from './InquiryView.tsx'

export const benchName = { en: 'Workbench', zh: '分析工作台' }

/** Questions that a researcher asks of a study's answers; the chosen one in the address. */
export function WorkbenchPage() {
  return <FindingPage>{(props) => <Bench {...props} />}</FindingPage>
}

function Bench({ place, result }: FindingProps) {
  const { query } = useAddress()
  const chosen = valueOf(query, 'inquiry')
  const { data } = useQuery(inquiriesQuery(place, query))
  const inquiry = data?.inquiries.find(({ key }) => key === chosen)
  if (inquiry && inquiry.unavailable === null) return <InquiryView key={inquiry.key} place={place} result={result} inquiry={inquiry} />
  return (
    <FindingBody place={place} result={result} name={benchName} conclusion={undefined} view={{ page: 'workbench', asked: selectionIn(query) }}>
      {data === undefined ? <Skeleton lines={10} /> : <Questions place={place} inquiries={data} />}
    </FindingBody>
  )
}

/** In the order of the menu. */
const groupTitles: Record<Inquiry['group'], Text> = {
  causes: { en: 'Causes', zh: '原因与影响' },
  groups: { en: 'Groups and changes', zh: '分组与变化' },
  questionnaire: { en: 'The questionnaire itself', zh: '问卷本身' },
  inside: { en: 'On our own side', zh: '内部与现场' },
  customers: { en: 'Customers who stay and go', zh: '顾客的去留' },
  planning: { en: 'Planning', zh: '规划' },
}

function Questions({ place, inquiries: { inquiries } }: { place: StudyPlace; inquiries: Inquiries }) {
  const { say } = useLanguage()
  return (
    <>
      <p className="mb-4 max-w-3xl text-body">
        {say({
          en: 'Pick a question. You get the method that fits it, whether its conditions hold, the answer in a sentence, the figures behind it, and a script that computes the same in R.',
          zh: '选一个问题。系统给出合适的方法、其条件是否满足、一句话的结论、背后的数据，以及在R中可复算的脚本。',
        })}
      </p>
      {(Object.keys(groupTitles) as Inquiry['group'][]).map((group) => (
        <section key={group} aria-labelledby={`group-${group}`} className="mb-6">
          <h2 id={`group-${group}`} className="mb-2 text-[0.9375rem] text-mute">
            {say(groupTitles[group])}
          </h2>
          <ul className="grid gap-3.5 md:grid-cols-2">
            {inquiries
              .filter((inquiry) => inquiry.group === group)
              .map((inquiry) => (
                <li key={inquiry.key}>
                  <Question place={place} inquiry={inquiry} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Question({ place: { org, study }, inquiry: { key, title, use, unavailable } }: { place: StudyPlace; inquiry: Inquiry }) {
  const { say } = useLanguage()
  const { query } = useAddress()
  const heading = 'text-[0.9375rem] leading-snug font-semibold'
  return (
    <Card className="h-full">
      <h3 className={heading}>
        {unavailable === null ? (
          <PlainLink to={addressed(paths.workbench(org, study), { ...selectionIn(query), inquiry: key })} className="text-accent hover:underline">
            {say(title)}
          </PlainLink>
        ) : (
          <span className="text-mute">{say(title)}</span>
        )}
      </h3>
      <p className="mt-1 text-body">{say(use)}</p>
      {unavailable !== null && <p className="mt-2 text-warn">{say({ en: `Not of this study: ${unavailable.en}`, zh: `本调查不适用：${unavailable.zh}` })}</p>}
    </Card>
  )
}
