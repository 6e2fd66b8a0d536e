import { RefreshCw } from 'lucide-react'
import type { Inquiry } from '@gap5/contract/measure/workbench.ts'
import { addressed, valuesOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { paths } from '../../paths.ts'
import { FindingBody, type FindingProps } from '../FindingPage.tsx'
import { selectionIn } from '../results.ts'
import { AnswerView } from './AnswerView.tsx'
import { askedOf, useAnswer, type Asking } from './asking.ts'
import { InputField } from './InputField.tsx'

/** One question: what is chosen, and its answer, computed anew whenever a choice changes. */
export function InquiryView({ place, result, inquiry }: FindingProps & { inquiry: Inquiry }) {
  const { say } = useLanguage()
  const { query } = useAddress()
  const asking = useAnswer(place, inquiry, query)
  const { answer } = asking
  return (
    <FindingBody place={place} result={result} name={inquiry.title} conclusion={answer?.conclusion} view={{ page: 'workbench', asked: askedOf(query, inquiry) }} isOld={asking.isRunning && answer !== undefined}>
      <div className="grid gap-3.5">
        <Card
          title={{ en: 'What is asked', zh: '分析设置' }}
          description={inquiry.use}
          actions={<Link to={addressed(paths.workbench(place.org, place.study), selectionIn(query))}>{say({ en: 'Other questions', zh: '其他问题' })}</Link>}
        >
          <Inputs inquiry={inquiry} />
          <State asking={asking} isLong={inquiry.long} />
        </Card>
        {answer && <AnswerView place={place} inquiry={inquiry} answer={answer} />}
      </div>
    </FindingBody>
  )
}

function Inputs({ inquiry: { inputs } }: { inquiry: Inquiry }) {
  const { query, change } = useAddress()
  return (
    <div className="unprinted grid items-start gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {inputs.map((input) => {
        const values = input.key in query ? valuesOf(query, input.key).filter((value) => value !== '') : input.chosen
        const isUsual = (next: string[]) => next.length === input.chosen.length && next.every((value, i) => value === input.chosen[i])
        return <InputField key={input.key} input={input} values={values} onChange={(next) => change({ [input.key]: isUsual(next) ? null : next.length === 0 ? [''] : next })} />
      })}
    </div>
  )
}

function State({ asking: { answer, share, isRunning, isCancelled, error, cancel, again }, isLong }: { asking: Asking; isLong: boolean }) {
  const { say } = useLanguage()
  const repeat = (
    <Button icon={<RefreshCw size={15} aria-hidden />} onClick={again}>
      {say({ en: 'Compute again', zh: '重新计算' })}
    </Button>
  )
  if (isRunning) {
    return (
      <div className="mt-4" aria-live="polite">
        {!isLong && answer === undefined ? <Skeleton lines={3} /> : <Progress label={{ en: 'Computing', zh: '计算中' }} share={share} onCancel={cancel} />}
      </div>
    )
  }
  if (error) {
    return (
      <div className="mt-4">
        <Callout tone="bad" announce title={error.message} action={repeat} />
      </div>
    )
  }
  if (isCancelled) {
    return (
      <div className="mt-4">
        <Callout tone="neutral" announce title={{ en: 'Cancelled before there was an answer.', zh: '已在得出结果前取消。' }} action={repeat} />
      </div>
    )
  }
  return (
    <div className="unprinted mt-3 flex flex-wrap items-center gap-3">
      {answer && answer.n + answer.missing > 0 && <AnswerBasis answer={answer} />}
      {repeat}
    </div>
  )
}

function AnswerBasis({ answer: { n, missing, deletion } }: { answer: NonNullable<Asking['answer']> }) {
  const { say, figure } = useLanguage()
  return (
    <span className="text-mute">
      {say({
        en: `n ${figure(n)}${missing > 0 ? `; ${figure(missing)} not used: ${deletion.en}` : ''}`,
        zh: `n ${figure(n)}${missing > 0 ? `；未使用${figure(missing)}份：${deletion.zh}` : ''}`,
      })}
    </span>
  )
}
