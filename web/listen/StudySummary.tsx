import { useSuspenseQuery } from '@tanstack/react-query'
import { useOrganisation } from '../access/me.ts'
import { useLanguage, type Words } from '../kit/language.tsx'
import { bothOf, textsFrom } from './attributeDrafts.ts'
import { lengthOf } from './definitionWords.ts'
import { instrumentsQuery, libraryQuery } from './instrumentsData.ts'
import { kanoSource, type NewStudy } from './newStudy.ts'
import { pagingOptions } from './pagingOptions.ts'

/** What is about to be published, to look over once more. */
export function StudySummary({ values }: { values: NewStudy }) {
  const { say, figure } = useLanguage()
  const facts: [Words, string][] = [
    [{ en: 'Title', zh: '标题' }, say(bothOf(values.title))],
    [{ en: 'Questionnaire', zh: '问卷' }, useQuestionnaire(values)],
    [{ en: 'Who is judged', zh: '评价对象' }, say(bothOf(values.subjectName))],
    [
      { en: 'Broken down by', zh: '分组属性' },
      values.attributes.length === 0
        ? say({ en: 'nothing yet', zh: '暂无' })
        : values.attributes.map(({ title }) => say(bothOf(title))).join(say({ en: ', ', zh: '、' })),
    ],
    [{ en: 'On the screen', zh: '页面呈现' }, say(pagingOptions.find(({ value }) => value === values.paging)?.label ?? '')],
    [{ en: 'Answers at most', zh: '答卷上限' }, values.maximumResponses === null ? say({ en: 'no limit', zh: '不限' }) : figure(values.maximumResponses)],
    [{ en: 'Help at the end', zh: '结束页帮助' }, values.offerHelp ? say({ en: 'offered', zh: '提供' }) : say({ en: 'not offered', zh: '不提供' })],
  ]
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
      {facts.map(([name, fact]) => (
        <div key={say(name)} className="contents">
          <dt className="text-mute">{say(name)}</dt>
          <dd className="min-w-0 break-words text-ink">{fact}</dd>
        </div>
      ))}
    </dl>
  )
}

function useQuestionnaire({ source, features }: NewStudy): string {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const library = useSuspenseQuery(libraryQuery(org)).data
  const own = useSuspenseQuery(instrumentsQuery(org)).data
  const entry = library.find(({ key }) => source === `library:${key}`)?.definition ?? own.find(({ id }) => source === `own:${id}`)?.definition
  if (entry === undefined) return ''
  const count = textsFrom(features).length
  const size: Words = source === kanoSource ? { en: `${count} ${count === 1 ? 'feature' : 'features'}`, zh: `${count} 项功能` } : lengthOf(entry)
  return `${say(entry.title)} · ${say(size)}`
}
