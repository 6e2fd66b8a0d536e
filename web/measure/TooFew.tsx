import { Hourglass } from 'lucide-react'
import { counted } from '@gap5/contract/language.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { ButtonLink } from '../kit/Link.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { paths } from '../paths.ts'
import { selectionIn, type StudyPlace } from './results.ts'
import { VerbatimCard } from './VerbatimCard.tsx'
import { isNarrowed } from './words.ts'

/** Some answers, but fewer than a figure needs: says how many are missing, and shows what needs no figure. */
export function TooFew({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { say } = useLanguage()
  const { query, clear } = useAddress()
  const selection = selectionIn(query)
  const { responses, minimumN } = result
  const missing = minimumN - responses
  return (
    <div className="grid gap-3.5">
      <Card>
        <EmptyState
          icon={<Hourglass size={20} aria-hidden />}
          title={{ en: `${counted(missing, 'more answer is', 'more answers are')} needed`, zh: `还差 ${missing} 份答卷` }}
          action={
            isNarrowed(selection) ? (
              <Button onClick={() => clear(Object.keys(selection))}>{say({ en: 'Show all answers', zh: '显示全部答卷' })}</Button>
            ) : (
              <ButtonLink look="primary" to={paths.collecting(place.org, place.study)}>
                {say({ en: 'Share the link', zh: '分享链接' })}
              </ButtonLink>
            )
          }
        >
          {say({
            en: `Figures show from ${minimumN} answers on: fewer would say more about chance than about the service.`,
            zh: `答卷达到 ${minimumN} 份后显示数字：份数太少，反映的多是偶然而不是服务。`,
          })}
        </EmptyState>
      </Card>
      <VerbatimCard place={place} result={result} />
    </div>
  )
}
