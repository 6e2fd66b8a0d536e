import { MessageSquareQuote } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import type { StatementsBehind } from '@gap5/contract/measure/answers-behind.ts'
import { said } from '@gap5/contract/measure/charts/figures.ts'
import { unitOf, parseMeasure } from '@gap5/contract/measure/measures.ts'
import { valueOf, type Query } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { useKeyPages } from '../kit/useKeyPages.ts'
import { useLanguage } from '../kit/language.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { StatementEntry } from '../listen/StatementEntry.tsx'
import { FindingBody, FindingPage, type FindingProps } from './FindingPage.tsx'
import { findingQuery } from './findings.ts'
import { FrequentWordsCard } from './FrequentWordsCard.tsx'
import { selectionIn } from './results.ts'
import { StatementFilters } from './StatementFilters.tsx'
import { inTable } from './unitManner.ts'

/** What customers of the selection said in words: searched, narrowed to a score, in the order of time or of scores. */
export function StatementsPage() {
  return <FindingPage>{(props) => <Statements {...props} />}</FindingPage>
}

const asks = ['kind', 'item', 'language', 'search', 'measure', 'low', 'high', 'order'] as const

function Statements({ place, result }: FindingProps) {
  const { query } = useAddress()
  const asked: Query = { ...selectionIn(query), ...Object.fromEntries(asks.flatMap((key) => (valueOf(query, key) === null ? [] : [[key, valueOf(query, key)!]]))) }
  return (
    <FindingBody place={place} result={result} name={{ en: 'In their words', zh: '顾客原话' }} conclusion={undefined} view={null}>
      <div className="grid items-start gap-3.5 xl:grid-cols-[1fr_20rem]">
        <Card>
          <StatementFilters result={result} />
          <Pages key={JSON.stringify(asked)} place={place} result={result} asked={asked} />
        </Card>
        <FrequentWordsCard place={place} asked={asked} />
      </div>
    </FindingBody>
  )
}

function Pages({ place, result, asked }: FindingProps & { asked: Query }) {
  const { say } = useLanguage()
  const pages = useKeyPages()
  const { after } = pages
  const page = useQuery(findingQuery<StatementsBehind>(place, 'statements', after === undefined ? asked : { ...asked, after }))
  if (page.data === undefined) return <Skeleton lines={8} />
  const { statements, next } = page.data
  if (statements.length === 0 && next !== null) {
    return (
      <>
        <EmptyState icon={<MessageSquareQuote size={20} aria-hidden />} title={{ en: 'None of these fits', zh: '这一段没有符合条件的留言' }}>
          {say({ en: 'Five thousand were looked through. Older ones may fit.', zh: '已查看五千条留言，更早的留言可能符合条件。' })}
        </EmptyState>
        <KeyPagination pages={pages} next={next} busy={page.isPlaceholderData} />
      </>
    )
  }
  if (statements.length === 0) {
    const isNarrowed = Object.keys(asked).length > 0
    return (
      <EmptyState icon={<MessageSquareQuote size={20} aria-hidden />} title={isNarrowed ? { en: 'Nobody said that', zh: '没有符合条件的留言' } : { en: 'Nothing said yet', zh: '还没有内容' }}>
        {isNarrowed
          ? say({ en: 'Take out a word or a filter. All words must be in the text; one or two letters mean a whole word.', zh: '请去掉部分词语或筛选。所有词语须同时出现；一两个字母按整词查找。' })
          : say({ en: 'Words of customers stand here: answers to open questions, and requests for help.', zh: '这里显示顾客的原话：开放题的回答，以及请求帮助的留言。' })}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="flex flex-col divide-y divide-hair">
        {statements.map((statement) => (
          <StatementEntry key={statement.id} statement={statement} search={valueOf(asked, 'search')} aside={<Score score={statement.score} measure={valueOf(asked, 'measure')} result={result} />} />
        ))}
      </ul>
      <KeyPagination pages={pages} next={next} busy={page.isPlaceholderData} />
    </>
  )
}

/** The person's own score in what was chosen. */
function Score({ score, measure, result }: { score: number | null; measure: string | null; result: FindingProps['result'] }) {
  const speech = useLanguage()
  const parsed = measure === null ? null : parseMeasure(measure)
  if (parsed === null) return null
  const title = result.measures.find(({ key }) => key === measure)?.title ?? measure ?? ''
  const { as, decimals } = inTable(unitOf(parsed.figure))
  const value = score === null ? speech.say({ en: 'no score', zh: '无得分' }) : said(score, speech, Number.isInteger(score) ? 0 : decimals, as)
  return (
    <span>
      {speech.say(title)} <b className="text-body">{value}</b>
    </span>
  )
}
