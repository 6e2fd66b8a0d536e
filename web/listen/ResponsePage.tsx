import { markWords } from '@gap5/contract/listen/mark-words.ts'
import { useState } from 'react'
import { EllipsisVertical } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ResponseDetail } from '@gap5/contract/listen/responses.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Tag } from '../kit/Tag.tsx'
import { paths } from '../paths.ts'
import { AnswerBlocks } from './AnswerBlocks.tsx'
import { named } from './definitionWords.ts'
import { CorrectDialog, EraseDialog, MarksDialog } from './responseDialogs.tsx'
import { StatementEntry } from './StatementEntry.tsx'
import { useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { useValueWords } from './useValueWords.ts'

type Doing = 'correct' | 'mark' | 'erase' | null

/** One answer sheet: what was answered, said and corrected. */
export function ResponsePage() {
  const { moment } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const { handle } = useStudyPlace()
  const study = useStudy()
  const { response, refresh } = useResponse()
  const definition = useDefinition(response.instrumentVersion)
  const [doing, setDoing] = useState<Doing>(null)
  const close = () => {
    setDoing(null)
    void refresh()
  }
  return (
    <>
      <PageHeader
        over={study.title}
        title={{ en: `Answer of ${moment(response.submittedAt, organisation.timeZone)}`, zh: `${moment(response.submittedAt, organisation.timeZone)} 的答卷` }}
        back={{ to: paths.responses(org, handle), label: { en: 'Answers', zh: '答卷' } }}
        under={<Facts response={response} />}
        actions={may('responses:write') && <Doings response={response} onDo={setDoing} />}
      />
      <div className="grid items-start gap-3.5 xl:grid-cols-[1.6fr_1fr]">
        <div className="grid min-w-0 gap-3.5">
          <AnswerBlocks definition={definition} answers={response.answers} />
        </div>
        <div className="grid min-w-0 gap-3.5">
          <Words response={response} />
          {response.revisions.length > 1 && <Revisions response={response} />}
        </div>
      </div>
      {doing === 'correct' && <CorrectDialog response={response} definition={definition} onClose={close} />}
      {doing === 'mark' && <MarksDialog response={response} onClose={close} />}
      {doing === 'erase' && <EraseDialog response={response} onClose={close} />}
    </>
  )
}

function useResponse(): { response: ResponseDetail; refresh: () => Promise<unknown> } {
  const { response: id = '' } = useParams({ strict: false })
  const { path } = useStudyPlace()
  const queries = useQueryClient()
  const refreshStudy = useRefreshStudy()
  const queryKey = ['response', path, id]
  const response = useSuspenseQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ResponseDetail>(`${path}/responses/${id}`, { signal }),
  }).data
  const refresh = () =>
    Promise.all([queries.invalidateQueries({ queryKey }), queries.invalidateQueries({ queryKey: ['responses', path] }), refreshStudy()])
  return { response, refresh }
}

function useDefinition(version: number) {
  const { org } = useOrganisation()
  const { instrumentId, subject } = useStudy()
  const { definition } = useSuspenseQuery({
    queryKey: [org, 'instruments', instrumentId, version],
    queryFn: ({ signal }) => api.get<Instrument>(`/api/o/${org}/instruments/${instrumentId}/versions/${version}`, { signal }),
    staleTime: Infinity,
  }).data
  return named(definition, subject.name)
}

function Facts({ response }: { response: ResponseDetail }) {
  const { say } = useLanguage()
  const { attributes } = useStudy()
  const wordsOf = useValueWords()
  const values = attributes.flatMap(({ key, title }) => {
    const value = response.attributes[key]
    return value === undefined ? [] : [`${say(title)}${say({ en: ': ', zh: '：' })}${say(wordsOf(key, value))}`]
  })
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{response.collector.title}</span>
      {values.map((value) => (
        <span key={value}>{value}</span>
      ))}
      {response.marks.map((mark) => (
        <Tag key={mark} tone="warn">
          {say(markWords[mark])}
        </Tag>
      ))}
      {response.erasedAt && <Tag>{say({ en: 'Person erased', zh: '已清除个人信息' })}</Tag>}
    </span>
  )
}

function Doings({ response, onDo }: { response: ResponseDetail; onDo: (doing: Doing) => void }) {
  return (
    <Menu
      trigger={<Button label={{ en: 'More', zh: '更多' }} icon={<EllipsisVertical size={16} aria-hidden />} />}
      entries={[
        { label: { en: 'Correct answers…', zh: '更正答案…' }, onSelect: () => onDo('correct') },
        { label: { en: 'Change quality marks…', zh: '修改质量标记…' }, onSelect: () => onDo('mark') },
        'line',
        {
          label: { en: 'Erase the person…', zh: '清除个人信息…' },
          danger: true,
          disabledBecause: response.erasedAt !== null && { en: 'Erased already.', zh: '已清除。' },
          onSelect: () => onDo('erase'),
        },
      ]}
    />
  )
}

function Words({ response }: { response: ResponseDetail }) {
  const { say } = useLanguage()
  return (
    <Card title={{ en: 'In their words', zh: '顾客原话' }}>
      {response.statements === null && <p className="text-mute">{say({ en: 'Your role does not show words of customers.', zh: '您的角色无权查看顾客原话。' })}</p>}
      {response.statements?.length === 0 && <p className="text-mute">{say({ en: 'Nothing was said in words.', zh: '没有文字内容。' })}</p>}
      <ul className="flex flex-col divide-y divide-hair">
        {response.statements?.map((statement) => (
          <StatementEntry key={statement.id} statement={statement} isLinked={false} />
        ))}
      </ul>
    </Card>
  )
}

function Revisions({ response }: { response: ResponseDetail }) {
  const { say, moment } = useLanguage()
  const { organisation } = useOrganisation()
  return (
    <Card title={{ en: 'Corrections', zh: '更正记录' }} description={{ en: 'Nothing is overwritten; the last one counts.', zh: '原始内容从不覆盖，以最后一次为准。' }}>
      <ol className="flex flex-col gap-2">
        {response.revisions.map(({ revision, at, reason, actor, marks }) => (
          <li key={revision}>
            <span className="text-mute">
              {revision} · {moment(at, organisation.timeZone)}
              {actor && ` · ${actor}`}
            </span>
            <p className="break-words text-ink">{reason ?? say(revision === 1 ? { en: 'As it came in', zh: '初次接收' } : { en: 'Marked by itself: the same answers had come in within ten minutes', zh: '自动标记：十分钟内曾收到完全相同的答卷' })}</p>
            {marks.length > 0 && <p className="text-[0.8125rem] text-mute">{marks.map((mark) => say(markWords[mark])).join(say({ en: ', ', zh: '、' }))}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
