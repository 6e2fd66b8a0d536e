import { useQuery } from '@tanstack/react-query'
import { counted } from '@gap5/contract/language.ts'
import type { Comparison } from '@gap5/contract/measure/comparison.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import { valueOf, valuesOf, type Query } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { GapBars } from '../kit/charts/GapBars.tsx'
import { IntervalPlot } from '../kit/charts/IntervalPlot.tsx'
import { TrendLine } from '../kit/charts/TrendLine.tsx'
import { Combobox } from '../kit/Combobox.tsx'
import { useIsFixed } from '../kit/guest.ts'
import { useLanguage } from '../kit/language.tsx'
import { Select } from '../kit/Select.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { PairTable } from './PairTable.tsx'
import { comparisonQuery, selectionIn, type StudyPlace } from './results.ts'

/** Any figure, broken down by any attribute, with the test that tells differences from chance. */
export function ComparisonCard({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { query, change } = useAddress()
  const isFixed = useIsFixed()
  const { attributes, attribute, measure } = comparisonChoice(result, query)
  if (!attribute || !measure) return null
  return (
    <Card title={{ en: 'Where it comes from', zh: '差异从何而来' }}>
      {!isFixed && (
        <div className="unprinted mb-4 grid gap-3 sm:grid-cols-[1fr_1.6fr] xl:grid-cols-1">
          <Select label={{ en: 'By', zh: '按' }} value={attribute.key} onValueChange={(by) => change({ by })} options={attributes.map(({ key, title }) => ({ value: key, label: title }))} />
          <Combobox label={{ en: 'Figure', zh: '指标' }} value={measure.key} onValueChange={(chosen) => change({ measure: chosen })} options={result.measures.map(({ key, title }) => ({ value: key, label: title }))} />
        </div>
      )}
      <Groups place={place} attribute={attribute.key} measure={measure.key} scale={result.scale} />
    </Card>
  )
}

/** What is compared by what: as the address says, else what a manager would ask about first. */
export function comparisonChoice(result: StudyResult, query: Query) {
  const attributes = comparable(result)
  // What the page is narrowed to a single value of cannot be broken down by.
  const open = attributes.find(({ key }) => valuesOf(query, `a.${key}`).length !== 1)
  const attribute = attributes.find(({ key }) => key === valueOf(query, 'by')) ?? open ?? attributes[0]
  const measure = result.measures.find(({ key }) => key === valueOf(query, 'measure')) ?? startingMeasure(result)
  return { attributes, attribute, measure }
}

/** Attributes with two values or more. */
export function comparable({ breakdowns }: Pick<StudyResult, 'breakdowns'>): StudyResult['breakdowns'] {
  return breakdowns.filter(({ values }) => values.length > 1)
}

type GroupsProps = { place: StudyPlace; attribute: string; measure: string; scale: StudyResult['scale'] }

function Groups({ place, attribute, measure, scale }: GroupsProps) {
  const { query } = useAddress()
  const { data: comparison } = useQuery(comparisonQuery(place, selectionIn(query), attribute, measure))
  if (comparison === undefined) return <Skeleton lines={6} />
  return (
    <>
      {comparison.reason !== 'one-group' && <ComparisonPicture comparison={comparison} scale={scale} />}
      <Verdict comparison={comparison} />
      <PairTable comparison={comparison} />
    </>
  )
}

function Verdict({ comparison }: { comparison: Comparison }) {
  const { say, figure } = useLanguage()
  const { conclusion, withoutValue, notShown } = comparison
  return (
    <div className="mt-3" aria-live="polite">
      <p className="font-semibold">{say(conclusion.text)}</p>
      {conclusion.evidence && <p className="text-mute">{say(conclusion.evidence)}</p>}
      {withoutValue > 0 && (
        <p className="text-mute">
          {say({ en: `${figure(withoutValue)} ${withoutValue === 1 ? 'response carries' : 'responses carry'} no value.`, zh: `${figure(withoutValue)}份答卷没有该属性值。` })}
        </p>
      )}
      {notShown > 0 && (
        <p className="text-mute">
          {say({ en: `${counted(notShown, 'response', 'responses')} of smaller groups ${notShown === 1 ? 'is' : 'are'} not shown.`, zh: `较小的组共${figure(notShown)}份答卷未显示。` })}
        </p>
      )}
    </div>
  )
}

/** Differences and net promoter scores are drawn from zero, shares on 0 to 1, levels on their scale. */
export function ComparisonPicture({ comparison, scale }: { comparison: Comparison; scale: StudyResult['scale'] }) {
  const { say } = useLanguage()
  const { groups, unit, ordered, measureTitle, attributeTitle } = comparison
  const title = { en: `${measureTitle.en}, by ${attributeTitle.en.toLowerCase()}`, zh: `${measureTitle.zh}，按${attributeTitle.zh}` }
  const rows = groups.map(({ value, title, estimate }) => ({ key: value, label: title, estimate }))
  const heading = { title, hideTitle: true, description: title }
  const isFromZero = unit === 'difference' || unit === 'points'
  const range = unit === 'share' ? { min: 0, max: 1 } : rangeOf(comparison, scale)
  const as = unit === 'share' ? 'percent' : isFromZero ? 'signed' : 'figure'
  const decimals = unit === 'share' || unit === 'points' ? 0 : 1
  if (rows.length === 0) return <p className="text-mute">{say({ en: 'No response carries this attribute.', zh: '没有答卷带有该属性。' })}</p>
  if (ordered) return <TrendLine {...heading} points={rows} scale={range} as={as} decimals={decimals} />
  if (isFromZero) return <GapBars {...heading} rows={rows} decimals={decimals} />
  return <IntervalPlot {...heading} rows={rows} scale={range} as={as === 'percent' ? 'percent' : 'figure'} decimals={decimals} />
}

/** Where the study has no single scale, the figures themselves say how far to draw. */
function rangeOf({ groups, unit }: Comparison, scale: StudyResult['scale']): { min: number; max: number } {
  const ends = groups.flatMap(({ estimate }) => [estimate.lower, estimate.upper].filter((x) => x !== null))
  const within = { min: Math.floor(Math.min(...ends, 0)), max: Math.ceil(Math.max(...ends, 1)) }
  if (unit === 'difference' || unit === 'points') return within
  return scale && ends.every((x) => x >= scale.min && x <= scale.max) ? scale : within
}
