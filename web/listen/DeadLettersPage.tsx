import { useState } from 'react'
import { MailCheck } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { DeadLetter, DeadLettersPage as Page } from '@gap5/contract/listen/responses.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Form } from '../kit/Form.tsx'
import { KeyPagination } from '../kit/KeyPagination.tsx'
import { useKeyPages } from '../kit/useKeyPages.ts'
import { useLanguage } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'

/** What came in for a study and was not accepted: look, mend and try again, or dismiss. */
export function DeadLettersPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const { path, handle } = useStudyPlace()
  const study = useStudy()
  const pages = useKeyPages()
  const { after } = pages
  const { letters, next } = useSuspenseQuery({
    queryKey: ['dead letters', path, after],
    queryFn: ({ signal }) => api.get<Page>(addressed(`${path}/dead-letters`, { after, limit: 20 }), { signal }),
  }).data
  return (
    <>
      <PageHeader
        over={study.title}
        title={{ en: 'Not accepted', zh: '未接收的答卷' }}
        under={{ en: 'Kept as they came. Nothing here counts until it is mended.', zh: '原始内容完整保留；修正之前不计入统计。' }}
        back={{ to: paths.responses(org, handle), label: { en: 'Answers', zh: '答卷' } }}
      />
      {letters.length === 0 ? (
        <Card>
          <EmptyState icon={<MailCheck size={20} aria-hidden />} title={{ en: 'Nothing waits', zh: '没有待处理的内容' }}>
            {say({ en: 'Everything that came in was accepted.', zh: '收到的内容均已接收。' })}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-3.5">
          {letters.map((letter) => (
            <LetterCard key={letter.id} letter={letter} />
          ))}
        </div>
      )}
      <KeyPagination pages={pages} next={next} />
    </>
  )
}

function LetterCard({ letter }: { letter: DeadLetter }) {
  const { say, moment, language } = useLanguage()
  const { organisation } = useOrganisation()
  const { path } = useStudyPlace()
  const done = useDone()
  const [dismissing, setDismissing] = useState(false)
  const raw = typeof letter.body === 'string' ? letter.body : JSON.stringify(letter.body, null, 2)
  const form = useForm({
    initial: { body: raw },
    draft: `dead letter ${letter.id}`,
    send: ({ body }) => api.post(`${path}/dead-letters/${letter.id}/retry`, { body: JSON.parse(body) as unknown }),
    sent: () => done({ en: 'Accepted', zh: '已接收' }),
    check: ({ body }) => (isJson(body) ? {} : { body: { en: 'This is not JSON yet: look for a missing quotation mark, comma or brace.', zh: '还不是有效的 JSON：请检查是否缺少引号、逗号或括号。' } }),
  })
  return (
    <Card
      title={{ en: `Came ${moment(letter.receivedAt, organisation.timeZone)}`, zh: `${moment(letter.receivedAt, organisation.timeZone)} 收到` }}
      description={`${letter.channel} · ${letter.externalId}`}
    >
      <ul className="mb-3 list-disc pl-5 text-body">
        {letter.problem.errors.map((error) => (
          <li key={`${error.field} ${error.en}`} className="break-words">
            <code>{error.field}</code>
            {say({ en: ': expected ', zh: '：应为' })}
            {error[language]}
            {error.received !== '' && say({ en: `, got “${error.received}”`, zh: `，收到“${error.received}”` })}
          </li>
        ))}
        {letter.problem.errors.length === 0 && <li>{say({ en: 'It carried no id of the sender’s own.', zh: '缺少发送方的编号。' })}</li>}
      </ul>
      <Form
        form={form}
        submitLabel={{ en: 'Try again', zh: '重新接收' }}
        otherActions={<Button onClick={() => setDismissing(true)}>{say({ en: 'Dismiss…', zh: '忽略…' })}</Button>}
      >
        <TextArea label={{ en: 'As it came; mend it here', zh: '原始内容，可在此修正' }} rows={8} {...form.field('body')} />
      </Form>
      <ConfirmDialog
        open={dismissing}
        onOpenChange={setDismissing}
        title={{ en: 'Dismiss this?', zh: '忽略这条内容？' }}
        confirmLabel={{ en: 'Dismiss', zh: '忽略' }}
        onConfirm={async () => {
          await api.post(`${path}/dead-letters/${letter.id}/dismissal`)
          await done({ en: 'Dismissed', zh: '已忽略' })
        }}
      >
        {say({ en: 'It leaves this list and never counts. The sender may still send it again, mended.', zh: '它将从列表中移除且不计入统计；发送方仍可修正后重新提交。' })}
      </ConfirmDialog>
    </Card>
  )
}

function useDone() {
  const { path } = useStudyPlace()
  const queries = useQueryClient()
  const refresh = useRefreshStudy()
  return async (title: { en: string; zh: string }) => {
    notify({ title })
    await Promise.all([queries.invalidateQueries({ queryKey: ['dead letters', path] }), refresh()])
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
