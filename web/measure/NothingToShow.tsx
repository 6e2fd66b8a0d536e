import { Inbox, ListFilter } from 'lucide-react'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { selectionIn, type StudyPlace } from './results.ts'
import { isNarrowed } from './words.ts'

/** No answers: because none came yet, or because none fits. */
export function NothingToShow({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { query, clear } = useAddress()
  const { say } = useLanguage()
  const selection = selectionIn(query)
  const leftOut = result.leftOut.reduce((sum, { n }) => sum + n, 0)
  if (isNarrowed(selection) || leftOut > 0)
    return (
      <Card>
        <EmptyState
          icon={<ListFilter size={20} aria-hidden />}
          title={{ en: 'No answer fits', zh: '没有符合条件的答卷' }}
          action={<Button onClick={() => clear(Object.keys(selection))}>{say({ en: 'Show all answers', zh: '显示全部答卷' })}</Button>}
        >
          {say({ en: 'The study has answers, but none in this period with these attributes.', zh: '该调查已有答卷，但在所选时段与属性下没有。' })}
        </EmptyState>
      </Card>
    )
  return (
    <Card>
      <EmptyState
        icon={<Inbox size={20} aria-hidden />}
        title={{ en: 'No answers yet', zh: '还没有答卷' }}
        action={
          <>
            <ButtonLink look="primary" to={paths.collecting(place.org, place.study)}>
              {say({ en: 'Get the link and the QR code', zh: '获取链接与二维码' })}
            </ButtonLink>
            <ButtonLink to={paths.imports(place.org, place.study)}>{say({ en: 'Import a file', zh: '导入文件' })}</ButtonLink>
          </>
        }
      >
        {say({
          en: 'Send the link or put up the QR code. The first answers show here within seconds of being sent.',
          zh: '发送链接或张贴二维码，答卷提交后几秒内即会显示在此。',
        })}
      </EmptyState>
    </Card>
  )
}
