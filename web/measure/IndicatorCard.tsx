import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { intervalSaid } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Indicator, StudyResult } from '@gap5/contract/measure/results.ts'
import { Card } from '../kit/Card.tsx'
import { KeyFigure, KeyFigures } from '../kit/KeyFigure.tsx'
import { useLanguage } from '../kit/language.tsx'
import { MethodNote } from '../kit/MethodNote.tsx'

/** The figures that stand alone: satisfaction, recommendation, effort, intention. */
export function IndicatorCard({ result }: { result: StudyResult }) {
  return (
    <Card title={{ en: 'Verdict as a whole', zh: '总体评价' }}>
      <KeyFigures>
        {result.indicators.map((indicator) => (
          <IndicatorFigure key={indicator.key} indicator={indicator} />
        ))}
      </KeyFigures>
      <div className="mt-3">
        <Method indicators={result.indicators} />
      </div>
    </Card>
  )
}

export function IndicatorFigure({ indicator }: { indicator: Indicator }) {
  const speech = useLanguage()
  const { say, figure, signed } = speech
  const { estimate, kind, role, scale, title } = indicator
  const isNps = kind === 'nps'
  const decimals = isNps ? 0 : 2
  const value = estimate.value === null ? null : isNps ? signed(estimate.value, 0) : figure(estimate.value, decimals)
  const interval = intervalSaid(estimate, speech, decimals, isNps ? 'signed' : 'figure')
  const n = `n\u00a0${figure(estimate.n)}`
  return (
    <div className="min-w-0">
      <KeyFigure
        label={isNps ? { en: 'Net promoter score', zh: '净推荐值' } : roleWords[role]}
        value={value}
        unit={isNps ? '' : { en: `on ${scale.min}–${scale.max}${scale.lowIsGood ? ', low is good' : ''}`, zh: `量表${scale.min}–${scale.max}${scale.lowIsGood ? '，低为好' : ''}` }}
        detail={estimate.value === null ? n : { en: `95 % interval ${interval}; ${n}`, zh: `95% 区间${interval}；${n}` }}
        reason={reasonWords[estimate.reason ?? 'not-computable']}
      />
      {estimate.value !== null && <Parts indicator={indicator} />}
      <p className="mt-1.5 line-clamp-2 text-xs text-mute" title={say(title)}>
        {say(title)}
      </p>
    </div>
  )
}

const fills = ['bg-accent', 'bg-band', 'bg-below-tint']

/** The answers in two or three parts, best first. */
function Parts({ indicator: { parts } }: { indicator: Indicator }) {
  const { say, percent } = useLanguage()
  return (
    <div className="mt-2">
      <div className="flex h-2 gap-px overflow-hidden rounded-full" aria-hidden>
        {parts.map(({ key, share }, place) => (
          <span key={key} className={fills[place]} style={{ width: `${100 * (share.value ?? 0)}%` }} />
        ))}
      </div>
      <ul className="mt-1 flex flex-wrap gap-x-3 text-xs text-mute">
        {parts.map(({ key, title, share }, place) => (
          <li key={key} className="inline-flex items-center gap-1">
            <span className={`size-2 rounded-sm ${fills[place] ?? ''}`} aria-hidden />
            {`${say(title)} ${percent(share.value ?? 0)}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Method({ indicators }: { indicators: readonly Indicator[] }) {
  const { say } = useLanguage()
  const hasNps = indicators.some(({ kind }) => kind === 'nps')
  const hasEffort = indicators.some(({ kind }) => kind === 'effort')
  return (
    <MethodNote source={[hasNps && 'Reichheld (2003), HBR 81(12)', hasNps && 'Rocks (2016), The American Statistician 70(4)', hasEffort && 'CEB (2013)', 'Wilson (1927), JASA 22'].filter(Boolean).join('; ')}>
      <ul className="list-disc pl-4.5">
        {hasNps && <li>{say({ en: 'Net promoter score: share of answers 9–10 minus share of 0–6, times 100; interval by the adjusted Wald method. It moves with the way people are asked: compare only like with like.', zh: '净推荐值：9–10分占比减0–6分占比，乘以100；区间采用校正Wald法。该值受询问方式影响，只宜同口径比较。' })}</li>}
        {hasEffort && <li>{say({ en: 'Effort: mean agreement that it was easy; easy is 5–7 of 7 (or 1–2 of 5 where low is good).', zh: '省力：对“办事轻松”的同意程度均值；7分量表中5–7分为轻松（低为好的5分量表中1–2分）。' })}</li>}
        <li>{say({ en: 'Best and worst answers: the two outermost points on scales of five and more, else one. Shares have Wilson intervals.', zh: '最好与最差选项：五点及以上量表取两端各两档，否则各一档。占比采用Wilson区间。' })}</li>
      </ul>
    </MethodNote>
  )
}
