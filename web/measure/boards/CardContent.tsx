import type { CardContent as Content, CardSize } from '@gap5/contract/measure/boards.ts'
import type { Statement } from '@gap5/contract/listen/responses.ts'
import { intervalSaid, said } from '@gap5/contract/measure/charts/figures.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import { useOrganisation } from '../../access/me.ts'
import { DistributionBars } from '../../kit/charts/DistributionBars.tsx'
import { Sparkline } from '../../kit/charts/Sparkline.tsx'
import { TrendLine } from '../../kit/charts/TrendLine.tsx'
import { KeyFigure } from '../../kit/KeyFigure.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { DayBars } from '../../listen/DayBars.tsx'
import { ComparisonPicture } from '../ComparisonCard.tsx'
import { IndicatorFigure } from '../IndicatorCard.tsx'
import { KanoScatter } from '../KanoScatter.tsx'
import { IndexFigure } from '../IndexFigure.tsx'
import { ImportanceQuadrants } from '../readings/ImportancePage.tsx'
import { LevelsPicture } from '../LevelsCard.tsx'
import { formatOf, kanoAnswers } from '../words.ts'

/** What a card shows, by its kind. */
export function CardContent({ content, size }: { content: Content; size: CardSize }) {
  const { say, figure } = useLanguage()
  switch (content.kind) {
    case 'figure':
      return <FigureContent content={content} size={size} />
    case 'levels':
      return <LevelsPicture rows={content.rows} format={formatOf({ gaps: content.rows }) ?? 'performance'} scale={content.scale ?? { min: 0, max: 1 }} chosen={null} hideTitle />
    case 'indicator':
      return <IndicatorFigure indicator={content.indicator} />
    case 'comparison':
      return (
        <>
          {content.comparison.reason !== 'one-group' && <ComparisonPicture comparison={content.comparison} scale={content.scale} />}
          <p className="mt-2 font-semibold">{say(content.comparison.conclusion.text)}</p>
        </>
      )
    case 'distribution':
      return <DistributionContent content={content} />
    case 'kano':
      return <KanoScatter rows={content.rows} />
    case 'importance':
      return (
        <>
          <ImportanceQuadrants reading={content.reading} hideTitle />
          {content.reading.conclusions.slice(0, 1).map((conclusion) => (
            <p key={conclusion.kind} className="mt-2 font-semibold">
              {say(conclusion.text)}
            </p>
          ))}
        </>
      )
    case 'index':
      return <IndexFigure summary={content.summary} />
    case 'verbatims':
      return <Words statements={content.statements} />
    case 'progress':
      return (
        <>
          <KeyFigure label={{ en: 'Responses in the period', zh: '该时段答卷' }} value={figure(content.responses)} />
          {content.days.length > 0 && (
            <div className="mt-3">
              <DayBars days={content.days} />
            </div>
          )}
        </>
      )
  }
}

type FigureProps = { content: Extract<Content, { kind: 'figure' }>; size: CardSize }

function FigureContent({ content, size }: FigureProps) {
  const speech = useLanguage()
  const { estimate, unit, trend, scale, title } = content
  const as = unit === 'share' ? 'percent' : unit === 'level' ? 'figure' : 'signed'
  const decimals = unit === 'share' || unit === 'points' ? 0 : unit === 'level' ? 1 : 2
  const points = trend.map(({ value, title, estimate }) => ({ key: value, label: title, estimate }))
  const shown = points.filter((point) => point.estimate.value !== null)
  const trendTitle = { en: `${title.en}, month by month`, zh: `${title.zh}，逐月` }
  return (
    <>
      <KeyFigure
        label={{ en: 'In the period', zh: '该时段' }}
        value={estimate.value === null ? null : said(estimate.value, speech, decimals, as)}
        unit={unit === 'level' && scale ? { en: `on ${scale.min}–${scale.max}`, zh: `量表${scale.min}–${scale.max}` } : ''}
        detail={{ en: `95 % interval ${intervalSaid(estimate, speech, decimals, as)}`, zh: `95% 区间${intervalSaid(estimate, speech, decimals, as)}` }}
        reason={reasonWords[estimate.reason ?? 'not-computable']}
        beside={size === 'small' && shown.length > 1 && <Sparkline points={points.map((point) => point.estimate)} label={trendTitle} />}
      />
      {size !== 'small' && shown.length > 1 && (
        <div className="mt-3">
          <TrendLine title={trendTitle} hideTitle points={points} scale={unit === 'share' ? { min: 0, max: 1 } : rangeOf(points, unit === 'level' ? scale : null)} as={as} decimals={decimals} height={180} />
        </div>
      )}
    </>
  )
}

/** The scale where there is one, else as far as the figures reach. */
function rangeOf(points: readonly { estimate: { lower: number | null; upper: number | null } }[], scale: { min: number; max: number } | null) {
  if (scale) return scale
  const ends = points.flatMap(({ estimate }) => [estimate.lower, estimate.upper].filter((x) => x !== null))
  return { min: Math.floor(Math.min(0, ...ends)), max: Math.ceil(Math.max(0, ...ends)) }
}

function DistributionContent({ content: { distribution, lowIsGood } }: { content: Extract<Content, { kind: 'distribution' }> }) {
  const { say } = useLanguage()
  const { counts, min, max, title, variable, estimate, role } = distribution
  if (counts === null) return <p className="text-mute">{say(reasonWords[estimate.reason ?? 'no-answers'])}</p>
  const isKano = role === 'functional' || role === 'dysfunctional'
  return (
    <DistributionBars
      title={title}
      hideTitle
      scale={{ min, max }}
      lowIsGood={lowIsGood}
      {...(isKano && { pointWords: kanoAnswers })}
      rows={[{ key: variable, label: title, counts, mean: estimate.value, missing: estimate.missing }]}
    />
  )
}

function Words({ statements }: { statements: readonly Statement[] }) {
  const { say, day } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  if (statements.length === 0) return <p className="text-mute">{say({ en: 'Nobody said anything in words in this period.', zh: '该时段没有留言。' })}</p>
  return (
    <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(16rem,1fr))]">
      {statements.map((statement) => (
        <li key={statement.id} className="border-l-2 border-line pl-3">
          <blockquote lang={statement.language ?? undefined} className="line-clamp-6 break-words whitespace-pre-line">
            {statement.text}
          </blockquote>
          <p className="mt-0.5 text-xs text-mute">{day(statement.at, timeZone)}</p>
        </li>
      ))}
    </ul>
  )
}
