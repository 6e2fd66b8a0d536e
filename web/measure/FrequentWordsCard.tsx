import { useQuery } from '@tanstack/react-query'
import type { FrequentWords } from '@gap5/contract/measure/answers-behind.ts'
import { valueOf, type Query } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { findingQuery } from './findings.ts'
import type { StudyPlace } from './results.ts'

/** Which words are said how often; one click shows who said it. */
export function FrequentWordsCard({ place, asked }: { place: StudyPlace; asked: Query }) {
  const { say, figure, percent } = useLanguage()
  const { change } = useAddress()
  const { order: _, ...counted } = asked
  const { data } = useQuery(findingQuery<FrequentWords>(place, 'words', counted))
  if (data === undefined || data.words.length === 0) return null
  const search = valueOf(asked, 'search')
  const add = (word: string) => change({ search: search === null ? word : `${search} ${word}` }, { replace: false })
  return (
    <Card
      title={{ en: 'Said most often', zh: '高频词语' }}
      description={{
        en: data.hasMore ? `In the newest ${figure(data.statements)} statements.` : `In ${figure(data.statements)} ${data.statements === 1 ? 'statement' : 'statements'}.`,
        zh: data.hasMore ? `最新的${figure(data.statements)}条留言。` : `共${figure(data.statements)}条留言。`,
      }}
    >
      <ul className="flex flex-wrap gap-1.5">
        {data.words.map(({ word, statements, share }) => (
          <li key={word}>
            <Button size="small" onClick={() => add(word)}>
              {word}
              <span className="ml-1 font-normal text-mute" title={percent(share, 0)}>
                {figure(statements)}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-[0.8125rem] text-mute">{say(data.note)}</p>
    </Card>
  )
}
